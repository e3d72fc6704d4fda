"""One rep's ride-alongs, what they practise, and how it goes: as they and their manager read it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from hederssak.coaching.models import Focus, Practice, RideAlong
from hederssak.coaching.queries.ahead import booked, hours_ahead
from hederssak.coaching.queries.team import pace_of, stages_of
from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import CustomerMeeting, Sheet
from hederssak.org.models import Member, Role, Team
from hederssak.prospecting.models import Block
from hederssak.rules.coaching import StageRecord, weakest

MOST = 30
MOST_READ = 200


@dataclass(frozen=True)
class Coming:
    """A booked meeting, whether the manager was asked to it, and whether they come."""

    meeting: CustomerMeeting
    asked: bool
    ride: RideAlong | None


@dataclass(frozen=True)
class PersonCoaching:
    """What a page about one rep shows; `rides` are those that stand, the latest first."""

    member: Member
    pace: int
    rides: list[RideAlong]
    focus: Focus | None
    earlier: list[Focus]
    practices: list[Practice]
    coming: list[Coming]
    hours: list[Block]
    weak: StageRecord | None
    has_stages: bool

    @property
    def shared(self) -> list[RideAlong]:
        """Return the ride-alongs of which it is told what was seen."""
        return [ride for ride in self.rides if ride.is_done]

    @property
    def unread(self) -> list[RideAlong]:
        """Return what the rep has not opened yet."""
        return [ride for ride in self.shared if ride.read_at is None]


def person_coaching(member: Member, *, now: dt.datetime) -> PersonCoaching:
    """Return what there is about one rep."""
    rides = list(
        RideAlong.objects.standing()
        .filter(rep=member)
        .select_related("meeting__account", "block", "manager", "rep", "practise_stage")
        .prefetch_related("observations")
        .order_by("-on_day", "-pk")[:MOST]
    )
    focuses = list(Focus.objects.filter(member=member).select_related("stage", "by").order_by("-since", "-pk")[:MOST])
    stages = stages_of([member]).get(member.pk, [])
    practices = Practice.objects.filter(member=member).select_related("play", "partner").order_by("-on_day", "-pk")
    return PersonCoaching(
        member=member,
        pace=pace_of(member.team) if member.team else 0,
        rides=rides,
        focus=next((one for one in focuses if one.until is None), None),
        earlier=[one for one in focuses if one.until is not None],
        practices=list(practices[:MOST]),
        coming=_coming(member, rides, now=now),
        hours=hours_ahead(member, now=now),
        weak=weakest(stages),
        has_stages=bool(stages),
    )


def _coming(member: Member, rides: list[RideAlong], *, now: dt.datetime) -> list[Coming]:
    meetings = list(booked([member], now=now)[:6])
    sheets = Sheet.objects.filter(meeting__in=meetings, manager_asked_at__isnull=False)
    asked = set(sheets.values_list("meeting_id", flat=True))
    by_meeting = {ride.meeting_id: ride for ride in rides if ride.meeting_id}
    return [Coming(one, one.pk in asked, by_meeting.get(one.pk)) for one in meetings]


def teams_followed(member: Member) -> list[Team]:
    """Return the teams whose coaching a member reads: those they lead, or for the director all, in sums."""
    rows = Team.objects.filter(organization_id=member.organization_id).select_related("organization", "manager")
    if member.role == Role.DIRECTOR:
        return list(rows.order_by(ByName("name")))
    if member.role == Role.MANAGER:
        return list(rows.filter(manager_id=member.pk).order_by(ByName("name")))
    return []


SHARED = (
    "on_day",
    "practise",
    "manager__name",
    "meeting__title",
    "meeting__starts_at",
    "meeting__account__name",
    "block__starts_at",
)
"""What a line says of a ride-along."""


@prepared
def _unread(rep: uuid.UUID) -> QuerySet[RideAlong]:
    unread = RideAlong.objects.filter(rep=rep, shared_at__isnull=False, read_at=None).order_by("-on_day")
    return unread.select_related("manager", "meeting__account", "block").only(*SHARED)[:1]


@prepared
def _focus(member: uuid.UUID) -> QuerySet[Focus]:
    return Focus.objects.filter(member=member, until=None).select_related("stage").order_by("pk")[:1]


def unread_of(member: Member) -> RideAlong | None:
    """Return what was shared with a rep last and is not opened yet, with by whom it was and where."""
    return _unread.first(member.pk)


def focus_of(member: Member) -> Focus | None:
    """Return what a rep practises."""
    return _focus.first(member.pk)


def readable_rides(reader: Member) -> list[RideAlong]:
    """Return the ride-alongs that stand and that somebody may read, the latest first."""
    rows = RideAlong.objects.visible_to(reader).standing().select_related("rep", "manager")
    return list(rows.prefetch_related("observations").order_by("-on_day", "-pk")[:MOST_READ])
