"""One's own HIT list, and the attempts at those on it: read, add, and write down how a call ended."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from hederssak.api.v1.problems import REFUSALS
from hederssak.crm.models import Contact
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions.calling import Pressed, record_attempt
from hederssak.prospecting.actions.hitlist import enter_one, may_keep_list_of
from hederssak.prospecting.models import CallAttempt, HitEntry
from hederssak.prospecting.queries.hitlist import Line, listed, named
from hederssak.prospecting.queries.now import block_at, end_of_calling
from hederssak.rules.attempts import Outcome
from hederssak.rules.weeks import local_day

router = Router(tags=["hit list"])
OUT: dict[int, Any] = REFUSALS
MOST = 200


class ContactOut(Schema):
    """Somebody to call."""

    id: uuid.UUID
    name: str
    title: str
    phone: str
    mobile: str


class PlaceOut(Schema):
    """A place on the list: why now, as a code, and what a minute of calling is worth by the rates of these calls."""

    id: uuid.UUID
    contact: ContactOut
    account_id: uuid.UUID | None
    why: str
    fit: str
    note: str
    tries: int
    chance_to_reach: float
    margin_per_minute: float
    call_back_at: dt.datetime | None
    kept_for_new: bool


class AttemptOut(Schema):
    """How one attempt ended."""

    id: uuid.UUID
    key: uuid.UUID
    contact_id: uuid.UUID
    account_id: uuid.UUID | None
    block_id: uuid.UUID | None
    outcome: str
    at: dt.datetime
    note: str
    call_back_at: dt.datetime | None
    meeting_id: uuid.UUID | None


class EntryIn(Schema):
    """A contact for one's own list, and why."""

    contact: uuid.UUID
    note: str = Field("", max_length=300)


class AttemptIn(Schema):
    """How a call ended. `key` is made by the caller: sent twice it is kept once. `when` is said in plain words.

    A meeting is booked on the page, which asks for its charter.
    """

    key: uuid.UUID
    outcome: Literal["no_answer", "gatekeeper", "conversation", "call_back", "not_a_fit", "do_not_contact"]
    at: dt.datetime | None = None
    note: str = Field("", max_length=300)
    when: str = Field("", max_length=120)


class Span(Schema):
    """From when to when, at most so many."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None


@router.get("", response={200: list[PlaceOut], **OUT}, operation_id="hit_list", url_name="hit_list")
def places(request: MemberRequest) -> list[dict[str, Any]]:
    """Return the caller's list in the order in which to call: in the block that runs, or today."""
    member, now = _caller(request), clock.read()
    until = end_of_calling(member, block_at(member, now), now)
    lines = listed(member, now=now, until=until)[:MOST]
    return [_place(line) for line in named(lines, today=local_day(now, zone_of(member)))]


@router.post("", response={200: PlaceOut, **OUT}, operation_id="add_to_hit_list", url_name="hit_list")
def add(request: MemberRequest, given: EntryIn) -> dict[str, Any]:
    """Put a contact onto the caller's list; 409 says why one can't stand there."""
    member, now = _caller(request), clock.read()
    contact = get_object_or_404(Contact.objects.visible_to(member).select_related("account"), pk=given.contact)
    entry = enter_one(contact, member=member, by=member, now=now, note=given.note)
    until = end_of_calling(member, None, now)
    return _place(next(line for line in listed(member, now=now, until=until, entries=[entry])))


@router.get("/attempts", response={200: list[AttemptOut], **OUT}, operation_id="attempts", url_name="attempts")
def attempts(request: MemberRequest, span: Query[Span]) -> list[CallAttempt]:
    """Return attempts that were not taken back, newest first: one's own, and for a manager the team's."""
    _caller(request)
    rows = CallAttempt.objects.visible_to(request.member).standing()
    rows = rows.filter(at__gte=span.since) if span.since else rows
    rows = rows.filter(at__lt=span.until) if span.until else rows
    return list(rows.order_by("-at", "-pk")[:MOST])


@router.post("/{uuid:pk}/attempts", response={200: AttemptOut, **OUT}, operation_id="press", url_name="press")
def press(request: MemberRequest, pk: uuid.UUID, given: AttemptIn) -> CallAttempt:
    """Write down how a call to somebody on the caller's list ended."""
    member, now = request.member, clock.read()
    mine = HitEntry.objects.filter(organization=member.organization, member=member)
    entry = get_object_or_404(mine.select_related("contact", "account"), pk=pk)
    entry.member = member
    at = given.at if given.at and given.at.tzinfo else now
    pressed = Pressed(key=given.key, outcome=Outcome(given.outcome), at=at, note=given.note, when=given.when)
    return record_attempt(entry=entry, pressed=pressed, by=member, now=now).attempt


def _caller(request: MemberRequest) -> Member:
    if not may_keep_list_of(request.member, request.member):
        raise PermissionDenied
    return request.member


def _place(line: Line) -> dict[str, Any]:
    entry, place = line.entry, line.place
    return {
        "id": entry.pk,
        "contact": entry.contact,
        "account_id": entry.account_id,
        "why": place.why.value,
        "fit": line.fit.verdict.value,
        "note": entry.note,
        "tries": entry.tries,
        "chance_to_reach": round(place.reach, 4),
        "margin_per_minute": round(place.per_minute, 2),
        "call_back_at": entry.call_back_at,
        "kept_for_new": place.is_kept_for_new,
    }
