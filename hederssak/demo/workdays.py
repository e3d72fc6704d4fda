"""When the people of the demo company work and meet."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from hederssak.demo.reps import Rep
from hederssak.org.queries import country_calendar
from hederssak.rules.weeks import Week, local_instant
from hederssak.rules.worktime import Period, WorkCalendar

ZONE = ZoneInfo("Europe/Stockholm")
MEETINGS = {"Norr": (0, dt.time(8, 30)), "Syd": (1, dt.time(9, 0))}
"""Weekday and time of each team's weekly sales meeting."""
HOURS = {"Norr": (1, 3), "Syd": (2, 3)}
"""Weekdays of each team's booking hours: not those of its meeting."""
PLANNING = {"Norr": (0, dt.time(15, 30)), "Syd": (1, dt.time(15, 30))}
"""Weekday and time of the half hour in which each team fills its HIT lists: the day before the first booking hour."""
EIGHT, HOUR_MINUTES = dt.time(8), 120
"""When they begin, before the customers' day does, and how long they are."""


@dataclass
class Workdays:
    """The calendars of everyone from `first` to `last`."""

    first: dt.date
    last: dt.date
    calendars: dict[str, WorkCalendar] = field(default_factory=dict)
    absences: dict[str, list[tuple[dt.date, dt.date]]] = field(default_factory=dict)

    def add(self, rep: Rep, rng: random.Random) -> None:
        """Give a rep four weeks of summer, a week in spring or autumn, and a few sick days."""
        away = _absences(rng, self.first, self.last)
        self.absences[rep.key] = away
        periods = tuple(Period(first, last) for first, last in away)
        self.calendars[rep.key] = replace(self.of("SE").without_quiet_weeks(), absences=periods)

    def of(self, country: str) -> WorkCalendar:
        """Return the calendar of a country, its quiet weeks in it: when a buyer can't be reached."""
        return country_calendar(country, self.first.year - 1, self.last.year + 1)

    def works(self, rep: Rep, day: dt.date) -> bool:
        """Say whether a rep is at work."""
        return self.calendars[rep.key].is_working(day)

    def buyer_works(self, country: str, day: dt.date) -> bool:
        """Say whether people at a buyer's can be reached."""
        return self.of(country).is_working(day)

    def ahead(self, rep: Rep, country: str, day: dt.date, count: int) -> dt.date:
        """Return the day so many of the rep's working days ahead on which the buyer can be reached too."""
        found = self.calendars[rep.key].add_working_days(day, count)
        while not (self.works(rep, found) and self.buyer_works(country, found)):
            found += dt.timedelta(days=1)
        return found

    def meeting(self, team: str, day: dt.date) -> dt.datetime | None:
        """Return when the team's sales meeting of that day starts, if there is one; none in the quiet weeks."""
        weekday, clock = MEETINGS[team]
        if day.weekday() != weekday or not self.of("SE").is_working(day):
            return None
        return local_instant(day, clock, ZONE)


def at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    """Return an instant of a local day."""
    return local_instant(day, dt.time(hour, minute), ZONE)


def office_hours(rng: random.Random, day: dt.date) -> dt.datetime:
    """Return some instant of a working day, after any sales meeting."""
    return at(day, 10, 20) + dt.timedelta(minutes=rng.randint(0, 380))


def _absences(rng: random.Random, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    away = []
    for year in range(first.year, last.year + 1):
        summer = Week(year, rng.choice((27, 28, 28, 29))).monday
        away.append((summer, summer + dt.timedelta(days=25)))
        extra = Week(year, rng.choice((7, 8, 9, 10, 44))).monday
        away.append((extra, extra + dt.timedelta(days=4)))
        sick = dt.date(year, 1, 7) + dt.timedelta(days=rng.randint(0, 330))
        away.append((sick, sick + dt.timedelta(days=rng.randint(0, 2))))
    return [(one, other) for one, other in sorted(away) if first <= one <= last]
