"""From where a team's opportunities are judged: its meetings, its members' rhythms, what is usual here."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from hederssak.cadence.models import SalesMeeting
from hederssak.history.models import Change, RecordKind
from hederssak.honesty.models import Threshold
from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries import calendars_of, work_calendar, years_around
from hederssak.rules.honesty import facts as rules
from hederssak.rules.honesty.rhythm import Rhythm, rhythm_of
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.honesty.thresholds import Threshold as Limit
from hederssak.rules.honesty.thresholds import Thresholds
from hederssak.rules.honesty.windows import FROZEN_BEFORE, MeetingWindow
from hederssak.rules.money import Money

MEETINGS = 8
"""How many of a team's meetings a rhythm is read from."""

PUSHED, RAISED = "close_date", "amount"
MOVES = {PUSHED, RAISED, "margin", "margin_assumed"}
"""Fields whose changes are in question, and those that follow them: they tell nothing of a member's other edits."""


def standpoint_of(
    organization: Organization, team: Team | None, *, as_of: dt.datetime, owners: Collection[uuid.UUID] | None = None
) -> Standpoint:
    """Return from where a team's opportunities are judged; without a team there are no meetings to move dates for.

    `owners` are those whose opportunities are judged, where they are known; else they are the team's members.
    """
    zone = ZoneInfo(team.time_zone if team else organization.time_zone)
    today = as_of.astimezone(zone).date()
    people = Member.objects.filter(organization=organization).select_related("team", "organization")
    members = list(people.filter(team=team) if owners is None else people.filter(pk__in=owners))
    calendars = calendars_of(members, years_around(today))
    windows = meeting_windows(team, as_of=as_of) if team else ()
    pushing, raising = _rhythms(organization, members, windows, as_of=as_of, zone=zone) if windows else ({}, {})
    return Standpoint(
        today=today,
        thresholds=thresholds_of(organization, as_of=as_of),
        calendar=work_calendar(team or organization, years_around(today)),
        calendars={(str(pk), ""): calendar for pk, calendar in calendars.items()},
        meetings=windows,
        asked_about=2 if windows and windows[-1].starts_at > as_of else 1,
        rhythms=pushing,
        raising=raising,
        zone=zone,
    )


def meeting_windows(team: Team, *, as_of: dt.datetime) -> tuple[MeetingWindow, ...]:
    """Return the windows of the team's last meetings whose pack is frozen by now, earliest first."""
    latest = SalesMeeting.objects.filter(
        organization_id=team.organization_id,
        team=team,
        starts_at__lte=as_of + FROZEN_BEFORE,
    ).order_by("-starts_at")
    stood = latest.filter(Q(called_off_at=None) | Q(called_off_at__gt=as_of))
    starts = list(stood.values_list("starts_at", flat=True)[:MEETINGS])
    return tuple(MeetingWindow.before(start) for start in reversed(starts))


def latest_thresholds(organization: Organization, *, as_of: dt.datetime) -> list[Threshold]:
    """Return the limits that were learned last by then; none before the first learning."""
    learned = Threshold.objects.filter(organization=organization, learned_at__lte=as_of)
    last = learned.aggregate(last=Max("learned_at"))["last"]
    return list(learned.filter(learned_at=last))


def thresholds_of(organization: Organization, *, as_of: dt.datetime) -> Thresholds:
    """Return the limits that held then, or the stated defaults."""
    found: dict[str, dict[str, Threshold]] = defaultdict(dict)
    for row in latest_thresholds(organization, as_of=as_of):
        found[row.code][row.group] = row

    def days(row: Threshold) -> Limit[int]:
        return Limit(int(row.value), row.cases, row.is_default)

    def money(row: Threshold) -> Limit[Money]:
        return Limit(Money(Decimal(str(row.value)), organization.currency), row.cases, row.is_default)

    usual = Thresholds()
    idle, medians = found["idle"], found["median"]
    return Thresholds(
        pushes=days(found["pushes"][""]) if found["pushes"] else usual.pushes,
        idle=days(idle[""]) if "" in idle else usual.idle,
        idle_by_stage={group: days(row) for group, row in idle.items() if group},
        median=money(medians[""]) if "" in medians else None,
        medians={group: money(row) for group, row in medians.items() if group},
    )


def _rhythms(
    organization: Organization,
    members: list[Member],
    windows: tuple[MeetingWindow, ...],
    *,
    as_of: dt.datetime,
    zone: ZoneInfo,
) -> tuple[dict[str, Rhythm], dict[str, Rhythm]]:
    """Return each member's rhythms of pushing dates and of raising amounts, over the stretch that the windows cover."""
    edits: dict[uuid.UUID, list[dt.datetime]] = defaultdict(list)
    pushes: dict[uuid.UUID, list[rules.FieldChange]] = defaultdict(list)
    raises: dict[uuid.UUID, list[rules.FieldChange]] = defaultdict(list)
    rows = Change.objects.filter(
        organization=organization,
        kind__in=[RecordKind.OPPORTUNITY, RecordKind.NEXT_STEP, RecordKind.EVIDENCE],
        by__in=members,
        known_at__gt=windows[0].frozen_at,
        known_at__lte=as_of,
    )
    names = ("by_id", "field", "old", "new", "after_at", "before_at", "known_at")
    for by, name, *change in rows.values_list(*names):
        if name not in MOVES:
            edits[by].append(change[3])
        elif move := _move(name, *change):
            (raises if name == RAISED else pushes)[by].append(move)
    members_seen = {*edits, *pushes, *raises}
    return (
        {str(pk): rhythm_of(edits[pk], pushes[pk], windows, zone) for pk in members_seen},
        {str(pk): rhythm_of(edits[pk], raises[pk], windows, zone) for pk in members_seen},
    )


def _move(
    name: str, old: str | None, new: str | None, after: dt.datetime | None, before: dt.datetime, known: dt.datetime
) -> rules.FieldChange | None:
    """Return a change that pushed a date or raised an amount; None for any other."""
    if old is None or new is None:
        return None
    if name == PUSHED and new > old:
        days = dt.date.fromisoformat(old), dt.date.fromisoformat(new)
        return rules.FieldChange(rules.Field.CLOSE_DATE, *days, after, before, known)
    if name == RAISED and Decimal(new) > Decimal(old):
        return rules.FieldChange(rules.Field.AMOUNT, Decimal(old), Decimal(new), after, before, known)
    return None
