"""What lies ahead of reps: their booked meetings with what makes them important, and what they asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, FloatField, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Cast, Coalesce, Rank

from hederssak.coaching.models import RideAlong
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import CustomerMeeting, MeetingState, Sheet
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, Opportunity, State
from hederssak.prospecting.models import Block, BlockState
from hederssak.rules.coaching import AHEAD, Ahead, large_from
from hederssak.rules.weeks import local_day

NEAR = dt.timedelta(days=AHEAD)
MOST_DEALS = 2_000
OF_AHEAD = ("owner_id", "pk", "starts_at", "opportunity__margin", "decider", "important")
"""What is read of a meeting ahead."""


def booked(people: Collection[Member], *, now: dt.datetime) -> QuerySet[CustomerMeeting]:
    """Return the customer meetings of reps that are booked for the next two weeks, the next one first."""
    rows = _of(people).filter(starts_at__gte=now, starts_at__lt=now + NEAR)
    return rows.select_related("account", "opportunity", "owner__team").order_by("starts_at", "pk")


def ahead_of(people: Collection[Member], *, zone: ZoneInfo, now: dt.datetime) -> dict[uuid.UUID, list[Ahead]]:
    """Return the meetings ahead of each rep among which the rule chooses, in one query however many are booked.

    The rule takes the one with the most marks, then the largest margin: a meeting without a mark is read only where
    none of the rep's has a larger margin.
    """
    found: dict[uuid.UUID, list[Ahead]] = defaultdict(list)
    for owner_id, pk, starts_at, margin, meets_decider, is_important in _chosen(
        _organizations(people), [one.pk for one in people], now, now + NEAR
    ):
        known = None if margin is None else float(margin)
        found[owner_id].append(Ahead(str(pk), local_day(starts_at, zone), known, meets_decider, is_important))
    return found


@prepared
def _chosen(
    organizations: list[uuid.UUID], people: list[uuid.UUID], since: dt.datetime, until: dt.datetime
) -> QuerySet[CustomerMeeting, Any]:
    near = _booked(organizations, people).filter(starts_at__gte=since, starts_at__lt=until).order_by()
    unmet = CommitteeSeat.objects.filter(
        opportunity=OuterRef("opportunity"),
        role=BuyingRole.DECIDES,
        met_at=None,
        contact__seats__meeting=OuterRef("pk"),
    )
    important = Sheet.objects.filter(meeting=OuterRef("pk"), is_important=True)
    by_margin = Window(Rank(), partition_by="owner", order_by=Coalesce("opportunity__margin", Decimal(0)).desc())
    marks = {"decider": Exists(unmet), "important": Exists(important), "place": by_margin}
    chosen = near.annotate(**marks).filter(Q(place=1) | Q(decider=True) | Q(important=True))
    return chosen.values_list(*OF_AHEAD)


def large_margin(team: Team) -> float | None:
    """Return the margin from which one of the team's open deals counts as large, of the latest two thousand."""
    return large_from(_margins(team.organization_id, team.pk))


@prepared
def _margins(organization: uuid.UUID, team: uuid.UUID) -> QuerySet[Opportunity, float]:
    rows = Opportunity.objects.filter(organization_id=organization, team=team, state=State.OPEN, margin__isnull=False)
    return rows.order_by("-pk").values_list(Cast("margin", FloatField()), flat=True)[:MOST_DEALS]


def asked_for(people: Collection[Member], *, now: dt.datetime) -> list[CustomerMeeting]:
    """Return the meetings ahead to which a rep has asked their manager along and nobody has answered yet."""
    return _asked(_organizations(people), [one.pk for one in people], now)


@prepared
def _asked(organizations: list[uuid.UUID], people: list[uuid.UUID], since: dt.datetime) -> QuerySet[CustomerMeeting]:
    rows = _booked(organizations, people)
    rows = rows.filter(starts_at__gte=since, sheet__manager_asked_at__isnull=False, rides__isnull=True)
    return rows.select_related("account", "owner").order_by("starts_at", "pk")


def hours_ahead(member: Member, *, now: dt.datetime, most: int = 3) -> list[Block]:
    """Return a rep's next booking hours to which nobody comes along yet."""
    rows = (
        Block.objects.for_booking()
        .filter(member=member, state=BlockState.PLANNED, starts_at__gte=now, starts_at__lt=now + NEAR)
        .exclude(rides__in=RideAlong.objects.standing().filter(rep=member))
    )
    return list(rows.order_by("starts_at")[:most])


def _of(people: Collection[Member]) -> QuerySet[CustomerMeeting]:
    return _booked(_organizations(people), [one.pk for one in people])


def _booked(organizations: list[uuid.UUID], people: list[uuid.UUID]) -> QuerySet[CustomerMeeting]:
    """Return what is booked by reps; with their organization named, the index by day serves."""
    return CustomerMeeting.objects.filter(organization__in=organizations, owner__in=people, state=MeetingState.BOOKED)


def _organizations(people: Collection[Member]) -> list[uuid.UUID]:
    return list({one.organization_id for one in people})
