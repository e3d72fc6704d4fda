"""One company with what other rooms know of it: deals, meetings, and what happened."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, IntegerField, QuerySet, Value, When

from hederssak.crm.models import Account, Contact
from hederssak.crm.queries import account_story
from hederssak.history.queries import Entry
from hederssak.honesty.queries.weights import Weights
from hederssak.lib.ordered import ByName
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity, State
from hederssak.pipeline.queries.listing import next_steps_of

DEALS = 100
MEETINGS = 12
PEOPLE = 200


@dataclass(frozen=True)
class Side:
    """Some deals: how many, and their margin together in the organization's currency."""

    count: int
    margin: Decimal


@dataclass(frozen=True)
class AccountPage:
    """What a company's page shows. `steps` are what happens next, by deal."""

    people: list[Contact]
    deals: list[Opportunity]
    steps: dict[uuid.UUID, tuple[str, dt.date | None]]
    open: Side
    won: Side
    ended: Side
    last_met: CustomerMeeting | None
    next_meeting: CustomerMeeting | None
    meetings: list[CustomerMeeting]
    story: list[Entry]


def account_page(account: Account, *, member: Member, now: dt.datetime) -> AccountPage:
    """Return what a member may read about a company that they may see."""
    in_play = Case(
        When(state=State.OPEN, then=Value(0)),
        When(state=State.PARKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Opportunity.objects.visible_to(member).filter(organization_id=account.organization_id, account=account)
    deals = list(rows.select_related("stage", "owner").order_by(in_play, "-closed_on", "close_date", "pk")[:DEALS])
    met = CustomerMeeting.objects.visible_to(member).filter(account=account, organization_id=account.organization_id)
    meetings = list(met.select_related("owner", "opportunity").order_by("-starts_at")[:MEETINGS])
    people = list(account.contacts.order_by("left_on", ByName("name"))[:PEOPLE])
    last_met, next_meeting = _around(met, meetings, now=now)
    weights = Weights(account.organization, now=now)
    return AccountPage(
        people=people,
        deals=deals,
        steps=next_steps_of([deal.pk for deal in deals]),
        open=_side((deal for deal in deals if deal.is_open), weights),
        won=_side((deal for deal in deals if deal.state == State.WON), weights),
        ended=_side((deal for deal in deals if deal.state in {State.LOST, State.LET_GO}), weights),
        last_met=last_met,
        next_meeting=next_meeting,
        meetings=meetings,
        story=account_story(account, people if len(people) < PEOPLE else None),
    )


def _around(
    met: QuerySet[CustomerMeeting], latest: Sequence[CustomerMeeting], *, now: dt.datetime
) -> tuple[CustomerMeeting | None, CustomerMeeting | None]:
    """Return the last meeting that was held and the next that is booked; of few meetings the latest are all."""
    if len(latest) == MEETINGS:
        held = met.filter(state=MeetingState.HELD, starts_at__lt=now).order_by("-starts_at")
        ahead = met.filter(state=MeetingState.BOOKED, starts_at__gte=now).order_by("starts_at")
        return held.first(), ahead.select_related("owner").first()
    past = (one for one in latest if one.state == MeetingState.HELD and one.starts_at < now)
    coming = (one for one in reversed(latest) if one.state == MeetingState.BOOKED and one.starts_at >= now)
    return next(past, None), next(coming, None)


def _side(deals: Iterable[Opportunity], weights: Weights) -> Side:
    chosen = list(deals)
    return Side(len(chosen), sum((weights.of(deal) for deal in chosen), Decimal(0)))
