"""The screen of whoever drives a meeting: the item and its clock, the next step, who is there, notes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.live.addresses import page_address
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.salesmeetings import actions
from hederssak.salesmeetings.actions.screens import channel_of
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.driving import may_begin, may_drive
from hederssak.salesmeetings.queries.runs import OF_A_RUN, expected_in, notes_of, people_of, run_of, standing_of
from hederssak.salesmeetings.queries.visits import charter_lines
from hederssak.salesmeetings.texts import running as texts
from hederssak.salesmeetings.views.face import face_of
from hederssak.salesmeetings.views.promises import panel

Refused = (
    actions.MovedError,
    actions.NothingAheadError,
    actions.NoSuchItemError,
    actions.OverForGoodError,
    actions.NotItsTimeError,
    actions.DoorClosedError,
)
LONGEST_NOTE = 1000


@require_safe
def run(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the screen to whoever drives; the others follow on theirs."""
    meeting = meeting_of(request, pk)
    found = run_of(meeting)
    now = clock.read()
    if found is None and not may_begin(request.member, meeting, now=now):
        return HttpResponseRedirect(reverse("salesmeetings:here", args=[meeting.pk]))
    if found is not None and not may_drive(request.member, found):
        return HttpResponseRedirect(reverse("salesmeetings:here", args=[meeting.pk]))
    if found is None:
        context = {"nav_at": "salesmeetings", "meeting": meeting, "zone": meeting.team.time_zone}
        return render(request, "salesmeetings/run/before.html", context)
    context = context_of(request, found, now=now) | panel(meeting, reader=request.member, now=now)
    return render(request, "salesmeetings/run.html", context)


@require_POST
def begin(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin the meeting."""
    meeting = meeting_of(request, pk)
    try:
        actions.begin_run(meeting=meeting, by=request.member, now=clock.read())
    except actions.NotItsTimeError as refused:
        messages.info(request, texts.refused(refused.code))
        return HttpResponseRedirect(reverse("salesmeetings:index"))
    back = "room" if "room" in request.POST else "run"
    return HttpResponseRedirect(reverse(f"salesmeetings:{back}", args=[meeting.pk]))


@require_safe
def run_now(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer with how the meeting stands, for the screen of whoever drives."""
    found = _run(request, pk)
    return _fragment(request, found, now=clock.read())


@require_POST
def step(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one step; of two who drive at once the second is shown what the first did."""
    found = _run(request, pk)
    take = STEPS.get(request.POST.get("step", ""))
    if take is None:
        raise Http404
    instant = clock.read()
    return _done(request, found, lambda: take(request, found, instant), now=instant)


@require_POST
def notes(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Write a line down at the item that is now."""
    found = _run(request, pk)
    text, instant = request.POST.get("text", "").strip()[:LONGEST_NOTE], clock.read()

    def write() -> None:
        if text:
            actions.write_note(run=found, text=text, by=request.member, now=instant)

    return _done(request, found, write, now=instant)


@require_POST
def strike(request: MemberRequest, pk: uuid.UUID, note: uuid.UUID) -> HttpResponse:
    """Take a line back."""
    found = _run(request, pk)
    return _done(request, found, lambda: actions.strike_note(run=found, note=note, by=request.member), now=clock.read())


@require_POST
def mark(request: MemberRequest, pk: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Mark that somebody has come, or take it back."""
    meeting = meeting_of(request, pk)
    found = run_of(meeting)
    if found is None or not may_drive(request.member, found):
        raise PermissionDenied
    known = {one.member.pk: one.member for one in people_of(meeting, found)}
    if member_id not in known:
        raise Http404
    instant = clock.read()
    act = actions.take_back if "away" in request.POST else actions.check_in
    mark_one: Callable[[], object] = lambda: act(  # noqa: E731 (one line that is called once)
        meeting=meeting, member=known[member_id], by=request.member, now=instant
    )
    return _done(request, found, mark_one, now=instant)


def meeting_of(request: MemberRequest, pk: uuid.UUID) -> SalesMeeting:
    """Return a meeting that the member may see; 404 for any other."""
    rows = SalesMeeting.objects.visible_to(request.member).filter(called_off_at=None)
    return get_object_or_404(rows.select_related("team"), pk=pk)


def _run(request: MemberRequest, pk: uuid.UUID) -> Run:
    """Return a run that the member drives; 404 where they may not see it, 403 where others drive."""
    found = get_object_or_404(Run.objects.visible_to(request.member).select_related(*OF_A_RUN), pk=pk)
    if not may_drive(request.member, found):
        raise PermissionDenied
    return found


def _take_step(name: str) -> Callable[[MemberRequest, Run, dt.datetime], None]:
    act = {"next": actions.go_on, "pause": actions.pause, "resume": actions.resume, "end": actions.end_run}[name]

    def take(request: MemberRequest, found: Run, instant: dt.datetime) -> None:
        act(run=found, version=_number(request, "version"), by=request.member, now=instant)

    return take


def _take_step_at(name: str) -> Callable[[MemberRequest, Run, dt.datetime], None]:
    act = {"go_to": actions.go_to, "skip": actions.skip}[name]

    def take(request: MemberRequest, found: Run, instant: dt.datetime) -> None:
        place, version = _number(request, "place"), _number(request, "version")
        act(run=found, place=place, version=version, by=request.member, now=instant)

    return take


def _take_up(request: MemberRequest, found: Run, instant: dt.datetime) -> None:
    actions.take_up(run=found, by=request.member, now=instant)


STEPS: dict[str, Callable[[MemberRequest, Run, dt.datetime], None]] = {
    **{name: _take_step(name) for name in ("next", "pause", "resume", "end")},
    **{name: _take_step_at(name) for name in ("go_to", "skip")},
    "take_up": _take_up,
}


def _number(request: MemberRequest, name: str) -> int:
    """Return a number that was sent; 404 for what is none."""
    sent = request.POST.get(name, "")
    if not sent.isdecimal():
        raise Http404
    return int(sent)


def _done(request: MemberRequest, found: Run, act: Callable[[], object], *, now: dt.datetime) -> HttpResponse:
    """Do what was pressed and answer with how the meeting stands then."""
    said = ""
    try:
        act()
    except Refused as refused:
        said = texts.refused(refused.code)
    if "room" in request.POST:
        return _to_wall(request, found)
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return _fragment(request, Run.objects.select_related(*OF_A_RUN).get(pk=found.pk), now=now, said=said)
    if said:
        messages.info(request, said)
    return HttpResponseRedirect(page_of(found))


def _to_wall(request: MemberRequest, found: Run) -> HttpResponse:
    """Let the wall, from which it was pressed, fetch itself anew."""
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return HttpResponse(status=204, headers={"HX-Trigger": "live:again"})
    return HttpResponseRedirect(reverse("salesmeetings:room", args=[found.meeting_id]))


def page_of(found: Run) -> str:
    """Return the address of the screen of whoever drives."""
    if found.meeting_id is not None:
        return reverse("salesmeetings:run", args=[found.meeting_id])
    return reverse("salesmeetings:visit", args=[found.customer_meeting_id])


def _fragment(request: MemberRequest, found: Run, *, now: dt.datetime, said: str = "") -> HttpResponse:
    """Answer without the frame's context: the menu costs more than the meeting does."""
    context = context_of(request, found, now=now) | {
        "said": said,
        "csrf_token": get_token(request),
        "is_fragment": True,
    }
    return HttpResponse(render_to_string("salesmeetings/run/fragment.html", context))


def context_of(request: MemberRequest, found: Run, *, now: dt.datetime) -> dict[str, Any]:
    """Return what the screen of whoever drives shows."""
    zone = zone_of(found, request.member)
    context: dict[str, Any] = {
        "nav_at": "salesmeetings" if found.meeting else "home",
        "member": request.member,
        "run": found,
        "meeting": found.meeting,
        "visit": found.customer_meeting,
        "zone": zone,
        "face": face_of(standing_of(found, now=now), zone),
        "notes": notes_of(found),
        "live": page_address(request, [channel_of(found.held_pk)], now=now),
        "may_take_up": found.ended_at is not None and now < found.ended_at + actions.MAY_BE_TAKEN_UP,
    }
    if found.customer_meeting is not None:
        context["charter_lines"] = charter_lines(found.customer_meeting, at=context["face"].standing.at)
    if found.meeting is not None:
        context |= {"people": people_of(found.meeting, found), "expected": len(expected_in(found.meeting.team))}
    return context


def zone_of(found: Run, member: Member) -> str:
    """Return the time zone of a meeting: its team's, else of whoever runs it."""
    team = found.meeting.team if found.meeting else member.team
    return (team or member.organization).time_zone
