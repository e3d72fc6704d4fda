"""A meeting that was held, as its minutes tell it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.minutes import minutes_of
from hederssak.salesmeetings.queries.runs import OF_A_RUN
from hederssak.salesmeetings.texts import minutes as texts
from hederssak.salesmeetings.views.pulse import pulse_panel


@require_safe
def minutes(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the minutes of a meeting that has ended, in the reader's language."""
    rows = Run.objects.visible_to(request.member).filter(meeting_id=pk, ended_at__isnull=False)
    run = get_object_or_404(rows.select_related(*OF_A_RUN))
    if run.meeting is None:
        raise Http404
    found = minutes_of(run, run.meeting)
    was_there = any(one.pk == request.member.pk for one in found.present)
    is_of_team = was_there or any(one.pk == request.member.pk for one in found.absent)
    context = {
        "nav_at": "salesmeetings",
        "meeting": run.meeting,
        "team": run.meeting.team,
        "run": run,
        "opening": texts.opening(found, was_there=was_there or not is_of_team),
        "parts": texts.parts(found, reader=request.member),
        "sent": run.minutes_sent.count(),
        **pulse_panel(run.meeting, run, reader=request.member, now=clock.read()),
    }
    return render(request, "salesmeetings/minutes.html", context)
