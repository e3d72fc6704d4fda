"""The week's goal out of the month's, the hockey stick, and how goals went (R14, R15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hederssak.rules.goals.periods import Month, Unit
from hederssak.rules.goals.regoal import neat
from hederssak.rules.weeks import Week
from hederssak.rules.worktime import WorkCalendar

HOCKEY = 1.5
"""From so many times its share of working days on, a last week is a hockey stick."""


def week_from_month(
    *, goal: Decimal, sold_before: Decimal, week: Week, calendar: WorkCalendar, unit: Unit
) -> Decimal | None:
    """Return the week's part of what is left of its month's goal, by working days; None where nothing is left.

    `sold_before` is what the month had brought before the week began. A count is rounded up to the next whole one.
    """
    month = Month.of_week(week)
    begins = max(week.monday, month.first)
    here = calendar.working_days(begins, min(week.sunday, month.last))
    left = calendar.working_days(begins, month.last)
    rest = goal - sold_before
    if rest <= 0 or not here:
        return None
    part = rest * here / left
    return neat(part) if unit.is_money else part.to_integral_value("ROUND_CEILING")


@dataclass(frozen=True)
class HockeyStick:
    """The last week's share of what the month brought, beside its share of the month's working days."""

    share: float
    of_days: float

    @property
    def is_one(self) -> bool:
        """Return whether the month was won at its end."""
        return self.of_days > 0 and self.share >= HOCKEY * self.of_days


def hockey_stick(sold: Mapping[date, Decimal], month: Month, calendar: WorkCalendar) -> HockeyStick | None:
    """Return the shares of a month's last week; None where nothing was sold or nobody worked."""
    inside = {day: amount for day, amount in sold.items() if day in month}
    whole = sum(inside.values(), Decimal(0))
    days = calendar.working_days(month.first, month.last)
    if whole <= 0 or not days:
        return None
    late = sum((amount for day, amount in inside.items() if day >= month.last_monday), Decimal(0))
    return HockeyStick(float(late / whole), calendar.working_days(month.last_monday, month.last) / days)


class Reached(StrEnum):
    """How a period ended against the first goal and the one that stood at the end."""

    BOTH = "both"
    FIRST_ONLY = "first_only"
    CURRENT_ONLY = "current_only"
    NEITHER = "neither"


def judged(*, sold: Decimal, first: Decimal, current: Decimal) -> Reached:
    """Return how a finished period is judged: a lowered goal that was reached does not hide the first one."""
    if sold >= current:
        return Reached.BOTH if sold >= first else Reached.CURRENT_ONLY
    return Reached.FIRST_ONLY if sold >= first else Reached.NEITHER


@dataclass(frozen=True)
class After:
    """What a new goal in the middle of a month was followed by: pace per full week before it and after it."""

    before: float
    after: float


def told_after(asked: Sequence[After]) -> tuple[float, float] | None:
    """Return the mean pace before and after the re-goals; None while there are fewer than three."""
    if len(asked) < 3:
        return None
    return sum(one.before for one in asked) / len(asked), sum(one.after for one in asked) / len(asked)
