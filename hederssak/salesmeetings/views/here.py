"""The phone of whoever is in a meeting: "I am here", what is now and its clock, and how it was."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.live.addresses import page_address
from hederssak.org.middleware import MemberRequest
from hederssak.salesmeetings import actions
from hederssak.salesmeetings.actions.screens import channel_of
from hederssak.salesmeetings.queries.driving import may_begin, may_drive
from hederssak.salesmeetings.queries.runs import arrivals, run_of, shown_standing
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
    meeting = meeting_of(request, pk)
    context = _context(request, meeting, clock.read()) | {"csrf_token": get_token(request)}
    return HttpResponse(render_to_string("salesmeetings/here/now.html", context))


def _context(request: MemberRequest, meeting: SalesMeeting, now: dt.datetime) -> dict[str, Any]:
    found, zone, member = run_of(meeting), meeting.team.time_zone, request.member
    came = arrivals(meeting, found)
    return {
        "nav_at": "salesmeetings",
        "member": member,
        "meeting": meeting,
        "run": found,
        "zone": zone,
        "face": face_of(shown_standing(found, now=now), zone) if found else None,
        "since": came.get(member.pk),
        "is_open": actions.is_open(meeting, found, now=now),
        "drives": may_drive(member, found, came=came) if found else may_begin(member, meeting, now=now),
        "live": page_address(request, [channel_of(meeting.pk)], now=now),
    }
