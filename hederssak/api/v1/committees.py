"""The buying committee of an opportunity: who decides, in which steps, what is missing, and writing it down (R7)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError
from pydantic import Field, model_validator

from hederssak.api.v1.opportunities import NamedOut, visible_opportunity
from hederssak.api.v1.problems import REFUSALS
from hederssak.crm.actions import add_contact
from hederssak.crm.models import Contact
from hederssak.history.models import Origin
from hederssak.lib import clock
from hederssak.meetings.queries.committee import Seated, board_of
from hederssak.org.access import may_write_business_fact, require_write
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import actions
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, DecisionStep, Opportunity
from hederssak.pipeline.texts import committee as words
from hederssak.rules.committee import Influence, Stance, is_threat
from hederssak.rules.findings import Finding
from hederssak.rules.meeting_checks import Person

router = Router(tags=["right meetings"])
OUT: dict[int, Any] = REFUSALS
MAY_BE_EMPTIED = frozenset({"step", "through"})


class StepOut(Schema):
    """A step of the decision."""

    id: uuid.UUID
    name: str


class SeatOut(Schema):
    """Somebody in the decision: their part, stance, weight and kind, how to reach them, and when we last met.

    `left_aside` says why they are not sought on purpose.
    """

    id: uuid.UUID
    contact: NamedOut
    title: str
    step: uuid.UUID | None
    role: str
    person: str
    stance: str
    influence: str
    reach: str
    through: NamedOut | None
    left_aside: str
    met_on: dt.date | None


class GapOut(Schema):
    """What is missing: a code, its figures, the sentence, and what to do; `presses` where the deal is at stake."""

    code: str
    figures: dict[str, Any]
    sentence: str
    todo: str
    presses: bool


class CommitteeOut(Schema):
    """A decision; `is_complete` where each step has a person who decides, a stance and a way to reach them."""

    opportunity: NamedOut
    steps: list[StepOut]
    people: list[SeatOut]
    gaps: list[GapOut]
    is_complete: bool
    may_write: bool


class PersonIn(Schema):
    """Who comes into the decision: a contact of the company, or somebody new there."""

    contact: uuid.UUID | None = None
    name: str = Field("", max_length=200)
    title: str = Field("", max_length=200)

    @model_validator(mode="after")
    def of_somebody(self) -> PersonIn:
        """Refuse nobody."""
        if self.contact is None and not self.name.strip():
            raise ValueError("give a contact or a name")
        return self


class KnownIn(Schema):
    """What is known of somebody; what is not named stays. `step` and `through` (a contact) are emptied by null."""

    role: BuyingRole | None = None
    person: Person | None = None
    stance: Stance | None = None
    influence: Influence | None = None
    step: uuid.UUID | None = None
    reach: str | None = Field(None, max_length=200)
    through: uuid.UUID | None = None
    left_aside: str | None = Field(None, max_length=200)


@router.get("/{uuid:pk}/committee", response={200: CommitteeOut, **OUT}, operation_id="committee", url_name="committee")
def committee(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Return who decides, in which steps, and what is missing, the most pressing first."""
    return board(request, visible_opportunity(request, pk))


@router.post(
    "/{uuid:pk}/committee/people",
    response={200: CommitteeOut, **OUT},
    operation_id="seat_person",
    url_name="committee_people",
)
def add(request: MemberRequest, pk: uuid.UUID, given: PersonIn) -> dict[str, Any]:
    """Give somebody a place in the decision; 409 with `already_seated`, or `no_company` for a new person of none."""
    row, now = writable(request, pk), clock.read()
    contact = _contact(request, row, given, now=now)
    if CommitteeSeat.objects.filter(opportunity=row, contact=contact, removed_at=None).exists():
        raise HttpError(409, "already_seated")
    actions.seat_contact(
        opportunity=row, contact=contact, role=BuyingRole.UNKNOWN, by=request.member, now=now, origin=Origin.API
    )
    return board(request, row)


@router.post(
    "/{uuid:pk}/committee/people/{uuid:seat}",
    response={200: CommitteeOut, **OUT},
    operation_id="edit_seat",
    url_name="committee_person",
)
def change(request: MemberRequest, pk: uuid.UUID, seat: uuid.UUID, given: KnownIn) -> dict[str, Any]:
    """Write what is known of somebody; a step or a contact that is not of this decision is 404."""
    row = writable(request, pk)
    said = given.dict(exclude_unset=True)
    values = {name: value for name, value in said.items() if value is not None or name in MAY_BE_EMPTIED}
    if values.get("step"):
        values["step"] = get_object_or_404(DecisionStep, pk=values["step"], opportunity=row, removed_at=None)
    if values.get("through"):
        seated = CommitteeSeat.objects.filter(opportunity=row, removed_at=None).values("contact")
        values["through"] = get_object_or_404(Contact, pk=values["through"], pk__in=seated)
    actions.edit_seat(seat=_seat(row, seat), values=values, by=request.member, now=clock.read(), origin=Origin.API)
    return board(request, row)


@router.post(
    "/{uuid:pk}/committee/people/{uuid:seat}/remove",
    response={200: CommitteeOut, **OUT},
    operation_id="remove_seat",
    url_name="committee_remove",
)
def remove(request: MemberRequest, pk: uuid.UUID, seat: uuid.UUID) -> dict[str, Any]:
    """Take somebody out of the decision; what was known of them is kept."""
    row = writable(request, pk)
    actions.remove_seat(seat=_seat(row, seat), by=request.member, now=clock.read(), origin=Origin.API)
    return board(request, row)


@router.post(
    "/{uuid:pk}/committee/people/{uuid:seat}/restore",
    response={200: CommitteeOut, **OUT},
    operation_id="restore_seat",
    url_name="committee_restore",
)
def restore(request: MemberRequest, pk: uuid.UUID, seat: uuid.UUID) -> dict[str, Any]:
    """Bring back somebody who was taken out, with what was known of them."""
    row = writable(request, pk)
    actions.restore_seat(seat=_seat(row, seat), by=request.member, now=clock.read(), origin=Origin.API)
    return board(request, row)


def writable(request: MemberRequest, pk: uuid.UUID) -> Opportunity:
    """Return an opportunity that the caller may write to; 403 for one that they may only read."""
    row = visible_opportunity(request, pk)
    require_write(request.member, owner=row.owner)
    return row


def board(request: MemberRequest, row: Opportunity) -> dict[str, Any]:
    """Return a decision as plain values."""
    today = clock.day_in(row.team.time_zone if row.team else row.organization.time_zone, clock.read())
    found = board_of(row, today=today)
    return {
        "opportunity": row,
        "steps": list(found.steps),
        "people": [_person(one) for one in found.people],
        "gaps": [_gap(gap) for gap in found.standing.gaps],
        "is_complete": found.standing.is_complete,
        "may_write": may_write_business_fact(request.member, owner=row.owner),
    }


def _contact(request: MemberRequest, row: Opportunity, given: PersonIn, *, now: dt.datetime) -> Contact:
    if row.account is None:
        raise HttpError(409, "no_company")
    if given.contact:
        return get_object_or_404(row.account.contacts.filter(left_on=None), pk=given.contact)
    told = {"name": given.name, "title": given.title}
    return add_contact(account=row.account, values=told, by=request.member, now=now, origin=Origin.API)


def _seat(row: Opportunity, pk: uuid.UUID) -> CommitteeSeat:
    rows = CommitteeSeat.objects.select_related("opportunity__owner__team", "contact", "step", "through")
    return get_object_or_404(rows, pk=pk, opportunity=row)


def _person(one: Seated) -> dict[str, Any]:
    row = one.row
    kept = ("role", "person", "stance", "influence", "reach", "through", "left_aside", "contact")
    return {name: getattr(row, name) for name in kept} | {
        "id": row.pk,
        "title": row.contact.title,
        "step": row.step_id,
        "met_on": one.met_on,
    }


def _gap(gap: Finding) -> dict[str, Any]:
    return {
        "code": gap.code,
        "figures": dict(gap.figures),
        "sentence": words.gap(gap),
        "todo": words.todo(gap.code),
        "presses": is_threat(gap),
    }
