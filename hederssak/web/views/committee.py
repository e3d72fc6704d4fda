"""The buying committee of one opportunity: the map, what is missing, and everything about it in one place.

Each gesture answers with the whole board, so that map, list and questions never differ; without scripts it leads back
to the page.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.crm.actions import add_contact
from hederssak.crm.models import Contact
from hederssak.lib import clock
from hederssak.meetings.queries.committee import Board, Seated, board_of
from hederssak.org.access import may_write_business_fact, require_write
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.pipeline import actions, texts
from hederssak.pipeline.forms import NewSeatForm, SeatDetailsForm
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, DecisionStep, Opportunity
from hederssak.pipeline.queries.committee import steps_of
from hederssak.pipeline.texts import committee as words
from hederssak.rules.committee import is_threat
from hederssak.web.views.committee_map import map_of, said_of, sentence, type_of

Act = Callable[[Member, dt.datetime], None]
PLACES = {"earlier": -1, "later": 1}


@require_safe
def committee(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show who decides, in which steps, and what is missing."""
    row = _opportunity(request, pk)
    return _shown(request, row, chosen=request.GET.get("person", ""))


@require_POST
def add_person(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Give somebody of the company a place in the decision, or somebody new."""
    row, now = _writable(request, pk), clock.read()
    form = NewSeatForm(request.POST, opportunity=row)
    if not form.is_valid():
        return _shown(request, row, adding=form)
    contact: Contact | None = form.cleaned_data["contact"]
    if contact is None:
        if row.account is None:
            form.add_error(None, _("The opportunity has no company yet."))
            return _shown(request, row, adding=form)
        told = {"name": form.cleaned_data["name"], "title": form.cleaned_data["title"]}
        contact = add_contact(account=row.account, values=told, by=request.member, now=now)
    seat = actions.seat_contact(opportunity=row, contact=contact, role=BuyingRole.UNKNOWN, by=request.member, now=now)
    return _answer(request, row, seat=seat.pk)


@require_POST
def save_person(request: MemberRequest, pk: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Write what is known of somebody."""
    row = _writable(request, pk)
    found = _seat(row, seat)
    form = SeatDetailsForm(request.POST, seat=found, steps=steps_of(row))
    if form.is_valid():
        try:
            actions.edit_seat(seat=found, values=form.cleaned_data, by=request.member, now=clock.read())
        except actions.ThroughThemselvesError as refused:
            form.add_error("through", words.refusal(refused.code))
    if form.errors:
        return _shown(request, row, chosen=str(seat), about=form)
    return _answer(request, row, seat=seat)


@require_POST
def move_person(request: MemberRequest, pk: uuid.UUID, seat: uuid.UUID, way: str) -> HttpResponse:
    """Move somebody a step earlier or later."""
    row = _writable(request, pk)
    actions.move_seat(seat=_seat(row, seat), places=PLACES[way], by=request.member, now=clock.read())
    return _answer(request, row, seat=seat)


@require_POST
def remove_person(request: MemberRequest, pk: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Take somebody out of the decision."""
    row = _writable(request, pk)
    found = _seat(row, seat)
    actions.remove_seat(seat=found, by=request.member, now=clock.read())
    said = _("%(person)s is out of the decision.") % {"person": found.contact.name}
    return _answer(request, row, said=said, undo=reverse("web:committee_restore", args=[pk, seat]))


@require_POST
def restore_person(request: MemberRequest, pk: uuid.UUID, seat: uuid.UUID) -> HttpResponse:
    """Bring back somebody who was taken out."""
    row = _writable(request, pk)
    actions.restore_seat(seat=_seat(row, seat), by=request.member, now=clock.read())
    return _answer(request, row, seat=seat)


@require_POST
def add_step(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Add a step with a name, or the usual ones to begin with."""
    row = _writable(request, pk)
    usual = "usual" in request.POST
    names = words.usual_steps() if usual else [request.POST.get("name", "")]

    def act(by: Member, now: dt.datetime) -> None:
        actions.add_steps(opportunity=row, names=names, by=by, now=now)

    return _try_step(request, row, act)


@require_POST
def change_step(request: MemberRequest, pk: uuid.UUID, step: uuid.UUID, what: str) -> HttpResponse:
    """Name a step anew, move it, take it out or bring it back."""
    row = _writable(request, pk)
    found = get_object_or_404(DecisionStep.objects.select_related("opportunity__owner__team"), pk=step, opportunity=row)

    def act(by: Member, now: dt.datetime) -> None:
        if what in PLACES:
            actions.move_step(step=found, places=PLACES[what], by=by, now=now)
        elif what == "name":
            actions.rename_step(step=found, name=request.POST.get("name", ""), by=by, now=now)
        elif what == "remove":
            actions.remove_step(step=found, by=by, now=now)
        else:
            actions.restore_step(step=found, by=by, now=now)

    said, undo = "", ""
    if what == "remove":
        said = _("The step “%(step)s” is out. Its people stand in none.") % {"step": found.name}
        undo = reverse("web:committee_step_restore", args=[pk, step])
    return _try_step(request, row, act, said=said, undo=undo)


def _try_step(request: MemberRequest, row: Opportunity, act: Act, said: str = "", undo: str = "") -> HttpResponse:
    try:
        act(request.member, clock.read())
    except (actions.NamelessStepError, actions.TooManyStepsError) as refused:
        return _shown(request, row, refused=words.refusal(refused.code))
    return _answer(request, row, said=said, undo=undo)


def _opportunity(request: MemberRequest, pk: uuid.UUID) -> Opportunity:
    return get_object_or_404(Opportunity.objects.visible_to(request.member).placed(), pk=pk)


def _writable(request: MemberRequest, pk: uuid.UUID) -> Opportunity:
    row = _opportunity(request, pk)
    require_write(request.member, owner=row.owner)
    return row


def _seat(row: Opportunity, pk: uuid.UUID) -> CommitteeSeat:
    rows = CommitteeSeat.objects.select_related("opportunity__owner__team", "contact", "step", "through")
    return get_object_or_404(rows, pk=pk, opportunity=row)


def _answer(
    request: MemberRequest, row: Opportunity, *, seat: uuid.UUID | None = None, said: str = "", undo: str = ""
) -> HttpResponse:
    """Return the board anew, or to its page; what can be undone is said with its undo."""
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return _shown(request, row, chosen=str(seat or ""), said=said, undo=undo)
    if said:
        messages.success(request, said, extra_tags=undo)
    asked = f"?person={seat}#person" if seat else ""
    return HttpResponseRedirect(reverse("web:committee", args=[row.pk]) + asked)


def _shown(request: MemberRequest, row: Opportunity, *, chosen: str = "", **more: Any) -> HttpResponse:
    """Show the board, whole or as the part that a gesture swaps in; with a form or a refusal in it, if there is one."""
    today = clock.day_in(row.team.time_zone if row.team else row.organization.time_zone, clock.read())
    board = board_of(row, today=today)
    one = next((one for one in board.people if str(one.row.pk) == chosen), None)
    may_write = may_write_business_fact(request.member, owner=row.owner)
    refused = bool(more.get("adding") or more.get("about") or more.get("refused"))
    context = {
        "nav_at": "honesty",
        "opportunity": row,
        "board": board,
        "may_write": may_write,
        "sentence": sentence(board),
        "threat": any(is_threat(gap) for gap in board.standing.gaps),
        "gaps": [_gap(gap) for gap in board.standing.gaps],
        "map": map_of(board, chosen=one.row.pk if one else None, can_press=True),
        "columns": _columns(board),
        "chosen": _person(one) if one else None,
        "about": more.get("about") or (SeatDetailsForm(seat=one.row, steps=board.steps) if one else None),
        "adding": more.get("adding") or NewSeatForm(opportunity=row),
        "is_adding": bool(more.get("adding")),
        "refused": more.get("refused", ""),
        "said": more.get("said", ""),
        "undo": more.get("undo", ""),
    }
    part = "#board" if request.htmx else ""  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, f"web/committee.html{part}", context, status=422 if refused else 200)
    response.headers["Vary"] = "HX-Request"
    return response


def _gap(gap: Any) -> dict[str, Any]:
    people = gap.figures.get("people") or []
    return {
        "code": gap.code,
        "sentence": words.gap(gap),
        "todo": words.todo(gap.code),
        "presses": is_threat(gap),
        "first": people[0] if len(people) == 1 else "",
    }


def _columns(board: Board) -> list[dict[str, Any]]:
    """Return each step with its people, then those in none."""
    rows = [{"step": step, "people": [_person(one) for one in board.within(step)]} for step in board.steps]
    rest = [_person(one) for one in board.within(None)]
    return [*rows, {"step": None, "people": rest}] if rest else rows


def _person(one: Seated) -> dict[str, Any]:
    return {
        "row": one.row,
        "role": texts.buying_role(one.row.role) if one.row.role != BuyingRole.UNKNOWN else "",
        "type": type_of(one),
        "said": said_of(one),
        "met": one.met_on,
        "sign": {"for": "kept", "against": "broken", "neutral": "swapped"}.get(one.row.stance, ""),
    }
