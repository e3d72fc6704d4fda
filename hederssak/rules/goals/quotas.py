"""A quota comes from outside, by month, quarter or year; here it is cut into the months and weeks of a goal (R14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from hederssak.rules.goals.periods import Month, Unit
from hederssak.rules.worktime import WorkCalendar

CENT = Decimal("0.01")


class Span(StrEnum):
    """The time that a quota is for."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Return its length."""
        return {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}[self]


class NotAPeriod(ValueError):
    """Raised for a first day with which no such period begins."""

    code = "not_a_period"


@dataclass(frozen=True)
class Quota:
    """What the company asks for in a month, a quarter or a year, from its first day on."""

    span: Span
    first: date
    unit: Unit
    amount: Decimal

    @property
    def last(self) -> date:
        """Return its last day."""
        return Month.of(self.first).plus(self.span.months - 1).last

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def begins(span: Span, day: date) -> date:
    """Return the first day of the period that a day lies in."""
    month = (day.month - 1) // span.months * span.months + 1
    return date(day.year, month, 1)


def months_of(quota: Quota, calendar: WorkCalendar) -> dict[Month, Decimal]:
    """Return a quota month by month, by working days, to the cent; what rounding leaves goes to the last.

    Where nobody works through the whole period, each month bears the same.
    """
    months = [Month.of(quota.first).plus(n) for n in range(quota.span.months)]
    days = [calendar.working_days(month.first, month.last) for month in months]
    whole = sum(days) or len(days)
    weights = days if sum(days) else [1] * len(days)
    parts = [(quota.amount * weight / whole).quantize(CENT, ROUND_HALF_EVEN) for weight in weights]
    parts[-1] += quota.amount - sum(parts)
    return dict(zip(months, parts, strict=True))


def month_quota(quotas: Iterable[Quota], unit: Unit, month: Month, calendar: WorkCalendar) -> Decimal | None:
    """Return what is asked for in a month: its own, else its part of the quarter's, else of the year's."""
    fitting = [quota for quota in quotas if quota.unit is unit and month.first in quota]
    if not fitting:
        return None
    nearest = min(fitting, key=lambda quota: quota.span.months)
    return months_of(nearest, calendar)[month]
