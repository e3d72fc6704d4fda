"""Promises between a team's meetings: read, given as they are typed, and told of."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.history.models import Origin
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Team
from hederssak.rules.promises import State
from hederssak.salesmeetings.actions.laying_aside import LONGEST, lay_aside
from hederssak.salesmeetings.actions.promising import give, make_smaller, settle, take_back
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries import teams_to_meet
from hederssak.salesmeetings.queries.promises import Line, lines_of, open_promises_of, promises_of

router = Router(tags=["promises"])
OUT: dict[int, Any] = REFUSALS


class PromiseOut(Schema):
    """A promise; `is_owed` once its day has passed without a word, `times_broken` with those in whose place it is.

    `no_longer_needed` is why a broken one is asked about no more; it counts as not kept all the same.
    """

    id: uuid.UUID
    owner: NamedOut
    text: str
    due: dt.date
    state: str
    is_owed: bool
    times_broken: int
    instead_of: uuid.UUID | None
    given_at: dt.datetime
    settled_at: dt.datetime | None
    no_longer_needed: str


class Asked(Schema):
    """Of which team (the member's first unless named); or, with `own`, only the caller's own open ones."""

    team: uuid.UUID | None = None
    own: bool = False


class PromiseIn(Schema):
    """A promise as it is typed in the meeting: "@Anna offert till Kemi ons"; without a name it is the caller's own."""

    text: str = Field(max_length=1000)
    team: uuid.UUID | None = None


class WordIn(Schema):
    """How a promise went; `open` takes the caller's own last press back."""

    state: Literal["kept", "broken", "dropped", "open"]


class InsteadIn(Schema):
    """What is promised in its place, smaller, with its day."""

    text: str = Field(max_length=1000)


class AsideIn(Schema):
    """Why a promise is no longer needed."""

    reason: str = Field(max_length=LONGEST)


@router.get("", response={200: list[PromiseOut], **OUT}, operation_id="promises", url_name="promises")
def promises(request: MemberRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """Return a team's promises, the open ones first; its latest settled ones after them."""
    now = clock.read()
    if asked.own:
        return [promise_out(line) for line in open_promises_of(request.member, now=now)]
    return [promise_out(line) for line in promises_of(_team(request, asked.team), reader=request.member, now=now)]


@router.post("", response={200: PromiseOut, **OUT}, operation_id="give_promise", url_name="promises")
def make(request: MemberRequest, given: PromiseIn) -> dict[str, Any]:
    """Write down a promise in one's team."""
    team = _team(request, given.team)
    made = give(given.text, team=team, by=request.member, now=clock.read(), origin=Origin.API)
    return _told(request, made)


@router.post("/{uuid:pk}/words", response={200: PromiseOut, **OUT}, operation_id="tell_promise", url_name="words")
def tell(request: MemberRequest, pk: uuid.UUID, word: WordIn) -> dict[str, Any]:
    """Say how a promise went: its owner does, the team's manager, and in the meeting whoever drives."""
    promise, now = _promise(request, pk), clock.read()
    if word.state == "open":
        take_back(promise, by=request.member, now=now, origin=Origin.API)
    else:
        settle(promise, State(word.state), by=request.member, now=now, origin=Origin.API)
    return _told(request, promise)


@router.post(
    "/{uuid:pk}/instead", response={200: PromiseOut, **OUT}, operation_id="smaller_promise", url_name="instead"
)
def instead(request: MemberRequest, pk: uuid.UUID, given: InsteadIn) -> dict[str, Any]:
    """Give a broken promise again, in smaller words once it was broken twice."""
    promise = _promise(request, pk)
    made = make_smaller(promise, given.text, by=request.member, now=clock.read(), origin=Origin.API)
    return _told(request, made)


@router.post("/{uuid:pk}/aside", response={200: PromiseOut, **OUT}, operation_id="lay_promise_aside", url_name="aside")
def aside(request: MemberRequest, pk: uuid.UUID, given: AsideIn) -> dict[str, Any]:
    """Say that a broken promise, or one two weeks past its day, is no longer needed; 409 with `too_early` before."""
    promise = _promise(request, pk)
    lay_aside(promise, given.reason, by=request.member, now=clock.read(), origin=Origin.API)
    return _told(request, promise)


def _team(request: MemberRequest, pk: uuid.UUID | None) -> Team:
    teams = teams_to_meet(request.member)
    return get_object_or_404(teams, pk=pk) if pk else get_object_or_404(teams[:1])


def _promise(request: MemberRequest, pk: uuid.UUID) -> MeetingPromise:
    rows = MeetingPromise.objects.visible_to(request.member).select_related("team", "owner", "opportunity", "case")
    return get_object_or_404(rows, pk=pk)


def _told(request: MemberRequest, promise: MeetingPromise) -> dict[str, Any]:
    return promise_out(lines_of([promise], reader=request.member, now=clock.read())[0])


def promise_out(line: Line) -> dict[str, Any]:
    """Return a promise as plain values."""
    row = line.promise
    return {
        "id": row.pk,
        "owner": row.owner,
        "text": row.text,
        "due": row.due,
        "state": row.state,
        "is_owed": line.is_owed,
        "times_broken": line.times,
        "instead_of": row.instead_of_id,
        "given_at": row.given_at,
        "settled_at": row.settled_at,
        "no_longer_needed": row.laid_aside_why,
    }
