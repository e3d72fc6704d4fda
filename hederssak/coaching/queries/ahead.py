"""What lies ahead of reps: their booked meetings with what makes them important, and what they asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from hederssak.coaching.models import RideAlong
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState, Sheet
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, Opportunity, State
from hederssak.prospecting.models import Block, BlockState
from hederssak.rules.coaching import AHEAD, Ahead, large_from
from hederssak.rules.weeks import local_day

NEAR = dt.timedelta(days=AHEAD)
MOST_DEALS = 2_000


def booked(people: Collection[Member], *, now: dt.datetime) -> QuerySet[CustomerMeeting]:
    """Return the customer meetings of reps that are booked for the next two weeks, the next one first."""
    rows = CustomerMeeting.objects.filter(
        owner__in=people, state=MeetingState.BOOKED, starts_at__gte=now, starts_at__lt=now + NEAR
    )
    return rows.select_related("account", "opportunity", "owner__team").order_by("starts_at", "pk")


def ahead_of(people: Collection[Member], *, zone: ZoneInfo, now: dt.datetime) -> dict[uuid.UUID, list[Ahead]]:
    """Return the meetings ahead of each rep as the rule asks for them, in four queries however many."""
    meetings = list(booked(people, now=now))
    deciders = _first_meets_decider(meetings)
    sheets = Sheet.objects.filter(meeting__in=meetings, is_important=True)
    important = set(sheets.values_list("meeting_id", flat=True))
    found: dict[uuid.UUID, list[Ahead]] = defaultdict(list)
    for one in meetings:
        if one.owner_id is None:
            continue
        deal = one.opportunity
        found[one.owner_id].append(
            Ahead(
                key=str(one.pk),
                day=local_day(one.starts_at, zone),
                margin=float(deal.margin) if deal and deal.margin is not None else None,
                meets_decider=one.pk in deciders,
                is_important=one.pk in important,
            )
        )
    return found


def large_margin(team: Team) -> float | None:
    """Return the margin from which one of the team's open deals counts as large, of the latest two thousand."""
    rows = Opportunity.objects.filter(
        organization_id=team.organization_id, team=team, state=State.OPEN, margin__isnull=False
    )
    latest = rows.order_by("-pk").values_list("margin", flat=True)[:MOST_DEALS]
    return large_from(float(margin) for margin in latest if margin is not None)


def asked_for(people: Collection[Member], *, now: dt.datetime) -> list[CustomerMeeting]:
    """Return the meetings ahead to which a rep has asked their manager along and nobody has answered yet."""
    rows = CustomerMeeting.objects.filter(
        owner__in=people,
        state=MeetingState.BOOKED,
        starts_at__gte=now,
        sheet__manager_asked_at__isnull=False,
        rides__isnull=True,
    )
    return list(rows.select_related("account", "owner").order_by("starts_at", "pk"))


def hours_ahead(member: Member, *, now: dt.datetime, most: int = 3) -> list[Block]:
    """Return a rep's next booking hours to which nobody comes along yet."""
    rows = Block.objects.filter(
        member=member, state=BlockState.PLANNED, starts_at__gte=now, starts_at__lt=now + NEAR
    ).exclude(rides__in=RideAlong.objects.standing().filter(rep=member))
    return list(rows.order_by("starts_at")[:most])


def _first_meets_decider(meetings: Sequence[CustomerMeeting]) -> set[uuid.UUID]:
    """Return the meetings to which somebody comes who decides and whom nobody has met yet."""
    deals = {one.pk: one.opportunity_id for one in meetings if one.opportunity_id}
    seats = CommitteeSeat.objects.filter(opportunity__in=set(deals.values()), role=BuyingRole.DECIDES, met_at=None)
    unmet = set(seats.values_list("opportunity_id", "contact_id"))
    guests = Attendee.objects.filter(meeting__in=deals).values_list("meeting_id", "contact_id")
    return {meeting for meeting, contact in guests if (deals[meeting], contact) in unmet}
