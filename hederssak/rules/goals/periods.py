"""Months and weeks as a goal sees them: how much working time is gone, and how much is left (R14)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from hederssak.rules.weeks import Week
from hederssak.rules.worktime import WorkCalendar

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")
WEEK_DAYS = 5
"""Working days of a full week; pace and chance are counted in such weeks."""


class Unit(StrEnum):
    """In what a quota or a goal is counted: money, or progress where cycles are long."""

    MARGIN = "margin"
    REVENUE = "revenue"
    QUALIFIED = "qualified"

    @property
    def is_money(self) -> bool:
        """Return whether it is an amount; otherwise it is a number of opportunities."""
        return self is not Unit.QUALIFIED


class NotAMonth(ValueError):
    """Raised for text that names no month."""

    code = "not_a_month"


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month. As ISO has it, a week belongs to the month that its Thursday lies in."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def of_week(cls, week: Week) -> Self:
        """Return the month that a week belongs to: 2026-W01 (from 29 December) to January."""
        return cls.of(week.days[3])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month written as `2026-11`; raise NotAMonth for anything else."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
            raise NotAMonth(f"{text!r} is not written like 2026-11")
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def last_monday(self) -> date:
        """Return when its last week begins: that of its last Thursday, so that no stub of a week counts as one."""
        thursday = self.last - timedelta(days=(self.last.weekday() - 3) % 7)
        return thursday - timedelta(days=3)

    def plus(self, months: int) -> Self:
        """Return the month so many months later; a negative number goes back."""
        place = self.year * 12 + self.number - 1 + months
        return type(self)(place // 12, place % 12 + 1)

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Time:
    """A period's working time in full weeks: what is gone before a day, and what is left from it on."""

    gone: float
    left: float

    @property
    def share(self) -> float:
        """Return how much of it is gone, 0 to 1; a period without working time is over."""
        whole = self.gone + self.left
        return self.gone / whole if whole else 1.0


def time_of(calendar: WorkCalendar, first: date, last: date, today: date) -> Time:
    """Return the working time of a period around a day; the day itself is still to come."""
    left = calendar.working_days(max(first, today), last)
    return Time((calendar.working_days(first, last) - left) / WEEK_DAYS, left / WEEK_DAYS)
