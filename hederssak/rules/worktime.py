"""Working time: the clock that all rules run on (R0).

Weekends, public holidays, absence and quiet weeks pause it. A rule asks for working days that
passed, never for calendar days, so that nobody comes back from a holiday to a page full of flags.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from hederssak.rules.weeks import Week

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period can't end ({self.last}) before it begins ({self.first})")

    @property
    def days(self) -> Iterable[date]:
        """Return each day in order."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of one person or organization.

    `weekdays` are the days normally worked, 0 = Monday; part-time is a shorter set. Public holidays
    are given, not known here. Counting costs two look-ups however long the stretch is.
    """

    holidays: frozenset[date] = frozenset()
    quiet: tuple[Period, ...] = ()
    absences: tuple[Period, ...] = ()
    weekdays: frozenset[int] = field(default=MONDAY_TO_FRIDAY)

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays are a set of 0 (Monday) to 6, and at least one of them")

    def is_working(self, day: date) -> bool:
        """Return whether the clock runs on that day."""
        return day.weekday() in self.weekdays and day not in self._paused

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days lie in `first`..`last`, both included; 0 where last < first."""
        if last < first:
            return 0
        start, end = first.toordinal(), last.toordinal()
        paused = bisect_right(self._paused_ordinals, end) - bisect_left(self._paused_ordinals, start)
        return self._weekdays_until(end) - self._weekdays_until(start - 1) - paused

    def idle_days(self, since: date, until: date) -> int:
        """Return how many working days have begun after `since`, up to and with `until`.

        From Friday to Saturday that is 0, to Monday 1.
        """
        return self.working_days(since + timedelta(days=1), until)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the working day so many after `day` (before it, where negative).

        With 0 it is `day` itself, or the next working day where `day` is none.
        """
        step = timedelta(days=-1 if count < 0 else 1)
        if count == 0:
            return day if self.is_working(day) else self.add_working_days(day, 1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def together_with(self, other: Self) -> Self:
        """Return a calendar that is paused whenever either is: the seller's and the buyer's."""
        return replace(
            self,
            holidays=self.holidays | other.holidays,
            quiet=self.quiet + other.quiet,
            absences=self.absences + other.absences,
            weekdays=(self.weekdays & other.weekdays) or self.weekdays,
        )

    def without_quiet_weeks(self) -> Self:
        """Return the calendar of contract time: people do work in quiet weeks, only buyers don't answer."""
        return replace(self, quiet=())

    @cached_property
    def _paused(self) -> frozenset[date]:
        periods = (*self.quiet, *self.absences)
        return self.holidays.union(*(period.days for period in periods))

    @cached_property
    def _paused_ordinals(self) -> list[int]:
        return sorted(day.toordinal() for day in self._paused if day.weekday() in self.weekdays)

    def _weekdays_until(self, ordinal: int) -> int:
        weeks, rest = divmod(ordinal, 7)  # ordinal 1 was a Monday
        return weeks * len(self.weekdays) + self._weekdays_in_first[rest]

    @cached_property
    def _weekdays_in_first(self) -> tuple[int, ...]:
        return tuple(sum(day in self.weekdays for day in range(n)) for n in range(7))


def quiet_periods(country: str, year: int) -> tuple[Period, ...]:
    """Return the quiet weeks that begin in a year: when buyers of a country can't be reached.

    Sweden's are ISO weeks 28 to 31, Finland's is July; 24 December to 6 January is quiet in every
    country. `country` is an ISO 3166 code; one that has no summer of its own here gets Christmas.
    """
    christmas = Period(date(year, 12, 24), date(year + 1, 1, 6))
    if country == "SE":
        return Period(Week(year, 28).monday, Week(year, 31).sunday), christmas
    if country == "FI":
        return Period(date(year, 7, 1), date(year, 7, 31)), christmas
    return (christmas,)


def quiet_between(country: str, first: date, last: date) -> tuple[Period, ...]:
    """Return the quiet weeks of a country that touch `first`..`last`, earliest first."""
    years = range(first.year - 1, last.year + 1)
    periods = (period for year in years for period in quiet_periods(country, year))
    return tuple(period for period in periods if period.last >= first and period.first <= last)
