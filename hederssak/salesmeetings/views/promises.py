"""The promises of a meeting: typed, told of and taken back in place, by whoever is in it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.rules.promises import NotSmaller, State
from hederssak.rules.spoken_promises import NotAPromise
from hederssak.salesmeetings.actions.how_promises_went import AlreadySettledError
from hederssak.salesmeetings.actions.laying_aside import (
    ReasonMissingError,
    ReasonTooLongError,
    TooEarlyError,
    lay_aside,
)
from hederssak.salesmeetings.actions.promising import (
    NothingToTakeBackError,
    give,
    make_smaller,
    settle,
    take_back,
)
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.meetings import stretch_before
from hederssak.salesmeetings.queries.promises import Line, may_promise_in, of_meeting
from hederssak.salesmeetings.texts import promises as texts

LIST = "salesmeetings/parts/promises_list.html"
PART = "salesmeetings/parts/promises_of_run.html"
WALL = "salesmeetings/parts/promises_on_wall.html"
ON_THE_WALL = 5


@dataclass(frozen=True)
class Panel:
    """The promises of a meeting as its screens show them; `problem` says what to write instead of `typed`."""

    meeting: SalesMeeting
    before: list[Line]
    given: list[Line]
    sentence: str
    may_give: bool
    today: dt.date
    typed: str = ""
    problem: str = ""

    @property
    def on_wall(self) -> list[Line]:
        """The last that were given: what grows on the wall."""
        return self.given[-ON_THE_WALL:]

    @property
    def more(self) -> int:
        """How many have no place on the wall."""
        return len(self.given) - len(self.on_wall)


def panel(
    meeting: SalesMeeting, *, reader: Member, now: dt.datetime, typed: str = "", problem: str = ""
) -> dict[str, Any]:
    """Return what the part of a meeting's promises needs, for whichever page shows it."""
    found = of_meeting(meeting, stretch_before(meeting, as_of=now), reader=reader, now=now)
    return {
        "promises": Panel(
            meeting=meeting,
            before=found.before,
            given=found.given,
            sentence=texts.since_last_time([line.state for line in found.before]),
            may_give=may_promise_in(reader, meeting.team),
            today=clock.day_in(meeting.team.time_zone, now),
            typed=typed,
            problem=problem,
        )
    }


@require_http_methods(["GET", "HEAD", "POST"])
def of_run(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer with a meeting's promises, or write down one that was typed in it."""
    meeting = _meeting(request, pk)
    now = clock.read()
    if request.method != "POST":
        return render(request, LIST, panel(meeting, reader=request.member, now=now))
    typed, problem = request.POST.get("text", ""), ""
    try:
        made = give(typed, team=meeting.team, by=request.member, now=now, meeting=meeting)
    except NotAPromise as refused:
        problem = texts.not_read(refused)
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        kept = typed if problem else ""
        context = panel(meeting, reader=request.member, now=now, typed=kept, problem=problem)
        return render(request, PART, context)
    if problem:
        messages.warning(request, problem)
    else:
        notice(request, made)
    return back_to(request, meeting.team_id)


@require_safe
def on_wall(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer with the promises as the room sees them grow."""
    return render(request, WALL, panel(_meeting(request, pk), reader=request.member, now=clock.read()))


@require_POST
def settle_one(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Write down how a promise went."""
    promise = _promise(request, pk)
    state = State(said) if (said := request.POST.get("state")) in _TOLD else State.KEPT
    problem = ""
    try:
        settle(promise, state, by=request.member, now=clock.read())
    except AlreadySettledError as refused:
        problem = texts.refusal(refused.code)
    return _answer(request, promise, problem)


@require_POST
def make_one_smaller(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a broken promise again in other words."""
    promise = _promise(request, pk)
    made, problem, now = promise, "", clock.read()
    meeting = _meeting_of(request, promise)
    try:
        made = make_smaller(promise, request.POST.get("text", ""), by=request.member, now=now, meeting=meeting)
    except NotAPromise as refused:
        problem = texts.not_read(refused)
    except (NotSmaller, AlreadySettledError) as refused:
        problem = texts.refusal(refused.code)
    return _answer(request, made, problem)


@require_POST
def lay_one_aside(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Write down that a promise is no longer needed, and why."""
    promise = _promise(request, pk)
    problem = ""
    try:
        lay_aside(promise, request.POST.get("reason", ""), by=request.member, now=clock.read())
    except (AlreadySettledError, ReasonMissingError, ReasonTooLongError, TooEarlyError) as refused:
        problem = texts.refusal(refused.code)
    return _answer(request, promise, problem)


@require_POST
def take_one_back(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Undo one's own last press on a promise."""
    promise = _promise(request, pk)
    problem = ""
    try:
        take_back(promise, by=request.member, now=clock.read())
    except NothingToTakeBackError as refused:
        problem = texts.refusal(refused.code)
    return _answer(request, promise, problem, is_undo=True)


_TOLD = frozenset({State.KEPT.value, State.BROKEN.value, State.DROPPED.value})


def _answer(request: MemberRequest, promise: MeetingPromise, problem: str, *, is_undo: bool = False) -> HttpResponse:
    """Answer in place where the meeting's list was pressed, else go back with a notice."""
    meeting = _meeting_of(request, promise)
    if meeting is not None and request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return render(request, LIST, panel(meeting, reader=request.member, now=clock.read(), problem=problem))
    if problem:
        messages.warning(request, problem)
    elif not is_undo:
        notice(request, promise)
    return back_to(request, promise.team_id)


def notice(request: MemberRequest, promise: MeetingPromise) -> None:
    """Say what was written down, with the way back."""
    undo = reverse("salesmeetings:undo_promise", args=[promise.pk])
    if there := request.POST.get("next"):
        undo = f"{undo}?{urlencode({'next': there})}"
    said = texts.laid_aside(promise.text) if promise.laid_aside_at else texts.done(State(promise.state), promise.text)
    messages.success(request, said, extra_tags=undo)


def back_to(request: MemberRequest, team: uuid.UUID) -> HttpResponse:
    """Go back to where it was pressed, else to the team's promises."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return HttpResponseRedirect(asked)
    return HttpResponseRedirect(f"{reverse('salesmeetings:promises')}?team={team}")


def _meeting(request: MemberRequest, pk: uuid.UUID | str) -> SalesMeeting:
    rows = SalesMeeting.objects.visible_to(request.member).filter(called_off_at=None)
    return get_object_or_404(rows.select_related("team__organization", "team__manager"), pk=pk)


def _meeting_of(request: MemberRequest, promise: MeetingPromise) -> SalesMeeting | None:
    """Return the meeting in which it was pressed; another team's is none."""
    asked = request.POST.get("meeting", "")
    try:
        pk = uuid.UUID(asked)
    except ValueError:
        return None
    rows = SalesMeeting.objects.visible_to(request.member).filter(team_id=promise.team_id)
    return rows.select_related("team__organization", "team__manager").filter(pk=pk).first()


def _promise(request: MemberRequest, pk: uuid.UUID) -> MeetingPromise:
    rows = MeetingPromise.objects.visible_to(request.member).select_related("team", "owner", "opportunity", "case")
    return get_object_or_404(rows, pk=pk)
