"""Which sales meeting is meant."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.prepared import prepared
from hederssak.org.models import Team
from hederssak.rules.cadence import Kind
from hederssak.rules.weeks import Week

WEEK = dt.timedelta(days=7)


class NoSuchMeetingError(Exception):
    """The team has no sales meeting in that week."""

    code = "no_such_meeting"


def meeting_in_week(team: Team, week: Week) -> SalesMeeting:
    """Return the team's first sales meeting in an ISO week of its own time zone."""
    zone = ZoneInfo(team.time_zone)
    first = dt.datetime.combine(week.monday, dt.time.min, zone)
    after = dt.datetime.combine(week.monday + dt.timedelta(days=7), dt.time.min, zone)
    found = _standing(team).filter(starts_at__gte=first, starts_at__lt=after).order_by("starts_at").first()
    if found is None:
        raise NoSuchMeetingError(f"{team.name} has no sales meeting in {week}")
    return found


def meeting_before(meeting: SalesMeeting, *, as_of: dt.datetime) -> SalesMeeting | None:
    """Return the team's meeting of the same kind, or of a longer one, before this one, as it stood then."""
    as_long = [kind.value for kind in Kind if kind.length >= Kind(meeting.kind).length]
    stood = Q(called_off_at=None) | Q(called_off_at__gt=as_of)
    earlier = _all_of(meeting.team).filter(stood, kind__in=as_long, starts_at__lt=meeting.starts_at)
    return earlier.order_by("-starts_at").first()


@dataclass(frozen=True)
class Stretch:
    """What a meeting looks back on: promises that were given since the one before began, told of since it ended."""

    given_since: dt.datetime
    settled_since: dt.datetime


def stretch_before(meeting: SalesMeeting, *, as_of: dt.datetime) -> Stretch:
    """Return what a meeting looks back on, as its team met then; without a meeting before, a week."""
    before = meeting_before(meeting, as_of=as_of)
    if before is None:
        since = min(meeting.starts_at - WEEK, as_of)
        return Stretch(since, since)
    ended = before.starts_at + dt.timedelta(minutes=before.minutes)
    return Stretch(min(before.starts_at, as_of), min(ended, as_of))


@prepared
def _next(organization: uuid.UUID, team: uuid.UUID, after: dt.datetime) -> QuerySet[SalesMeeting]:
    rows = SalesMeeting.objects.filter(organization_id=organization, team=team, called_off_at=None)
    return rows.filter(starts_at__gt=after).order_by("starts_at")[:1]


def next_meeting(team: Team, *, now: dt.datetime) -> SalesMeeting | None:
    """Return the meeting that is on or comes next."""
    hours = dt.timedelta(hours=2)
    found = _next.first(team.organization_id, team.pk, now - hours)
    if found is not None:
        found.team = team
    return found


def _standing(team: Team) -> QuerySet[SalesMeeting]:
    return _all_of(team).filter(called_off_at=None)


def _all_of(team: Team) -> QuerySet[SalesMeeting]:
    rows = SalesMeeting.objects.filter(organization_id=team.organization_id, team=team)
    return rows.select_related("team__organization")
