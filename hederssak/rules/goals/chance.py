"""The chance of reaching a goal, from the rep's own weeks shrunk to the team's while they are few (R14).

Money comes in lumps and some weeks bring none, so a bell curve would lie: a week brings something with a chance of its
own (beta), and then a gamma amount; the weeks that are left are added up. Counts are Poisson with a rate that is itself
known only so well (gamma). All of it is plain arithmetic: a slider asks for a hundred chances at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, floor, inf, lgamma, log
from statistics import fmean

FEWEST_WEEKS = 4
"""With fewer weeks, own and the team's together, no chance is said."""
TEAM_WEEKS = 8.0
"""For so many weeks of their own the team's habit counts at most."""
LEAST_SPREAD = 0.02
PART_OF_A_WEEK = 0.2
"""What the chance of a week without anything begins at, in weeks: no run of good ones makes the next certain."""
USUAL_SPREAD = 0.5
"""Squared spread (variance / mean squared) where one or two weeks can't show any."""
LARGEST = 1e15


@dataclass(frozen=True)
class Habit:
    """How weeks go: their number, how many brought something, and the mean and squared spread of those that did."""

    weeks: float
    positive: float
    mean: float
    spread: float

    @property
    def pace(self) -> float:
        """Return what a week brings on average."""
        return self.mean * self.positive / self.weeks if self.weeks else 0.0


NO_HABIT = Habit(0, 0, 0, USUAL_SPREAD)


def habit_of(weeks: Sequence[float]) -> Habit:
    """Return the habit that weekly amounts show; below zero counts as nothing sold."""
    sold = [amount for amount in weeks if amount > 0]
    if not sold:
        return Habit(len(weeks), 0, 0, USUAL_SPREAD)
    mean = fmean(sold)
    variance = sum((amount - mean) ** 2 for amount in sold) / (len(sold) - 1) if len(sold) > 1 else 0.0
    return Habit(len(weeks), len(sold), mean, variance / mean**2 if len(sold) > 2 else USUAL_SPREAD)


def shrunk(own: Habit, team: Habit) -> Habit:
    """Return the own habit with the team's beside it, which counts as eight weeks at most."""
    if not team.weeks:
        return own
    weight = min(TEAM_WEEKS, team.weeks)
    lent = weight * team.positive / team.weeks
    positive = own.positive + lent
    if not positive:
        return Habit(own.weeks + weight, 0, 0, USUAL_SPREAD)
    mean = (own.positive * own.mean + lent * team.mean) / positive
    spread = (own.positive * own.spread + lent * team.spread) / positive
    return Habit(own.weeks + weight, positive, mean, spread)


def chance_of(needed: float, weeks: float, habit: Habit, *, counted: bool = False) -> float | None:
    """Return the chance that so many weeks bring at least what is needed, 0 to 1; None where too few are known.

    `weeks` may be a fraction; what is reached already is certain, and nothing comes when no time is left. `counted`
    means a number of opportunities, not money.
    """
    if needed <= 0:
        return 1.0
    if weeks <= 0:
        return 0.0
    if habit.weeks < FEWEST_WEEKS:
        return None
    return _count(ceil(needed - 1e-9), weeks, habit) if counted else _money(needed, weeks, habit)


def needed_for(chance: float, weeks: float, habit: Habit) -> float:
    """Return what is brought in with that chance (an amount of money); 0 where even the smallest is less likely.

    By halving: the chance falls as more is needed.
    """
    if (chance_of(1e-6, weeks, habit) or 0.0) <= chance:
        return 0.0
    low, high = 0.0, max(habit.pace * weeks, 1.0)
    while (chance_of(high, weeks, habit) or 0.0) > chance and high < LARGEST:
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        if (chance_of(middle, weeks, habit) or 0.0) > chance:
            low = middle
        else:
            high = middle
    return low


def _money(needed: float, weeks: float, habit: Habit) -> float:
    whole, rest = floor(weeks), weeks - floor(weeks)
    sold, unsold = habit.positive + PART_OF_A_WEEK, habit.weeks - habit.positive + PART_OF_A_WEEK
    mean = max(habit.mean, 1e-9)
    some = 1 - (1 - sold / (sold + unsold)) ** rest
    part = mean * rest * (sold / (sold + unsold)) / some if some else 0.0  # a part of a week brings its part on average
    spread = max(habit.spread, LEAST_SPREAD)
    doubt = 1 / max(habit.positive, 1.0)  # the mean itself is known from so many weeks
    total = 0.0
    for count in range(whole + 1):
        here = _beta_binomial(count, whole, sold, unsold)
        for extra, chance in ((0.0, 1 - some), (part, some)):
            amount = count * mean + extra
            if amount and chance:
                variance = spread * (count * mean**2 + extra**2 + doubt * amount**2)
                total += here * chance * gamma_beyond(amount**2 / variance, needed * amount / variance)
    return min(total, 1.0)


def _count(needed: int, weeks: float, habit: Habit) -> float:
    shape, rate = habit.mean * habit.positive + 0.5, habit.weeks
    odds = weeks / (rate + weeks)
    start = lgamma(shape)
    below = sum(
        exp(lgamma(shape + n) - start - lgamma(n + 1) + shape * log(1 - odds) + n * log(odds)) for n in range(needed)
    )
    return min(max(1 - below, 0.0), 1.0)


def _beta_binomial(count: int, of: int, a: float, b: float) -> float:
    choose = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return exp(choose + _log_beta(count + a, of - count + b) - _log_beta(a, b))


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def gamma_beyond(shape: float, x: float) -> float:
    """Return the chance that a gamma value of a shape (and scale 1) lies beyond x: series below, fraction above.

    To about 1e-10; Abramowitz and Stegun 6.5.29 and 6.5.31 (Lentz's way of summing a continued fraction).
    """
    if x <= 0:
        return 1.0
    front = exp(shape * log(x) - x - lgamma(shape)) if shape * log(x) - x - lgamma(shape) > -700 else 0.0
    if x < shape + 1:
        term = total = 1 / shape
        place = shape
        while abs(term) > abs(total) * 1e-12:
            place += 1
            term *= x / place
            total += term
        return min(max(1 - total * front, 0.0), 1.0)
    b, c = x + 1 - shape, inf
    d = 1 / b
    h = d
    for n in range(1, 500):
        a = -n * (n - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        h *= d * c
        if abs(d * c - 1) < 1e-12:
            break
    return min(max(front * h, 0.0), 1.0)
