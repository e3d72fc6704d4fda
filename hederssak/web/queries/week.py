"""A rep's week: what waits for its next step, whom they meet, which deals are asked about."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window

from hederssak.cadence.models import SalesMeeting
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.questions import Question, TeamWorth
from hederssak.honesty.queries.trend import asked_of, weightiest_leads, worth_by_day
from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.org.models import Member, PageLook
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, NextStep, Opportunity, State
from hederssak.salesmeetings.queries import next_meeting
from hederssak.web.queries.days import Days

STEPS = 6
BARE = 3
ASKED = 3
VISITS = 30
MET = ("pk", "title", "starts_at", "account__name", "opportunity", "opportunity__stage", "opportunity__is_tender")
DUE = ("opportunity", "opportunity__name", "opportunity__account__name", "what", "due_on", "contact__name")
LEFT_BARE = ("pk", "name", "account__name", "margin", "currency")
"""What is shown of a meeting, of a step, and of a deal without one."""

LOOKED = dt.timedelta(days=30)
WORTH_FOR = dt.timedelta(days=8)


class Lack(StrEnum):
    """What a booked meeting still lacks (R7)."""

    OPPORTUNITY = "opportunity"
    DECIDER_UNKNOWN = "decider_unknown"
    DECIDER_NOT_COMING = "decider_not_coming"


class Booked(NamedTuple):
    """A booked customer meeting; `stage` and `is_tender` are those of the deal that is tied to it, if one is."""

    pk: uuid.UUID
    title: str
    starts_at: dt.datetime
    company: str | None
    deal: uuid.UUID | None
    stage: uuid.UUID | None
    is_tender: bool | None


@dataclass(frozen=True)
class Visit:
    """A booked customer meeting, whom we meet, and what it lacks."""

    meeting: Booked
    people: list[str]
    lacks: list[Lack]


class Due(NamedTuple):
    """A next step whose day has come; `of` is how many there are, `of_today` how many of them are for today."""

    deal: uuid.UUID
    name: str
    company: str | None
    what: str
    due_on: dt.date
    person: str | None
    of: int
    of_today: int


class Bare(NamedTuple):
    """An open deal without a next step; `of` is how many there are."""

    pk: uuid.UUID
    name: str
    company: str | None
    margin: Decimal | None
    currency: str
    of: int


@dataclass(frozen=True)
class Steps:
    """The next steps of a rep's open deals: how many are late, due today, and missing; and the first of each."""

    late: int
    today: int
    missing: int
    due: Sequence[Due]
    bare: Sequence[Bare]

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.late + self.today + self.missing - len(self.due) - len(self.bare)


@dataclass(frozen=True)
class RepWeek:
    """What a rep's first page shows."""

    steps: Steps
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
    flags = weightiest_leads(organization=member.organization, teams=teams, owner=member, most=ASKED)
    return RepWeek(
        steps=_steps(member, days.today),
        visits=_visits(member, days, reader),
        questions=asked_of(flags),
        stages={str(pk): stage.name for pk, stage in reader.stages.items()},
        worth=worths[-1] if worths else TeamWorth(),
        sales_meeting=next_meeting(member.team, now=now) if member.team else None,
        looks=_looks.first(member.organization_id, member.pk, now - LOOKED) or 0,
        has_deals=bool(worths)
        or Opportunity.objects.filter(organization_id=member.organization_id, owner=member).exists(),
    )


@prepared
def _looks(organization: uuid.UUID, subject: uuid.UUID, since: dt.datetime) -> QuerySet[PageLook, int]:
    rows = PageLook.objects.filter(organization_id=organization, subject=subject, at__gt=since)
    return rows.values("subject").annotate(n=Count("pk")).values_list("n", flat=True)


@prepared
def _due(organization: uuid.UUID, owner: uuid.UUID, today: dt.date) -> QuerySet[NextStep, tuple[Any, ...]]:
    """Return the steps that are due, oldest first, each with how many there are."""
    deals = Opportunity.objects.filter(organization_id=organization, state=State.OPEN, owner=owner)
    due = NextStep.objects.filter(opportunity__in=deals, ended_at=None, due_on__lte=today)
    counted = due.values_list(*DUE, Window(Count("pk")), Window(Count("pk", filter=Q(due_on=today))))
    return counted.order_by("due_on", "pk")[:STEPS]


@prepared
def _bare(organization: uuid.UUID, owner: uuid.UUID) -> QuerySet[Opportunity, tuple[Any, ...]]:
    """Return the deals without a step, the largest margin first, each with how many there are."""
    planned = NextStep.objects.filter(opportunity=OuterRef("pk"), ended_at=None, due_on__isnull=False)
    deals = Opportunity.objects.filter(organization_id=organization, state=State.OPEN, owner=owner)
    counted = deals.filter(~Exists(planned)).values_list(*LEFT_BARE, Window(Count("pk")))
    return counted.order_by(F("margin").desc(nulls_last=True), "pk")[:BARE]


def _steps(member: Member, today: dt.date) -> Steps:
    first = [Due(*row) for row in _due(member.organization_id, member.pk, today)]
    largest = [Bare(*row) for row in _bare(member.organization_id, member.pk)]
    of, of_today = (first[0].of, first[0].of_today) if first else (0, 0)
    missing = largest[0].of if largest else 0
    return Steps(late=of - of_today, today=of_today, missing=missing, due=first, bare=largest)


@prepared
def _booked(
    organization: uuid.UUID, owner: uuid.UUID, since: dt.datetime, until: dt.datetime
) -> QuerySet[CustomerMeeting, tuple[Any, ...]]:
    booked = CustomerMeeting.objects.filter(
        organization_id=organization,
        owner=owner,
        state=MeetingState.BOOKED,
        starts_at__gte=since,
        starts_at__lt=until,
    )
    return booked.order_by("starts_at", "pk").values_list(*MET)[:VISITS]


@prepared
def _coming(meetings: list[uuid.UUID]) -> QuerySet[Attendee, tuple[uuid.UUID, uuid.UUID, str]]:
    rows = Attendee.objects.filter(meeting__in=meetings).order_by(ByName("contact__name"))
    return rows.values_list("meeting_id", "contact_id", "contact__name")


@prepared
def _seats(opportunities: list[uuid.UUID]) -> QuerySet[CommitteeSeat, tuple[uuid.UUID, uuid.UUID]]:
    seats = CommitteeSeat.objects.filter(opportunity__in=opportunities, role=BuyingRole.DECIDES, removed_at=None)
    return seats.values_list("opportunity_id", "contact_id")


def _visits(member: Member, days: Days, reader: FactsReader) -> list[Visit]:
    """Return the meetings from today to the end of the week, with what each lacks."""
    rows = _booked(member.organization_id, member.pk, days.starts_at, days.week_ends_at)
    meetings = [Booked(*row) for row in rows]
    people: dict[uuid.UUID, dict[uuid.UUID, str]] = defaultdict(dict)
    for meeting_id, contact_id, name in _coming([meeting.pk for meeting in meetings]):
        people[meeting_id][contact_id] = name
    deciders = _deciders([meeting.deal for meeting in meetings if meeting.deal])
    proposed = {pk for pk, stage in reader.stages.items() if reader.stage(stage).from_proposal}
    return [
        Visit(meeting, list(people[meeting.pk].values()), _lacks(meeting, set(people[meeting.pk]), deciders, proposed))
        for meeting in meetings
    ]


def _deciders(opportunity_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for opportunity_id, contact_id in _seats(list(opportunity_ids)):
        found[opportunity_id].add(contact_id)
    return found


def _lacks(
    meeting: Booked,
    coming: set[uuid.UUID],
    deciders: dict[uuid.UUID, set[uuid.UUID]],
    proposed: set[uuid.UUID],
) -> list[Lack]:
    """Return what is missing: a deal and, in the stages from the proposal on, somebody who decides (no tender's)."""
    if meeting.deal is None:
        return [Lack.OPPORTUNITY]
    if meeting.is_tender or meeting.stage not in proposed:
        return []
    known = deciders.get(meeting.deal, set())
    if not known:
        return [Lack.DECIDER_UNKNOWN]
    return [] if known & coming or not coming else [Lack.DECIDER_NOT_COMING]
