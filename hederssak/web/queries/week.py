"""A rep's week: what waits for its next step, whom they meet, which deals are asked about."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, F, OuterRef

from hederssak.cadence.models import SalesMeeting
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.questions import Question, TeamWorth
from hederssak.honesty.queries.trend import asked_of, weightiest, worth_by_day
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.org.models import Member, PageLook
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, NextStep, Opportunity, State
from hederssak.salesmeetings.queries import next_meeting
from hederssak.web.queries.days import Days

MOST = 61
"""Nobody is shown more than 60 of anything; one more tells that there are more."""

ASKED = 3
LOOKED = dt.timedelta(days=30)
WORTH_FOR = dt.timedelta(days=8)


class Lack(StrEnum):
    """What a booked meeting still lacks (R7)."""

    OPPORTUNITY = "opportunity"
    DECIDER_UNKNOWN = "decider_unknown"
    DECIDER_NOT_COMING = "decider_not_coming"


@dataclass(frozen=True)
class Visit:
    """A booked customer meeting, whom we meet, and what it lacks."""

    meeting: CustomerMeeting
    people: list[str]
    lacks: list[Lack]


@dataclass(frozen=True)
class RepWeek:
    """What a rep's first page shows. Steps are those due by today, oldest first; `without` have none."""

    steps: list[NextStep]
    without: list[Opportunity]
    visits: list[Visit]
    questions: list[Question]
    stages: dict[str, str]
    worth: TeamWorth
    sales_meeting: SalesMeeting | None
    looks: int
    has_deals: bool


def week_of(member: Member, days: Days, *, now: dt.datetime) -> RepWeek:
    """Return the week of a rep."""
    reader = FactsReader(member.organization, as_of=now)
    teams = [member.team] if member.team else []
    worths = worth_by_day(
        organization=member.organization, teams=teams, since=days.today - WORTH_FOR, owner=member
    ).get(member.team_id or uuid.UUID(int=0), [])
    flags = weightiest(organization=member.organization, teams=teams, owner=member)
    looks = PageLook.objects.filter(organization_id=member.organization_id, subject=member, at__gt=now - LOOKED)
    return RepWeek(
        steps=_due_steps(member, days.today),
        without=_without_step(member),
        visits=_visits(member, days, reader),
        questions=asked_of(flags[:ASKED]),
        stages={str(pk): stage.name for pk, stage in reader.stages.items()},
        worth=worths[-1] if worths else TeamWorth(),
        sales_meeting=next_meeting(member.team, now=now) if member.team else None,
        looks=looks.count(),
        has_deals=Opportunity.objects.filter(organization_id=member.organization_id, owner=member).exists(),
    )


def _due_steps(member: Member, today: dt.date) -> list[NextStep]:
    steps = NextStep.objects.filter(
        opportunity__organization_id=member.organization_id,
        opportunity__state=State.OPEN,
        opportunity__owner=member,
        ended_at=None,
        due_on__lte=today,
    )
    return list(steps.select_related("opportunity__account", "contact").order_by("due_on", "pk")[:MOST])


def _without_step(member: Member) -> list[Opportunity]:
    """Return the open deals of which nobody has said what happens next, and when; the largest margin first."""
    planned = NextStep.objects.filter(opportunity=OuterRef("pk"), ended_at=None, due_on__isnull=False)
    rows = Opportunity.objects.filter(organization_id=member.organization_id, state=State.OPEN, owner=member)
    bare = rows.filter(~Exists(planned)).select_related("account")
    return list(bare.order_by(F("margin").desc(nulls_last=True), "pk")[:MOST])


def _visits(member: Member, days: Days, reader: FactsReader) -> list[Visit]:
    """Return the meetings from today to the end of the week, with what each lacks."""
    booked = CustomerMeeting.objects.filter(
        organization_id=member.organization_id,
        owner=member,
        state=MeetingState.BOOKED,
        starts_at__gte=days.starts_at,
        starts_at__lt=days.week_ends_at,
    )
    meetings = list(booked.select_related("account", "opportunity__stage").order_by("starts_at", "pk")[:MOST])
    people: dict[uuid.UUID, dict[uuid.UUID, str]] = defaultdict(dict)
    for seat in Attendee.objects.filter(meeting__in=meetings).select_related("contact").order_by("contact__name"):
        people[seat.meeting_id][seat.contact_id] = seat.contact.name
    deciders = _deciders([meeting.opportunity_id for meeting in meetings if meeting.opportunity_id])
    return [
        Visit(meeting, list(people[meeting.pk].values()), _lacks(meeting, set(people[meeting.pk]), deciders, reader))
        for meeting in meetings
    ]


def _deciders(opportunity_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    seats = CommitteeSeat.objects.filter(opportunity__in=opportunity_ids, role=BuyingRole.DECIDES)
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for opportunity_id, contact_id in seats.values_list("opportunity_id", "contact_id"):
        found[opportunity_id].add(contact_id)
    return found


def _lacks(
    meeting: CustomerMeeting,
    coming: set[uuid.UUID],
    deciders: dict[uuid.UUID, set[uuid.UUID]],
    reader: FactsReader,
) -> list[Lack]:
    """Return what is missing: a deal and, from the proposal on, somebody who decides (tenders are exempt)."""
    deal = meeting.opportunity
    if deal is None:
        return [Lack.OPPORTUNITY]
    if deal.is_tender or not reader.stage(deal.stage).from_proposal:
        return []
    known = deciders.get(deal.pk, set())
    if not known:
        return [Lack.DECIDER_UNKNOWN]
    return [] if known & coming or not coming else [Lack.DECIDER_NOT_COMING]
