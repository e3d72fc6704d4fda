"""Which day and which week it is where a member works."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hederssak.org.models import Member
from hederssak.rules.weeks import Week, day_bounds

FRIDAY = 4


@dataclass(frozen=True)
class Days:
    """A member's today, and the week they work in: on a weekend that is the one ahead."""

    zone: ZoneInfo
    today: dt.date
    week: Week

    @property
    def starts_at(self) -> dt.datetime:
        """The instant at which today began."""
        return day_bounds(self.today, self.zone)[0]

    @property
    def week_ends_at(self) -> dt.datetime:
        """The instant at which the week ends."""
        return self.week.bounds(self.zone)[1]

    def of(self, instant: dt.datetime) -> dt.date:
        """Return the day of an instant."""
        return instant.astimezone(self.zone).date()


def days_of(member: Member, *, now: dt.datetime) -> Days:
    """Return the days of a member, by their team's clock or else the organization's."""
    zone = ZoneInfo(member.team.time_zone if member.team else member.organization.time_zone)
    today = now.astimezone(zone).date()
    week = Week.of(today)
    return Days(zone, today, week.next() if today.weekday() > FRIDAY else week)
