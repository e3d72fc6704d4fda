"""Calendar months and quarters, as budgets and forecasts have them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @classmethod
    def month_of(cls, day: date) -> Self:
        """Return the calendar month that a day lies in."""
        return cls._months(day.year, day.month, 1)

    @classmethod
    def quarter_of(cls, day: date) -> Self:
        """Return the calendar quarter that a day lies in."""
        return cls._months(day.year, day.month - (day.month - 1) % 3, 3)

    @classmethod
    def _months(cls, year: int, month: int, count: int) -> Self:
        end = month - 1 + count
        return cls(date(year, month, 1), date(year + end // 12, end % 12 + 1, 1) - timedelta(days=1))

    def before(self) -> "Span":
        """Return the month or quarter before this one."""
        day = self.first - timedelta(days=1)
        return Span.quarter_of(day) if (self.last - self.first).days > 40 else Span.month_of(day)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
