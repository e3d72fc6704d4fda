"""My calendar: what is read, what is written, and what the calendars have raised."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.calendars import jobs, texts
from hederssak.calendars.actions import AlreadyAnswered, answer_question, disconnect, feed_key
from hederssak.calendars.actions.turns import ask_for_turn
from hederssak.calendars.forms import AnswerForm
from hederssak.calendars.models import Answer, Connection, Question, Service, State
from hederssak.calendars.queries.busy import busy_times
from hederssak.calendars.views.panels import waiting
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.queries import zone_of
from hederssak.queue.actions import enqueue

AHEAD = dt.timedelta(weeks=4)


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the member's calendars, the questions they have raised, and the address of the feed."""
    member, now = request.member, clock.read()
    connections = list(Connection.objects.visible_to(member).order_by("made_at"))
    feed = reverse("calendars:feed", args=[feed_key(by=member, now=now)])
    public = urlsplit(settings.PUBLIC_URL)
    found = waiting(member)
    context = {
        "connections": [_row(row) for row in connections],
        "is_written": any(row.is_written and row.state != State.REVOKED for row in connections),
        "to_mend": found.to_mend,
        "questions": found.questions,
        "taken": len(busy_times([member], now, now + AHEAD)[member.pk]),
        "feed_url": f"{settings.PUBLIC_URL}{feed}",
        "webcal_url": f"webcal://{public.netloc}{feed}",
        "services": [
            (service, texts.service_name(service))
            for service in (Service.MICROSOFT, Service.GOOGLE)
            if service in settings.CALENDAR_APPS
        ],
        "zone": zone_of(member).key,
    }
    return render(request, "calendars/index.html", context)


@require_POST
def disconnect_one(request: MemberRequest, pk: str) -> HttpResponse:
    """Let go of a calendar."""
    row = get_object_or_404(Connection.objects.visible_to(request.member), pk=pk)
    disconnect(row, by=request.member, now=clock.read())
    messages.success(request, _("Disconnected. What was read from it is forgotten, and so is the key to it."))
    return redirect("calendars:index")


@require_POST
def read_now(request: MemberRequest, pk: str) -> HttpResponse:
    """Read a calendar at once instead of at its next turn."""
    row = get_object_or_404(Connection.objects.visible_to(request.member), pk=pk)
    ask_for_turn(row, now=clock.read())
    enqueue(jobs.turn, str(row.pk))
    messages.success(request, _("It is being read."))
    return redirect("calendars:index")


@require_POST
def answer(request: MemberRequest, pk: str) -> HttpResponse:
    """Take the answer to "swap or keep?"."""
    row = get_object_or_404(Question, pk=pk, member=request.member)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    said = form.cleaned_data["answer"]
    try:
        answer_question(row, answer=said, by=request.member, now=clock.read())
    except AlreadyAnswered:
        messages.info(request, _("The question is gone already."))
        return redirect("calendars:index")
    if said == Answer.KEEP:
        messages.success(request, _("It stands as it did; the calendar gets it back within a minute."))
        return redirect("calendars:index")
    return redirect(row.entry.path or "calendars:index")


def _row(row: Connection) -> dict[str, Any]:
    return {
        "row": row,
        "name": texts.service_name(row.service),
        "state": texts.state(row),
        "sign": {State.OK: "kept", State.AWAY: "look", State.REVOKED: "broken"}[State(row.state)],
        "host": urlsplit(row.address).hostname or "",
    }
