"""Planning when teams meet."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.cadence.models import MeetingKind, Rhythm, SalesMeeting
from hederssak.org.access import leads, may_configure
from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries import work_calendar, years_around
from hederssak.rules.weeks import Week

AHEAD = dt.timedelta(weeks=12)
WEEK = dt.timedelta(weeks=1)


def set_weekly_rhythm(
    *, team: Team, weekday: int, starts: dt.time, minutes: int, by: Member, today: dt.date, now: dt.datetime
) -> Rhythm:
    """Let a team meet weekly at a time from today on; meetings that were planned at another time are taken back.

    A meeting whose pack is frozen stays: people have prepared for it. Raises `PermissionDenied` for others than the
    team's manager and who sets the firm up.
    """
    if not may_set_rhythm(by, team):
        raise PermissionDenied
    with transaction.atomic():
        Rhythm.objects.filter(team=team, kind=MeetingKind.WEEKLY, valid_to=None).update(valid_to=today)
        SalesMeeting.objects.filter(team=team, kind=MeetingKind.WEEKLY, starts_at__gt=now, packs=None).delete()
        rhythm = Rhythm.objects.create(
            organization=by.organization, team=team, weekday=weekday, starts=starts, minutes=minutes, valid_from=today
        )
        plan_meetings(organization=by.organization, now=now)
    return rhythm


def may_set_rhythm(member: Member, team: Team) -> bool:
    """Say whether the member may set when a team meets."""
    return leads(member, team) or (may_configure(member) and member.organization_id == team.organization_id)


def plan_meetings(*, organization: Organization, now: dt.datetime) -> int:
    """Make the meetings of the next twelve weeks that are not there yet, and return how many were made.

    The clock is the team's own: 08:30 stays 08:30 when daylight saving begins or ends. A day on which the team does
    not work moves the meeting to the next day on which it does, within the week; a week without such a day has none.
    A week that has its meeting, or whose meeting was called off, gets no other.
    """
    made = 0
    rhythms = Rhythm.objects.filter(organization=organization, kind=MeetingKind.WEEKLY)
    for rhythm in rhythms.select_related("team"):
        zone = ZoneInfo(rhythm.team.time_zone)
        wanted = _starts(rhythm, first=now.astimezone(zone).date(), last=(now + AHEAD).astimezone(zone).date())
        known = SalesMeeting.objects.filter(team=rhythm.team, kind=rhythm.kind, starts_at__gt=now - WEEK)
        weeks = {_week(start, zone) for start in known.values_list("starts_at", flat=True)}
        rows = [
            SalesMeeting(
                organization=organization, team=rhythm.team, kind=rhythm.kind, starts_at=start, minutes=rhythm.minutes
            )
            for start in wanted
            if start > now and _week(start, zone) not in weeks
        ]
        made += len(SalesMeeting.objects.bulk_create(rows, ignore_conflicts=True))
    return made


def _week(start: dt.datetime, zone: ZoneInfo) -> Week:
    return Week.of(start.astimezone(zone).date())


def _starts(rhythm: Rhythm, *, first: dt.date, last: dt.date) -> list[dt.datetime]:
    calendar = work_calendar(rhythm.team, years_around(first))
    zone = ZoneInfo(rhythm.team.time_zone)
    starts = []
    monday = first - dt.timedelta(days=first.weekday())
    while monday <= last:
        week = [monday + dt.timedelta(days=day) for day in range(rhythm.weekday, 7)]
        day = next((day for day in week if calendar.is_working(day)), None)
        if day and rhythm.valid_from <= day <= (rhythm.valid_to or last) and first <= day <= last:
            starts.append(dt.datetime.combine(day, rhythm.starts, zone).astimezone(dt.UTC))
        monday += dt.timedelta(weeks=1)
    return starts
