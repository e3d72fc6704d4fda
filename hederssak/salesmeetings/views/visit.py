"""A meeting at a customer with its charter and clock, on the phone of whoever holds it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hederssak.lib import clock
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.middleware import MemberRequest
from hederssak.salesmeetings import actions
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.runs import OF_A_RUN
from hederssak.salesmeetings.texts import running as texts
from hederssak.salesmeetings.views.run import context_of


@require_safe
def visit(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the clock of one's own meeting, or what beginning it would do."""
    meeting = _own(request, pk)
    found = Run.objects.filter(customer_meeting=meeting).select_related(*OF_A_RUN).first()
    if found is None:
        zone = (request.member.team or request.member.organization).time_zone
        boxes = actions.boxes_of_visit(meeting)
        context = {"nav_at": "home", "visit": meeting, "zone": zone, "boxes": boxes}
        return render(request, "salesmeetings/run/before.html", context)
    return render(request, "salesmeetings/run.html", context_of(request, found, now=clock.read()))


@require_POST
def begin_visit(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin it."""
    meeting = _own(request, pk)
    try:
        actions.begin_visit(meeting=meeting, by=request.member, now=clock.read())
    except actions.NotItsTimeError:
        messages.info(request, texts.refused("not_its_day"))
    return HttpResponseRedirect(reverse("salesmeetings:visit", args=[meeting.pk]))


def _own(request: MemberRequest, pk: uuid.UUID) -> CustomerMeeting:
    """Return one's own meeting; to everybody else there is no such clock."""
    rows = CustomerMeeting.objects.visible_to(request.member).filter(owner=request.member)
    return get_object_or_404(rows.select_related("account", "owner__team", "owner__organization"), pk=pk)
