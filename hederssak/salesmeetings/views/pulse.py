"""The tap at the end, on the phone."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.rules.pulse import HIGHEST, LOWEST, Pulse
from hederssak.salesmeetings.actions.pulse import (
    NotOfFiveError,
    PulseClosedError,
    give_pulse,
    is_pulse_open,
    may_give_pulse,
)
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.pulses import own_pulse, pulses_of
from hederssak.salesmeetings.queries.runs import run_of
from hederssak.salesmeetings.texts.pulse import energy as energy_words
from hederssak.salesmeetings.views.run import meeting_of

PART = "salesmeetings/parts/pulse.html"


@dataclass(frozen=True)
class Asked:
    """What the part shows: the five taps, the own one, and the team's figure once three have answered."""

    meeting: uuid.UUID
    choices: list[tuple[int, str]]
    own: int | None
    team: Pulse | None
    may_answer: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to tap or to read."""
        return self.may_answer or self.team is not None


def pulse_panel(meeting: SalesMeeting, run: Run | None, *, reader: Member, now: dt.datetime) -> dict[str, Any]:
    """Return what the part of a meeting's pulse needs, for whichever page shows it; before the end it is empty."""
    has_ended = run is not None and run.ended_at is not None
    return {
        "pulse": Asked(
            meeting=meeting.pk,
            choices=[(energy, energy_words(energy)) for energy in range(LOWEST, HIGHEST + 1)],
            own=own_pulse(run, reader) if run and has_ended else None,
            team=pulses_of([run]).get(run.pk) if run and has_ended else None,
            may_answer=run is not None and is_pulse_open(run, now=now) and may_give_pulse(reader, run),
        )
    }


@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer with the part of the pulse, or keep a tap."""
    meeting, now = meeting_of(request, pk), clock.read()
    run = run_of(meeting)
    if request.method != "POST":
        return render(request, PART, pulse_panel(meeting, run, reader=request.member, now=now))
    if run is None:
        raise Http404
    energy = request.POST.get("energy", "")
    try:
        give_pulse(run, int(energy) if energy.isdecimal() else 0, by=request.member, now=now)
    except NotOfFiveError as refused:
        raise Http404 from refused
    except PulseClosedError:
        if not request.htmx:  # type: ignore[attr-defined] # set by django-htmx
            messages.info(request, _("The meeting is still on, or it was more than a day ago."))
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return render(request, PART, pulse_panel(meeting, run, reader=request.member, now=now))
    return HttpResponseRedirect(reverse("salesmeetings:minutes", args=[pk]))
