"""What if (R19): the funnel of a team week by week, as distributions, with its assumptions in the open.

Everything is drawn at once, paths by weeks; the same seed gives the same paths, and two scenarios with one seed share
how the unknown rates turn out, so that their difference is the rule's and not the dice's.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.scores import Floats

LEVELS: Floats = np.array([0.1, 0.5, 0.9])
MOST_CELLS = 60_000_000


class NoScenario(ValueError):
    """Numbers that no scenario can be made of."""

    code = "no_scenario"


@dataclass(frozen=True)
class Scenario:
    """One way to run a team, for each of its `members` alike.

    `meetings` booked a week and member while the blocks are kept; `target` what is asked for (Goodhart: what is asked
    beyond what is really booked is filled, by the share `looseness`, with meetings that should not be); `honour` the
    share of blocks kept from week `breaks_at` on for `broken_weeks` weeks (then as before), and `drag` the share of
    what is skipped that is booked anyway; `right` the share of meetings that are right; `win` the chance that a right
    meeting ends won, `win_rest` that another does; `margin` a won deal's margin, `spread` the standard deviation of
    its logarithm; `lag` weeks from a meeting to its money, `unsure` the relative standard deviation of the rates that
    nobody knows exactly; `hours` a meeting takes.
    """

    members: int = 1
    meetings: float = 5.0
    target: float = 5.0
    looseness: float = 1.0
    honour: float = 1.0
    breaks_at: int = 0
    broken_weeks: int = 0
    drag: float = 0.0
    right: float = 1.0
    win: float = 0.2
    win_rest: float = 0.02
    margin: float = 50_000.0
    spread: float = 0.6
    lag: int = 0
    unsure: float = 0.15
    hours: float = 3.5


@dataclass(frozen=True)
class Fan:
    """Cumulated won margin by week: P10, P50, P90, shape (3, weeks), and its mean (weeks,).

    `meetings`, `right` and `hours` are means of the whole time. `expected` (paths,) is what each path's rates bring at
    the end, without the dice of single meetings and deals.
    """

    bands: Floats
    mean: Floats
    meetings: float
    right: float
    hours: float
    expected: Floats


def simulate(scenario: Scenario, weeks: int, paths: int = 2_000, seed: int = 1) -> Fan:
    """Return what a scenario brings over `weeks`. Raises NoScenario.

    Bookings are Poisson, wins binomial, margins lognormal (summed by the law of their sum); a path's rates are drawn
    once, so that not knowing them widens the fan as it should.
    """
    _check(scenario, weeks, paths)
    rng = np.random.default_rng(seed)
    booked, right = bookings(scenario, weeks)
    luck = np.exp(rng.normal(0, 1, (paths, 2)) * scenario.unsure - scenario.unsure**2 / 2)
    held_right = rng.poisson(scenario.members * np.outer(luck[:, 0], booked * right))
    held_rest = rng.poisson(scenario.members * np.outer(luck[:, 0], booked * (1 - right)))
    win = np.clip(scenario.win * luck[:, 1:], 0, 1)
    wins = rng.binomial(held_right, win) + rng.binomial(held_rest, scenario.win_rest)
    money = _money(wins, scenario, rng)
    if scenario.lag:
        # the money of meetings held before the first week is the same whatever the rule, and left out
        money = np.concatenate(
            [np.zeros((paths, min(scenario.lag, weeks))), money[:, : max(weeks - scenario.lag, 0)]], axis=1
        )
    summed = money.cumsum(axis=1)
    meetings = float((held_right.sum(axis=1) + held_rest.sum(axis=1)).mean())
    return Fan(
        np.quantile(summed, LEVELS, axis=0),
        summed.mean(axis=0),
        meetings,
        float(held_right.sum(axis=1).mean()),
        meetings * scenario.hours,
        _expected(scenario, booked, right, luck),
    )


def bookings(scenario: Scenario, weeks: int) -> tuple[Floats, Floats]:
    """Return the meetings booked a week and member, and the share of them that are right, both expected, (weeks,)."""
    week = np.arange(weeks)
    broken = (week >= scenario.breaks_at) & (week < scenario.breaks_at + scenario.broken_weeks)
    kept = np.where(broken, scenario.honour, 1.0)
    real = scenario.meetings * (kept + (1 - kept) * scenario.drag)
    filled = scenario.looseness * np.maximum(scenario.target - real, 0.0)
    whole = real + filled
    right = np.where(whole > 0, scenario.right * real / np.where(whole > 0, whole, 1.0), 0.0)
    return whole, right


def collapse_price(meetings: float, drop: float, weeks: float, margin_per_meeting: float) -> float:
    """Return what a collapse costs (R3): bookings a week x the share that falls away x weeks x margin per meeting."""
    if min(meetings, weeks) < 0 or not 0 <= drop <= 1:
        raise NoScenario("a collapse loses a share of the meetings, for some weeks")
    return meetings * drop * weeks * margin_per_meeting


def difference(one: Fan, other: Fan) -> Floats:
    """Return P10, P50, P90 of what `other` brings above `one` at the end, shape (3,).

    Path by path with the same rates, and without the dice: it is the rule's doing. Both need the same seed and paths.
    """
    if one.expected.shape != other.expected.shape:
        raise NoScenario("two fans must have the same number of paths")
    return np.asarray(np.quantile(other.expected - one.expected, LEVELS), dtype=float)


def _expected(scenario: Scenario, booked: Floats, right: Floats, luck: Floats) -> Floats:
    within = slice(0, max(len(booked) - scenario.lag, 0))
    good, rest = float((booked * right)[within].sum()), float((booked * (1 - right))[within].sum())
    wins = luck[:, 0] * (good * np.clip(scenario.win * luck[:, 1], 0, 1) + rest * scenario.win_rest)
    return np.asarray(scenario.members * scenario.margin * wins)


def halved(scenario: Scenario, weeks: int, honour: float = 0.5) -> Scenario:
    """Return a scenario whose blocks break in the first week and stay so for `weeks`."""
    return replace(scenario, honour=honour, breaks_at=0, broken_weeks=weeks)


def _money(wins: NDArray[np.int64], scenario: Scenario, rng: np.random.Generator) -> Floats:
    """Return the margin of so many wins: the mean exactly, the scatter by a Gamma law with the sum's variance."""
    variance = float(np.expm1(scenario.spread**2))
    if variance <= 0 or scenario.margin == 0:
        return np.asarray(wins * scenario.margin, dtype=float)
    shape = wins / variance
    drawn = rng.standard_gamma(np.where(wins > 0, shape, 1.0))
    return np.where(wins > 0, drawn * variance * scenario.margin, 0.0)


def _check(scenario: Scenario, weeks: int, paths: int) -> None:
    shares = (scenario.honour, scenario.drag, scenario.right, scenario.win, scenario.win_rest)
    amounts = (
        scenario.meetings,
        scenario.target,
        scenario.looseness,
        scenario.margin,
        scenario.spread,
        scenario.unsure,
    )
    if not all(np.isfinite(one) and 0 <= one <= 1 for one in shares):
        raise NoScenario("shares and chances lie within 0 and 1")
    if not all(np.isfinite(one) and one >= 0 for one in amounts) or scenario.members < 1 or scenario.lag < 0:
        raise NoScenario("amounts are 0 or more, and somebody has to sell")
    if weeks < 1 or paths < 1 or weeks * paths > MOST_CELLS:
        raise NoScenario("weeks and paths are at least 1, and not too many")
