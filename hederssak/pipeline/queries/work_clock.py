"""The clock that forecasts run on (R0): it stands still on weekends, holidays and in quiet weeks."""

from __future__ import annotations

import datetime as dt

import numpy as np

from hederssak.org.models import Organization
from hederssak.org.queries.calendars import work_calendar

A_WORKING_DAY = 7 / 5
"""A working day counts as so many days, so that a week of five is seven and a month of twenty is four weeks."""
AHEAD = dt.timedelta(days=400)


class WorkClock:
    """Numbers for days and instants, counted in working time from a first day."""

    def __init__(self, organization: Organization, first: dt.date, today: dt.date) -> None:
        """Read the organization's calendar once."""
        last = today + AHEAD
        calendar = work_calendar(organization, range(first.year, last.year + 1))
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        self.first = first
        self._works = np.array([calendar.is_working(day) for day in days], dtype=float) * A_WORKING_DAY
        self._starts = np.concatenate([[0.0], np.cumsum(self._works)])

    def number_of(self, day: dt.date, share: float = 0.0) -> float:
        """Return a day's number; `share` of the day is over. Days outside the calendar count as its first or last."""
        place = min(max((day - self.first).days, 0), len(self._works) - 1)
        return float(self._starts[place] + share * self._works[place])

    def of_instant(self, instant: dt.datetime) -> float:
        """Return an instant's number."""
        clock = instant.hour / 24 + instant.minute / 1440
        return self.number_of(instant.date(), clock)

    def date_of(self, number: float) -> dt.date:
        """Return the day on which a number is reached."""
        place = int(np.searchsorted(self._starts, number - 1e-9, side="left"))
        return self.first + dt.timedelta(days=max(min(place, len(self._works)) - 1, 0))
