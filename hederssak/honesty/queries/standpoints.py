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
from hederssak.honesty.models import Threshold
from hederssak.honesty.queries.rhythms import MembersRhythms
from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries import calendars_of, work_calendar, years_around
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.honesty.thresholds import Threshold as Limit
from hederssak.rules.honesty.thresholds import Thresholds
from hederssak.rules.honesty.windows import FROZEN_BEFORE, MeetingWindow
from hederssak.rules.money import Money

MEETINGS = 8
"""How many of a team's meetings a rhythm is read from."""


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
    rhythms = MembersRhythms(organization.pk, windows, as_of=as_of, zone=zone)
    return Standpoint(
        today=today,
        thresholds=thresholds_of(organization, as_of=as_of),
        calendar=work_calendar(team or organization, years_around(today)),
        calendars={(str(pk), ""): calendar for pk, calendar in calendars.items()},
        meetings=windows,
        asked_about=2 if windows and windows[-1].starts_at > as_of else 1,
        rhythms=rhythms.pushing,
        raising=rhythms.raising,
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
        low, high = (None if end is None else int(end) for end in (row.low, row.high))
        return Limit(int(row.value), row.cases, row.is_default, low, high)

    def money(row: Threshold) -> Limit[Money]:
        low, high = (None if end is None else amount(end) for end in (row.low, row.high))
        return Limit(amount(row.value), row.cases, row.is_default, low, high)

    def amount(value: float) -> Money:
        return Money(Decimal(str(value)), organization.currency)

    usual = Thresholds()
    idle, medians = found["idle"], found["median"]
    return Thresholds(
        pushes=days(found["pushes"][""]) if found["pushes"] else usual.pushes,
        idle=days(idle[""]) if "" in idle else usual.idle,
        idle_by_stage={group: days(row) for group, row in idle.items() if group},
        median=money(medians[""]) if "" in medians else None,
        medians={group: money(row) for group, row in medians.items() if group},
    )
