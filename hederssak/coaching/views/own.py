"""What a rep reads of themselves, and what their manager reads of them: the same page, and the look is logged."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.coaching import actions, texts
from hederssak.coaching.forms import FocusForm
from hederssak.coaching.models import Focus
from hederssak.coaching.queries.person import PersonCoaching, person_coaching
from hederssak.coaching.views.said import place, ride_row, seen_of
from hederssak.lib import clock, formats
from hederssak.org.access import leads
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role
from hederssak.rules.coaching import Reason, Why

PAGE = "coaching"


def mine(request: MemberRequest, form: FocusForm | None = None) -> HttpResponse:
    """Show a rep their own page; a form that was refused stands in it with what was written."""
    context = person_context(person_coaching(request.member, now=clock.read()), viewer=request.member)
    if form is not None:
        context["form"] = form
    return render(request, "coaching/own.html", context, status=422 if form else 200)


@require_safe
def person(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a rep's coaching to the manager of their team; the rep reads that it was looked at."""
    here = Member.objects.visible_to(request.member).filter(role=Role.REP, left_on=None)
    subject = get_object_or_404(here.select_related("team", "organization"), pk=pk)
    if not leads(request.member, subject.team):
        raise Http404
    now = clock.read()
    look_at_person(viewer=request.member, subject=subject, page=PAGE, now=now)
    context = person_context(person_coaching(subject, now=now), viewer=request.member)
    return render(request, "coaching/person.html", context)


@require_POST
def focus(request: MemberRequest) -> HttpResponse:
    """Begin to practise one thing, or end it; each rep for themself."""
    if request.member.role != Role.REP:
        raise PermissionDenied
    now = clock.read()
    if "end" in request.POST:
        found = Focus.objects.filter(member=request.member, until=None).first()
        if found is not None:
            actions.end_focus(found, by=request.member, now=now)
        messages.success(request, _("It is kept among what you have practised."))
        return HttpResponseRedirect(reverse("coaching:index"))
    form = FocusForm(request.POST, member=request.member)
    if not form.is_valid():
        return mine(request, form)
    try:
        actions.choose_focus(request.member, form.draft(), by=request.member, now=now)
    except actions.NothingToPractiseError as refused:
        form.add_error("words", texts.refusal(refused.code))
        return mine(request, form)
    messages.success(request, _("That is what you practise now."))
    return HttpResponseRedirect(reverse("coaching:index"))


def person_context(found: PersonCoaching, *, viewer: Member) -> dict[str, Any]:
    """Return what a page about one rep shows."""
    member = found.member
    zone = (member.team or member.organization).time_zone
    currency = member.organization.currency
    manager = member.team.manager if member.team else None
    unread = found.unread
    return {
        "nav_at": place(viewer),
        "subject": member,
        "is_own": viewer.pk == member.pk,
        "manager": manager,
        "found": found,
        "zone": zone,
        "unread": ride_row(unread[0], zone) if unread else None,
        "rides": [{**ride_row(ride, zone), "seen": seen_of(ride)} for ride in found.shared],
        "planned": [ride_row(ride, zone) for ride in found.rides if not ride.is_done and ride.planned_at],
        "asked_hours": [ride_row(ride, zone) for ride in found.rides if ride.planned_at is None],
        "form": FocusForm(member=member, initial=_initial(found.focus)),
        "moved": moved_of(found.focus),
        "earlier": [{"focus": one, "moved": moved_of(one)} for one in found.earlier[:5]],
        "weak": texts.reason(Reason(Why.WEAK_STAGE, stage=found.weak), currency) if found.weak else "",
        "pace": texts.pace(found.pace) if found.pace else "",
    }


def moved_of(focus: Focus | None) -> dict[str, Any] | None:
    """Return whether the practised figure moved, with both shares; None without a stage or before the night's count."""
    if focus is None or not focus.figures or focus.stage is None:
        return None
    figures = focus.figures
    return {
        "stage": focus.stage.name,
        "said": texts.moved(figures),
        "sides": [
            {
                "name": name,
                "share": texts.share(figures, side),
                "interval": texts.interval(figures, side),
                "mean": formats.percent(figures[side]["mean"]),
                "low": round(100 * figures[side]["low"], 1),
                "wide": round(100 * (figures[side]["high"] - figures[side]["low"]), 1),
                "middle": round(100 * figures[side]["mean"], 1),
                "is_now": side == "after",
            }
            for side, name in (("before", _("The year before")), ("after", _since(focus.since, focus.until)))
        ],
    }


def _since(first: dt.date, last: dt.date | None) -> str:
    if last is None:
        return _("Since %(day)s") % {"day": formats.day(first)}
    return _("From %(first)s to %(last)s") % {"first": formats.day(first), "last": formats.day(last)}


def _initial(focus: Focus | None) -> dict[str, Any]:
    return {"words": focus.words, "aspect": focus.aspect, "stage": focus.stage_id} if focus else {}
