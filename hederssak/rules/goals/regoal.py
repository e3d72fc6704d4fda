"""When a month's goal is no barrier any more, or an impossible one: ask at once for another (R14)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from hederssak.rules.goals.chance import Habit, chance_of, needed_for
from hederssak.rules.goals.periods import Month, Time, Unit

HALF = 0.5
OUT_OF_REACH = 0.10
LOW, WANTED, HIGH = 0.45, 0.55, 0.65
"""A lower goal is right-sized where its chance lies between these."""
NEARLY = 0.8
"""Where any sale at all is unlikely, a goal keeps so much of its chance."""
ROUND_WITHIN = Decimal("0.02")
"""A higher goal may be rounded up by so much of itself, no more."""
TOP_STEP = 12


class Direction(StrEnum):
    """Which way the goal is asked to move."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a rep stands in a month: `habit` is that of their weeks, already shrunk to the team's.

    `pace` is what a full week has brought in this month so far, unless the caller knows better.
    """

    unit: Unit
    goal: Decimal
    sold: Decimal
    time: Time
    habit: Habit
    pace: Decimal | None = None

    @property
    def weekly(self) -> Decimal:
        """Return the pace: what is sold through the working time that is gone; before that, the habit's."""
        if self.pace is not None:
            return self.pace
        if self.time.gone <= 0:
            return Decimal(str(self.habit.pace))
        return max(self.sold, Decimal(0)) / Decimal(str(self.time.gone))

    @property
    def ahead(self) -> Decimal:
        """Return where the pace leads by the end."""
        return self.sold + self.weekly * Decimal(str(self.time.left))

    def chance(self, goal: Decimal) -> float | None:
        """Return the chance of reaching a goal, 0 to 1; None where too few weeks are known."""
        return chance_of(float(goal - self.sold), self.time.left, self.habit, counted=not self.unit.is_money)


@dataclass(frozen=True)
class Ask:
    """A question for another goal: which way, to what, and the chance of the goal as it stands."""

    direction: Direction
    suggested: Decimal
    chance: float | None


def ask(standing: Standing, *, month: Month, today: date) -> Ask | None:
    """Return what to ask of the rep today, or None while the goal is a right-sized barrier.

    Up as soon as the goal is reached before the month's last week; down from half of the working time on, when its
    chance has fallen below one in ten and a lower one that is above what is sold would be a real chance.
    """
    if standing.time.left <= 0:
        return None
    if standing.sold >= standing.goal:
        if today >= month.last_monday:
            return None
        return Ask(Direction.UP, higher(standing), 1.0)
    chance = standing.chance(standing.goal)
    if standing.time.share < HALF or chance is None or chance >= OUT_OF_REACH:
        return None
    suggested = lower(standing)
    return Ask(Direction.DOWN, suggested, chance) if suggested < standing.goal else None


def higher(standing: Standing) -> Decimal:
    """Return a higher goal: where the pace leads, rounded up, never below it and always above goal and sold."""
    floor = standing.ahead
    above = max(standing.goal, standing.sold)
    finest = Decimal(1)
    for step in _steps(max(floor, above)):
        found = (floor / step).to_integral_value(ROUND_CEILING) * step
        if found > above and found - floor <= ROUND_WITHIN * found:
            return found
    return max((floor / finest).to_integral_value(ROUND_CEILING), above.to_integral_value() + finest)


def lower(standing: Standing) -> Decimal:
    """Return a lower goal: above what is sold, with a chance of 0.45 to 0.65, as near as that to where the pace leads.

    Where weeks without a sale are so common that no goal above what is sold has such a chance, a sale of the smaller
    kind is suggested; where nothing was ever sold, a step that is small beside the goal.
    """
    if not standing.unit.is_money:
        return _lower_count(standing)
    easiest, hardest = (needed_for(chance, standing.time.left, standing.habit) for chance in (HIGH, LOW))
    if not hardest:
        any_sale = standing.chance(standing.sold + Decimal("0.01")) or 0.0
        easiest = hardest = needed_for(any_sale * NEARLY, standing.time.left, standing.habit)
    least, most = standing.sold + Decimal(str(easiest)), standing.sold + Decimal(str(hardest))
    wanted = min(max(standing.ahead, least), most)
    if hardest < 1:
        return _just_above(standing)
    if wanted <= standing.sold:  # nothing sold so far: the pace leads nowhere
        even = needed_for(WANTED, standing.time.left, standing.habit)
        wanted = standing.sold + Decimal(str(even)) if even >= 1 else most
    for step in _steps(wanted - standing.sold if easiest == hardest else wanted):
        below = (wanted / step).to_integral_value(ROUND_FLOOR) * step
        if below > standing.sold and (below >= least or easiest == hardest):
            return below
        if least <= below + step <= most:
            return below + step
    return wanted


def _lower_count(standing: Standing) -> Decimal:
    first = standing.sold.to_integral_value(ROUND_CEILING)
    first += first <= standing.sold
    found = [first + n for n in range(200)]
    chances = [standing.chance(goal) or 0.0 for goal in found]
    fitting = [(abs(goal - standing.ahead), goal) for goal, c in zip(found, chances, strict=True) if LOW <= c <= HIGH]
    return (
        min(fitting)[1] if fitting else min(zip(found, chances, strict=True), key=lambda one: abs(one[1] - WANTED))[0]
    )


def neat(amount: Decimal) -> Decimal:
    """Return an amount that can be said aloud: rounded up by at most a fiftieth; what is not above 0 becomes 0."""
    if amount <= 0:
        return Decimal(0)
    for step in _steps(amount):
        found = (amount / step).to_integral_value(ROUND_CEILING) * step
        if found - amount <= ROUND_WITHIN * found:
            return found
    return amount.to_integral_value(ROUND_CEILING)


def _just_above(standing: Standing) -> Decimal:
    step = Decimal(10) ** max(0, max(standing.goal, Decimal(1)).adjusted() - 1)
    return (max(standing.sold, Decimal(0)) // step + 1) * step


def _steps(size: Decimal) -> list[Decimal]:
    """Return 1, 2 and 5 times the powers of ten, from the size of the amount down to one."""
    top = min(max(size, Decimal(1)).adjusted(), TOP_STEP)
    return [Decimal(first) * 10**power for power in range(top, -1, -1) for first in (5, 2, 1)]
