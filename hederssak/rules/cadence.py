"""When a team meets: every week, month, quarter, half-year and year, with holidays moved (R16)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LAST = -1
"""Stands for the last such weekday of the month."""

NTH = (1, 2, 3, 4, LAST)


class Kind(StrEnum):
    """What a meeting looks back and ahead over, the shortest first."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Return how many months its period has; 0 for the week."""
        return _MONTHS[self]

    @property
    def length(self) -> int:
        """Return its place by length, the week 0."""
        return list(Kind).index(self)


_MONTHS = {Kind.WEEKLY: 0, Kind.MONTHLY: 1, Kind.QUARTERLY: 3, Kind.HALF_YEARLY: 6, Kind.YEARLY: 12}

AHEAD = {
    Kind.WEEKLY: 12 * WEEK,
    Kind.MONTHLY: 12 * WEEK,
    Kind.QUARTERLY: 26 * WEEK,
    Kind.HALF_YEARLY: timedelta(days=396),
    Kind.YEARLY: timedelta(days=396),
}
"""How far ahead each kind is planned, so that there always is a next one; a year and a half-year thirteen months."""

MINUTES = {Kind.WEEKLY: 60, Kind.MONTHLY: 90, Kind.QUARTERLY: 180, Kind.HALF_YEARLY: 240, Kind.YEARLY: 360}
"""How long a meeting of each kind is unless a team says otherwise."""


class NoSuchDay(ValueError):
    """Raised for a pattern that names no day of a calendar."""

    code = "no_such_day"


@dataclass(frozen=True, slots=True)
class Pattern:
    """The day of a rhythm: Monday is 0; the `nth` such weekday of the `month`-th month of each period.

    A week has neither `nth` nor `month`. "The second Tuesday of the quarter's first month" is
    Pattern(Kind.QUARTERLY, weekday=1, nth=2, month=1).
    """

    kind: Kind
    weekday: int
    nth: int = 1
    month: int = 1

    def __post_init__(self) -> None:
        """Refuse what names no day."""
        if self.weekday not in range(7):
            raise NoSuchDay("weekday")
        if self.kind is not Kind.WEEKLY and self.nth not in NTH:
            raise NoSuchDay("nth")
        if self.kind is not Kind.WEEKLY and not 1 <= self.month <= self.kind.months:
            raise NoSuchDay("month")


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting's day, and the first day of the period that it belongs to: each period has one."""

    kind: Kind
    period: date
    day: date


def period_of(kind: Kind, day: date) -> date:
    """Return the first day of the period in which a day lies: a Monday, or the first of a month."""
    if kind is Kind.WEEKLY:
        return day - timedelta(days=day.weekday())
    return date(day.year, (day.month - 1) // kind.months * kind.months + 1, 1)


def plan(pattern: Pattern, first: date, last: date, is_working: Callable[[date], bool]) -> list[Planned]:
    """Return the days from `first` to `last` on which a team meets, at most one for each period.

    A day on which the team does not work moves the meeting to the next one on which it does, as long as that lies in
    the same period; else to the last one before. A week is only moved forward: one without such a day has none.
    """
    found = []
    for period in _periods(pattern.kind, first, last):
        day = _moved(pattern, period, is_working)
        if day is not None and first <= day <= last:
            found.append(Planned(pattern.kind, period, day))
    return found


def standing(planned: Iterable[Planned]) -> list[Planned]:
    """Return the meetings that stand: of two on one day the longer kind replaces the shorter.

    Nobody sits in two: the longer meeting begins with the same promises and has time for the week besides.
    """
    by_day: dict[date, Planned] = {}
    for one in planned:
        other = by_day.get(one.day)
        if other is None or one.kind.length > other.kind.length:
            by_day[one.day] = one
    return sorted(by_day.values(), key=lambda one: one.day)


def _periods(kind: Kind, first: date, last: date) -> Iterator[date]:
    period = period_of(kind, first)
    while period <= last:
        yield period
        period = _after(kind, period)


def _after(kind: Kind, period: date) -> date:
    return period + WEEK if kind is Kind.WEEKLY else _month(period, kind.months)


def _month(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _moved(pattern: Pattern, period: date, is_working: Callable[[date], bool]) -> date | None:
    wanted = _wanted(pattern, period)
    end = _after(pattern.kind, period)
    day = wanted
    while day < end:
        if is_working(day):
            return day
        day += DAY
    day = wanted - DAY
    while pattern.kind is not Kind.WEEKLY and day >= period:
        if is_working(day):
            return day
        day -= DAY
    return None


def _wanted(pattern: Pattern, period: date) -> date:
    if pattern.kind is Kind.WEEKLY:
        return period + timedelta(days=pattern.weekday)
    month = _month(period, pattern.month - 1)
    if pattern.nth == LAST:
        last = _month(month, 1) - DAY
        return last - timedelta(days=(last.weekday() - pattern.weekday) % 7)
    first = month + timedelta(days=(pattern.weekday - month.weekday()) % 7)
    return first + (pattern.nth - 1) * WEEK
