"""Opportunities: list, read, and the few things that a program may do to one in its member's name."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from hederssak.api.v1.problems import REFUSALS
from hederssak.history.actions import Source
from hederssak.history.models import Origin
from hederssak.lib import clock
from hederssak.org.access import require_write
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import actions
from hederssak.pipeline.models import LetGoReason, NextStep, Opportunity, State
from hederssak.pipeline.queries.listing import Wish, listed

router = Router(tags=["opportunities"])
OUT: dict[int, Any] = REFUSALS


class NamedOut(Schema):
    """A row of another resource, by name."""

    id: uuid.UUID
    name: str


class OpportunityOut(Schema):
    """A possible deal in a list. What is unknown is null, never zero."""

    id: uuid.UUID
    name: str
    account: NamedOut | None
    owner: NamedOut | None
    stage: NamedOut
    state: str
    amount: Decimal | None
    margin: Decimal | None
    margin_assumed: bool
    currency: str
    close_date: dt.date | None
    closed_on: dt.date | None


class NextStepOut(Schema):
    """What happens next."""

    what: str
    due_on: dt.date | None
    agreed_with_buyer: bool


class OneOpportunityOut(OpportunityOut):
    """A possible deal with what only its own address tells."""

    team: NamedOut | None
    stage_since: dt.date
    opened_on: dt.date
    amount_basis: str
    is_tender: bool
    qualified_at: dt.datetime | None
    changed_at: dt.datetime
    next_step: NextStepOut | None
    custom: dict[str, Any]

    @staticmethod
    def resolve_next_step(row: Opportunity) -> NextStep | None:
        """Return the open step."""
        return row.next_steps.filter(ended_at=None).first()


class OpportunitiesOut(Schema):
    """A page of opportunities; `next_after` begins the next one and is empty on the last."""

    items: list[OpportunityOut]
    next_after: str


class Asked(Schema):
    """Which opportunities, in which order (close, margin, name, closed or changed), after which mark."""

    q: str = Field("", max_length=100)
    state: State | None = None
    owner: uuid.UUID | None = None
    team: uuid.UUID | None = None
    stage: uuid.UUID | None = None
    sort: str = ""
    after: str = ""


class CloseDateIn(Schema):
    """When it will close; null when nobody knows."""

    close_date: dt.date | None


class NextStepIn(Schema):
    """What happens next, and when."""

    what: str = Field(min_length=1, max_length=300)
    due_on: dt.date
    agreed_with_buyer: bool = False


class ParkingIn(Schema):
    """Why it sleeps, and until which day."""

    reason: str = Field(min_length=1, max_length=300)
    wake_on: dt.date


class LettingGoIn(Schema):
    """Why it goes, to whom it was lost if so, and when to look again."""

    reason: LetGoReason
    competitor: str = Field("", max_length=120)
    note: str = Field("", max_length=300)
    look_again_on: dt.date | None = None


@router.get("", response={200: OpportunitiesOut, **OUT}, operation_id="opportunities")
def opportunities(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return a page of the opportunities that the member may read; without `state` those of every state."""
    page = listed(
        request.member,
        Wish(
            search=asked.q,
            state=asked.state or "",
            owner=asked.owner,
            team=asked.team,
            stage=asked.stage,
            sort=asked.sort,
            after=asked.after,
        ),
    )
    return {"items": page.rows, "next_after": page.next_after}


@router.get("/{pk}", response={200: OneOpportunityOut, **OUT}, operation_id="opportunity")
def opportunity(request: MemberRequest, pk: uuid.UUID) -> Opportunity:
    """Return one opportunity."""
    return visible_opportunity(request, pk)


@router.post("/{pk}/close-dates", response={200: OneOpportunityOut, **OUT}, operation_id="set_close_date")
def close_dates(request: MemberRequest, pk: uuid.UUID, given: CloseDateIn) -> Opportunity:
    """Say when it will close."""
    row = visible_opportunity(request, pk)
    actions.edit_opportunity(
        opportunity=row, values=given.dict(), by=request.member, now=clock.read(), origin=Origin.API
    )
    return row


@router.post("/{pk}/next-steps", response={200: OneOpportunityOut, **OUT}, operation_id="set_next_step")
def next_steps(request: MemberRequest, pk: uuid.UUID, given: NextStepIn) -> Opportunity:
    """Write what happens next; a step that was open before is ended as not done."""
    row = visible_opportunity(request, pk)
    draft = actions.NextStepDraft(**given.dict())
    actions.set_next_step(opportunity=row, draft=draft, by=request.member, now=clock.read(), origin=Origin.API)
    return row


@router.post("/{pk}/parkings", response={200: OneOpportunityOut, **OUT}, operation_id="park")
def parkings(request: MemberRequest, pk: uuid.UUID, given: ParkingIn) -> Opportunity:
    """Let it sleep until a day."""
    row, now = visible_opportunity(request, pk), clock.read()
    today = clock.day_in(request.member.organization.time_zone, now)
    actions.park(opportunity=row, by=request.member, today=today, now=now, origin=Origin.API, **given.dict())
    return row


@router.post("/{pk}/lettings-go", response={200: OneOpportunityOut, **OUT}, operation_id="let_go")
def lettings_go(request: MemberRequest, pk: uuid.UUID, given: LettingGoIn) -> Opportunity:
    """Let it go, with a reason."""
    row, now = visible_opportunity(request, pk), clock.read()
    require_write(request.member, owner=row.owner)
    draft = actions.LettingGoDraft(
        opportunity=row,
        day=clock.day_in(request.member.organization.time_zone, now),
        source=Source.page(by=request.member, now=now, origin=Origin.API),
        **given.dict(),
    )
    actions.let_go_all([draft], organization=request.member.organization, now=now)
    return row


def visible_opportunity(request: MemberRequest, pk: uuid.UUID) -> Opportunity:
    """Return an opportunity that the caller may read; 404 for any other."""
    return get_object_or_404(Opportunity.objects.visible_to(request.member).placed(), pk=pk)
