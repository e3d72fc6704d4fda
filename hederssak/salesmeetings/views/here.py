"""The phone of whoever is in a meeting: "I am here", what is now and its clock, and how it was."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.live.addresses import page_address
from hederssak.org.middleware import MemberRequest
from hederssak.salesmeetings import actions
from hederssak.salesmeetings.actions.screens import channel_of
from hederssak.salesmeetings.queries.driving import may_begin
from hederssak.salesmeetings.queries.runs import arrivals, shown_standing
from hederssak.salesmeetings.queries.seats import Seat, run_of_version, seat_of
from hederssak.salesmeetings.texts import running as texts
from hederssak.salesmeetings.views.face import face_of
from hederssak.salesmeetings.views.promises import panel
from hederssak.salesmeetings.views.pulse import pulse_panel
from hederssak.salesmeetings.views.run import meeting_of


@require_http_methods(["GET", "POST"])
def here(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the meeting to whoever is in it; a press says that one is there."""
    meeting, now = meeting_of(request, pk), clock.read()
    if request.method == "POST":
        try:
            actions.check_in(meeting=meeting, member=request.member, by=request.member, now=now)
        except actions.DoorClosedError as refused:
            messages.info(request, texts.refused(refused.code))
        return HttpResponseRedirect(reverse("salesmeetings:here", args=[meeting.pk]))
    context = _context(request, meeting, now) | panel(meeting, reader=request.member, now=now)
    context |= pulse_panel(meeting, context["run"], reader=request.member, now=now)
    return render(request, "salesmeetings/here.html", context)


@require_safe
def here_now(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer with how the meeting stands; thirty phones ask at once, so the frame's context is left out."""
    now = clock.read()
    seat = seat_of(request.member, pk)
    context = _seated(request, seat, now) if seat else _context(request, meeting_of(request, pk), now)
    return HttpResponse(render_to_string("salesmeetings/here/now.html", context | {"csrf_token": get_token(request)}))


def _context(request: MemberRequest, meeting: SalesMeeting, now: dt.datetime) -> dict[str, Any]:
    seat = seat_of(request.member, meeting.pk)
    if seat is not None:
        return _seated(request, seat, now)
    return {
        "nav_at": "salesmeetings",
        "member": request.member,
        "meeting": meeting,
        "run": None,
        "zone": meeting.team.time_zone,
        "since": arrivals(meeting, None).get(request.member.pk),
        "is_open": actions.is_open(meeting, None, now=now),
        "drives": may_begin(request.member, meeting, now=now),
        "live": page_address(request, [channel_of(meeting.pk)], now=now),
    }


def _seated(request: MemberRequest, seat: Seat, now: dt.datetime) -> dict[str, Any]:
    """Return what the phone of a reader shows of a meeting that was begun."""
    run, meeting = seat.run, seat.run.meeting
    assert meeting is not None  # noqa: S101 (a seat is one of a team's meeting)
    zone = meeting.team.time_zone
    return {
        "nav_at": "salesmeetings",
        "member": request.member,
        "meeting": meeting,
        "run": run,
        "zone": zone,
        "for_all": _for_all(run.pk, run.version, zone, get_language() or "", int(now.timestamp() * 10)),
        "since": seat.since,
        "is_open": actions.is_open(meeting, run, now=now),
        "drives": seat.drives,
        "live": page_address(request, [channel_of(meeting.pk)], now=now),
    }


@lru_cache(maxsize=64)
def _for_all(run: uuid.UUID, version: int, zone: str, _language: str, tenths: int) -> dict[str, str]:
    """Return what all phones show that ask within the same tenth of a second: the item, and its clock."""
    found = run_of_version(run, version)
    standing = shown_standing(found, now=dt.datetime.fromtimestamp(tenths / 10, dt.UTC))
    context = {"meeting": found.meeting, "face": face_of(standing, zone)}
    return {part: render_to_string(f"salesmeetings/here/{part}.html", context) for part in ("head", "clock")}
