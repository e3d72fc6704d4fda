"""ISO weeks, and the step between instants and a team's local days (R0, DATA.md)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

_WRITTEN = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


class NotAWeek(ValueError):
    """Raised for a week that no ISO year has, and for text that names none."""

    code = "not_a_week"


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """One ISO week: Monday to Sunday, numbered 1 to 52 or 53 in its ISO year (2026 has 53)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 1)
        except ValueError:
            raise NotAWeek(f"{self.year} has no ISO week {self.number}") from None

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the week that a local day lies in; 2027-01-01 lies in 2026-W53."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def of_instant(cls, instant: datetime, zone: ZoneInfo) -> Self:
        """Return the week that an aware instant lies in, as the clock on the wall in `zone` has it."""
        return cls.of(local_day(instant, zone))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the week written as `2026-W47` (also `2026W47`); raise NotAWeek for anything else."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise NotAWeek(f"{text!r} is not written like 2026-W47")
        return cls(int(match[1]), int(match[2]))

    @property
    def monday(self) -> date:
        """Return its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Return its last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def days(self) -> tuple[date, ...]:
        """Return the seven days, Monday first."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    def plus(self, weeks: int) -> Self:
        """Return the week so many weeks later; a negative number goes back."""
        return self.of(self.monday + timedelta(weeks=weeks))

    def next(self) -> Self:
        """Return the week after this one, in the next ISO year where this one ends it."""
        return self.plus(1)

    def previous(self) -> Self:
        """Return the week before this one."""
        return self.plus(-1)

    def until(self, other: Self) -> int:
        """Return how many weeks `other` lies ahead; negative where it lies behind."""
        return (other.monday - self.monday).days // 7

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the week as [start, end) in UTC: 168 hours, or an hour off where the clocks change."""
        return day_bounds(self.monday, zone)[0], day_bounds(self.sunday, zone)[1]

    def __contains__(self, day: date) -> bool:
        return self.monday <= day <= self.sunday

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


def weeks_in(year: int) -> int:
    """Return 52 or 53, the number of ISO weeks of an ISO year; 28 December always lies in the last."""
    return date(year, 12, 28).isocalendar().week


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """Return the day that an aware instant has in `zone`; 23:30 UTC is already tomorrow in Helsinki."""
    return _aware(instant).astimezone(zone).date()


def local_instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock time.

    In the hour that autumn has twice the first is meant; a time that spring skips moves on by the
    skipped hour (02:30 becomes 03:30), so that a weekly meeting never falls out.
    """
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return a local day as [start, end) in UTC: 24 hours, but 23 and 25 where the clocks change."""
    midnight = time(0)
    return local_instant(day, midnight, zone), local_instant(day + timedelta(days=1), midnight, zone)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no day: give an aware datetime")
    return instant
