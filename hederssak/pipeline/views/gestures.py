"""What can be done to an opportunity from a page: one small form each, alone or put into the page that asked.

A gesture says what its form is called, which form it is and what it does; the view is the same for all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.pipeline import actions, forms
from hederssak.pipeline.models import BuyingRole, LetGoReason, Opportunity
from hederssak.pipeline.texts import refusal
from hederssak.pipeline.views.finding import back_of, writable
from hederssak.rules.meeting_checks import Person

Values = Mapping[str, Any]
Act = Callable[[Opportunity, Values, Member, dt.datetime, dt.date], object]


@dataclass(frozen=True)
class Gesture:
    """One thing that can be done: `title` heads its form, `button` says what happens, `said` is the notice after."""

    title: str | Promise
    button: str | Promise
    said: str | Promise
    form: type[forms.OpportunityForm]
    act: Act
    undo: str = ""


def _next_step(row: Opportunity, values: Values, by: Member, now: dt.datetime, _today: dt.date) -> object:
    return actions.set_next_step(opportunity=row, draft=actions.NextStepDraft(**values), by=by, now=now)


def _park(row: Opportunity, values: Values, by: Member, now: dt.datetime, today: dt.date) -> object:
    return actions.park(opportunity=row, by=by, now=now, today=today, **values)


def _let_go(row: Opportunity, values: Values, by: Member, now: dt.datetime, today: dt.date) -> object:
    said = {**values, "reason": LetGoReason(values["reason"])}
    return actions.let_go(opportunity=row, by=by, now=now, today=today, **said)


def _edit(row: Opportunity, values: Values, by: Member, now: dt.datetime, _today: dt.date) -> object:
    return actions.edit_opportunity(opportunity=row, values=values, by=by, now=now)


def _evidence(row: Opportunity, values: Values, by: Member, now: dt.datetime, _today: dt.date) -> object:
    return actions.meet_criterion(opportunity=row, by=by, now=now, **values)


def _seat(row: Opportunity, values: Values, by: Member, now: dt.datetime, _today: dt.date) -> object:
    role = BuyingRole(values["role"])
    person = Person(values["person"]) if values.get("person") else None
    return actions.seat_contact(opportunity=row, contact=values["contact"], role=role, person=person, by=by, now=now)


def _event(row: Opportunity, values: Values, by: Member, now: dt.datetime, _today: dt.date) -> object:
    return actions.name_buyer_event(opportunity=row, by=by, now=now, **values)


GESTURES: Mapping[str, Gesture] = {
    "next-steps": Gesture(
        _("The next step"), _("Write the next step"), _("The next step is written."), forms.NextStepForm, _next_step
    ),
    "parkings": Gesture(
        _("Park it"), _("Park it"), _("It sleeps until then."), forms.ParkingForm, _park, undo="pipeline:wake"
    ),
    "lettings-go": Gesture(
        _("Let it go"),
        _("Let it go"),
        _("It is let go. The pipeline is more honest for it."),
        forms.LettingGoForm,
        _let_go,
        undo="pipeline:take_back",
    ),
    "close-dates": Gesture(
        _("When will it close?"),
        _("Set the date"),
        _("The close date is set."),
        forms.CloseDateForm,
        _edit,
        undo="pipeline:undo_close_dates",
    ),
    "values": Gesture(
        _("What is it worth?"),
        _("Set the value"),
        _("The value is set."),
        forms.ValueForm,
        _edit,
        undo="pipeline:undo_values",
    ),
    "stages": Gesture(
        _("Where does it stand?"), _("Move it"), _("It is moved."), forms.StageForm, _edit, undo="pipeline:undo_stages"
    ),
    "evidence": Gesture(
        _("What is true now?"), _("Write it down"), _("The evidence is written."), forms.EvidenceForm, _evidence
    ),
    "seats": Gesture(
        _("Who takes part in the decision?"), _("Give them a seat"), _("They have a seat."), forms.SeatForm, _seat
    ),
    "buyer-events": Gesture(
        _("What does it wait for?"),
        _("Write the date"),
        _("The buyer's date is written."),
        forms.BuyerEventForm,
        _event,
    ),
}

REFUSALS = (
    actions.AlreadyEndedError,
    actions.CompetitorMissingError,
    actions.WakeInThePastError,
    actions.NoEvidenceError,
)


@require_http_methods(["GET", "POST"])
def gesture(request: MemberRequest, pk: str, noun: str) -> HttpResponse:
    """Show the form of a gesture, or do it."""
    row = writable(request, pk)
    chosen = GESTURES[noun]
    now = clock.read()
    today = clock.day_in(request.member.organization.time_zone, now)
    form = chosen.form(request.POST or None, opportunity=row, today=today)
    back = back_of(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.act(row, form.cleaned_data, request.member, now, today)
        except REFUSALS as refused:
            form.add_error(None, refusal(refused.code))
        else:
            undo = reverse(chosen.undo, args=[row.pk]) if chosen.undo else ""
            messages.success(request, str(chosen.said), extra_tags=undo)
            return HttpResponseRedirect(back)
    template = "pipeline/gesture.html#in_row" if request.htmx else "pipeline/gesture.html"  # type: ignore[attr-defined] # set by django-htmx
    status = 422 if form.errors else 200
    context = {"opportunity": row, "gesture": chosen, "form": form, "noun": noun, "back": back}
    response = render(request, template, context, status=status)
    response.headers["Vary"] = "HX-Request"
    return response


@require_POST
def wake(request: MemberRequest, pk: str) -> HttpResponse:
    """Wake a parked opportunity."""
    row = writable(request, pk)
    actions.wake(opportunity=row, by=request.member, now=clock.read())
    messages.success(request, str(_("It is awake.")), extra_tags=reverse("pipeline:undo_parkings", args=[row.pk]))
    return HttpResponseRedirect(back_of(request, row))


@require_POST
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Bring back an opportunity that was let go; a second press finds nothing to do and says so."""
    row = writable(request, pk)
    try:
        actions.take_back(opportunity=row, by=request.member, now=clock.read())
    except actions.AlreadyEndedError:
        messages.info(request, refusal("not_let_go"))
    else:
        undo = reverse("pipeline:undo_lettings_go", args=[row.pk])
        messages.success(request, str(_("It is back.")), extra_tags=undo)
    return HttpResponseRedirect(back_of(request, row))


@require_POST
def finish_step(request: MemberRequest, pk: str) -> HttpResponse:
    """Say that the open next step is done."""
    row = writable(request, pk)
    actions.finish_next_step(opportunity=row, was_done=True, by=request.member, now=clock.read())
    undo = reverse("pipeline:undo_next_steps", args=[row.pk])
    messages.success(request, str(_("The step is done. What comes next?")), extra_tags=undo)
    return HttpResponseRedirect(back_of(request, row))
