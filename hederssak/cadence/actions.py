"""Planning when teams meet, what for, and what their time goes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.cadence.models import Plan, Rhythm, SalesMeeting
from hederssak.cadence.queries import pattern_of
from hederssak.org.access import leads, may_configure
from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries import work_calendar, years_around
from hederssak.rules.agenda import TimeBox, arranged
from hederssak.rules.cadence import AHEAD, Kind, Pattern, Planned, period_of, plan, standing

CHARTER = ("purpose", "ends_with", "who_and_why", "why_so_long")
LOOK_BACK = dt.timedelta(days=400)
"""So far back the meetings of a period are known: a year that has had its meeting gets no other."""


def set_rhythm(
    *,
    team: Team,
    pattern: Pattern,
    starts: dt.time,
    minutes: int,
    by: Member,
    today: dt.date,
    now: dt.datetime,
) -> Rhythm:
    """Let a team meet at a time from today on; meetings that were planned at another time are taken back.

    A meeting whose pack is frozen stays: people have prepared for it. Raises `PermissionDenied` for others than the
    team's manager and who sets the firm up.
    """
    if not may_set_rhythm(by, team):
        raise PermissionDenied
    with transaction.atomic():
        _end(team, pattern.kind.value, today=today, now=now)
        rhythm = Rhythm.objects.create(
            organization=by.organization,
            team=team,
            kind=pattern.kind.value,
            weekday=pattern.weekday,
            nth=pattern.nth,
            month=pattern.month,
            starts=starts,
            minutes=minutes,
            valid_from=today,
        )
        plan_meetings(organization=by.organization, now=now)
    return rhythm


def set_weekly_rhythm(
    *, team: Team, weekday: int, starts: dt.time, minutes: int, by: Member, today: dt.date, now: dt.datetime
) -> Rhythm:
    """Let a team meet weekly at a time from today on (`set_rhythm`)."""
    pattern = Pattern(Kind.WEEKLY, weekday)
    return set_rhythm(team=team, pattern=pattern, starts=starts, minutes=minutes, by=by, today=today, now=now)


def end_rhythm(*, team: Team, kind: str, by: Member, today: dt.date, now: dt.datetime) -> None:
    """Let a team hold no more meetings of a kind; what they replaced comes back, one with a frozen pack stays."""
    if not may_set_rhythm(by, team):
        raise PermissionDenied
    with transaction.atomic():
        _end(team, kind, today=today, now=now)
        plan_meetings(organization=by.organization, now=now)


def write_plan(
    *, team: Team, kind: str, charter: Mapping[str, str], boxes: Iterable[TimeBox], by: Member, now: dt.datetime
) -> Plan:
    """Write what a team's meetings of one kind are for and what their time goes to; no boxes stand for the proposal.

    Raises `BadAgenda` for an agenda that cannot be held, and `PermissionDenied` as `set_rhythm` does. What leaves the
    cases less than half is written all the same: `rules.agenda.check` says so where it is shown.
    """
    if not may_set_rhythm(by, team):
        raise PermissionDenied
    given = tuple(boxes)
    kept = (
        [{"item": box.item.value, "minutes": box.minutes, "title": box.title} for box in arranged(given)]
        if given
        else []
    )
    values = {name: charter.get(name, "").strip()[:300] for name in CHARTER}
    row, _made = Plan.objects.update_or_create(
        team=team,
        kind=kind,
        defaults={**values, "organization": by.organization, "boxes": kept, "changed_at": now, "changed_by": by},
    )
    return row


def may_set_rhythm(member: Member, team: Team) -> bool:
    """Say whether the member may set when a team meets."""
    return leads(member, team) or (may_configure(member) and member.organization_id == team.organization_id)


def plan_meetings(*, organization: Organization, now: dt.datetime) -> int:
    """Make the meetings ahead that are not there yet (`rules.cadence.AHEAD`), and return how many were made.

    The clock is the team's own: 08:30 stays 08:30 when daylight saving begins or ends. A day on which the team does
    not work moves the meeting (`rules.cadence.plan`). Of two kinds on one day the longer stands, and a shorter one
    that was planned there is taken back unless its pack is frozen. A period that has its meeting, or whose meeting
    was called off, gets no other.
    """
    rhythms: dict[Team, list[Rhythm]] = {}
    for rhythm in Rhythm.objects.filter(organization=organization).select_related("team").order_by("valid_from"):
        rhythms.setdefault(rhythm.team, []).append(rhythm)
    return sum(_plan_team(team, rows, now=now) for team, rows in rhythms.items())


def _plan_team(team: Team, rhythms: list[Rhythm], *, now: dt.datetime) -> int:
    zone = ZoneInfo(team.time_zone)
    wanted = _wanted(team, rhythms, now=now)
    stands = {(one.kind, one.period) for one in standing(wanted)}
    known = SalesMeeting.objects.filter(team=team, starts_at__gt=now - LOOK_BACK)
    had = {
        (Kind(kind), period_of(Kind(kind), start.astimezone(zone).date()))
        for kind, start in known.values_list("kind", "starts_at")
    }
    replaced = [one for one in wanted if (one.kind, one.period) not in stands]
    _take_back(team, replaced, zone, now=now)
    rows = []
    for one, rhythm in wanted.items():
        start = dt.datetime.combine(one.day, rhythm.starts, zone).astimezone(dt.UTC)
        if start > now and (one.kind, one.period) in stands and (one.kind, one.period) not in had:
            rows.append(
                SalesMeeting(
                    organization_id=team.organization_id,
                    team=team,
                    kind=rhythm.kind,
                    starts_at=start,
                    minutes=rhythm.minutes,
                )
            )
    return len(SalesMeeting.objects.bulk_create(rows, ignore_conflicts=True))


def _wanted(team: Team, rhythms: list[Rhythm], *, now: dt.datetime) -> dict[Planned, Rhythm]:
    """Return every day on which a rhythm wants a meeting, whatever falls on it besides."""
    zone = ZoneInfo(team.time_zone)
    first = now.astimezone(zone).date()
    calendar = work_calendar(team, years_around(first))
    found: dict[Planned, Rhythm] = {}
    for rhythm in rhythms:
        last = (now + AHEAD[Kind(rhythm.kind)]).astimezone(zone).date()
        for one in plan(pattern_of(rhythm), first, last, calendar.is_working):
            if rhythm.valid_from <= one.day <= (rhythm.valid_to or last):
                found[one] = rhythm
    return found


def _take_back(team: Team, replaced: Iterable[Planned], zone: ZoneInfo, *, now: dt.datetime) -> None:
    """Take back the shorter meetings on whose day a longer one is held, unless people have prepared for them."""
    for one in replaced:
        midnight = dt.datetime.combine(one.day, dt.time.min, zone)
        SalesMeeting.objects.filter(
            team=team,
            kind=one.kind.value,
            starts_at__gt=now,
            starts_at__gte=midnight,
            starts_at__lt=midnight + dt.timedelta(days=1),
            called_off_at=None,
            packs=None,
        ).delete()


def _end(team: Team, kind: str, *, today: dt.date, now: dt.datetime) -> None:
    Rhythm.objects.filter(team=team, kind=kind, valid_to=None).update(valid_to=today)
    SalesMeeting.objects.filter(team=team, kind=kind, starts_at__gt=now, packs=None).delete()
