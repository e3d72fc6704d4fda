"""One ride-along: planned from a meeting or a booking hour, observed on a phone, read by the rep at once."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hederssak.coaching import actions, texts
from hederssak.coaching.forms import AnswerForm, ObserveForm
from hederssak.coaching.models import RideAlong
from hederssak.coaching.views.said import place, ride_row, seen_of
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.meetings.models import Charter, CustomerMeeting, Sheet
from hederssak.org.access import leads, require_leads
from hederssak.org.middleware import MemberRequest
from hederssak.prospecting.models import Block
from hederssak.rules.coaching import Aspect


@require_http_methods(["GET", "POST"])
def ride(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a ride-along: to the manager a sheet to observe on, to the rep what will be or was seen."""
    found = _ride(request, pk)
    now = clock.read()
    may_observe = leads(request.member, found.rep.team) and not found.is_done
    if request.method == "POST":
        require_leads(request.member, found.rep.team)
        return _observe(request, found)
    actions.read(found, by=request.member, now=now)
    form = ObserveForm(ride=found) if may_observe else None
    return render(request, "coaching/ride.html", _page(request, found, form))


def _observe(request: MemberRequest, found: RideAlong) -> HttpResponse:
    """Keep the draft, or share it."""
    now = clock.read()
    form = ObserveForm(posted(request), ride=found)
    if not form.is_valid():
        return render(request, "coaching/ride.html", _page(request, found, form), status=422)
    try:
        if "share" in request.POST:
            actions.share(found, form.notes(), by=request.member, address=settings.PUBLIC_URL, now=now)
            said = _("%(name)s can read it now.") % {"name": found.rep.first_name}
            messages.success(request, said)
        else:
            actions.draft(found, form.notes(), by=request.member, now=now)
            if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
                return render(request, "coaching/parts/draft_kept.html", {"now": now, "zone": _zone(found)})
            messages.success(request, _("The draft is kept."))
    except (actions.AlreadySharedError, actions.NotYetError) as refused:
        messages.info(request, texts.refusal(refused.code))
    except actions.NothingSeenError as refused:
        form.add_error(None, texts.refusal(refused.code))
        return render(request, "coaching/ride.html", _page(request, found, form), status=422)
    return _back(found)


@require_POST
def answer(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep the rep's own word."""
    found = _ride(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        actions.answer(found, form.cleaned_data["words"], by=request.member, now=clock.read())
        messages.success(request, _("Your word stands beside it."))
    return _back(found)


@require_POST
def call_off(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Call a ride-along off, by either of the two."""
    found = _ride(request, pk)
    try:
        actions.call_off(found, by=request.member, now=clock.read())
    except actions.AlreadySharedError as refused:
        messages.info(request, texts.refusal(refused.code))
        return _back(found)
    undo = reverse("coaching:meeting", args=[found.meeting_id]) if found.meeting_id else ""
    again = undo if leads(request.member, found.rep.team) else ""
    messages.success(request, _("It is called off."), extra_tags=again)
    return HttpResponseRedirect(reverse("coaching:index"))


@require_http_methods(["GET", "POST"])
def meeting(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a meeting's ride-along as a part of its page; let the manager say that they come along."""
    found, leads_owner = _meeting(request, pk)
    if request.method == "POST":
        return _plan(request, found)
    rides = RideAlong.objects.visible_to(request.member).standing().filter(meeting=found)
    context = {
        "meeting": found,
        "ride": rides.select_related("manager", "rep").first(),
        "asked": Sheet.objects.filter(meeting=found, manager_asked_at__isnull=False).exists(),
        "leads": leads_owner,
        "is_mine": found.owner_id == request.member.pk,
        "ahead": found.ends_at >= clock.read(),
    }
    part = request.htmx  # type: ignore[attr-defined] # set by django-htmx
    return render(request, "coaching/parts/of_meeting.html" if part else "coaching/of_meeting.html", context)


@require_POST
def decline(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that it does not fit this time."""
    found, _leads_owner = _meeting(request, pk)
    try:
        actions.decline(found, by=request.member, now=clock.read())
    except actions.CannotFollowError as refused:
        messages.info(request, texts.refusal(refused.code))
    else:
        undo = reverse("coaching:meeting", args=[found.pk])
        messages.success(request, _("Not this time; it says so on the meeting's page."), extra_tags=undo)
    return HttpResponseRedirect(reverse("coaching:index"))


@require_POST
def hour(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Plan to follow a rep into a booking hour; by the rep themself it is a question."""
    block = get_object_or_404(Block.objects.visible_to(request.member).select_related("member__team__manager"), pk=pk)
    if block.member_id != request.member.pk:
        return _plan(request, block)
    try:
        actions.ask(block, by=request.member, now=clock.read())
    except actions.CannotFollowError as refused:
        messages.info(request, texts.refusal(refused.code))
    else:
        messages.success(request, _("Your manager is asked along."))
    return HttpResponseRedirect(reverse("coaching:index"))


def _plan(request: MemberRequest, occasion: CustomerMeeting | Block) -> HttpResponse:
    try:
        planned = actions.plan(occasion, by=request.member, now=clock.read())
    except actions.CannotFollowError as refused:
        messages.info(request, texts.refusal(refused.code))
        return HttpResponseRedirect(reverse("coaching:index"))
    undo = reverse("coaching:call_off", args=[planned.pk])
    messages.success(
        request,
        _("You follow %(name)s.") % {"name": planned.rep.first_name},
        extra_tags="" if planned.is_done else undo,
    )
    return _back(planned)


def _meeting(request: MemberRequest, pk: uuid.UUID) -> tuple[CustomerMeeting, bool]:
    """Return a meeting, and whether the reader leads its owner; for anybody but these two there is no ride-along."""
    rows = CustomerMeeting.objects.visible_to(request.member).select_related("account", "owner__team__manager")
    found = get_object_or_404(rows, pk=pk)
    leads_owner = found.owner is not None and leads(request.member, found.owner.team)
    if not leads_owner and found.owner_id != request.member.pk:
        raise Http404
    return found, leads_owner


def _ride(request: MemberRequest, pk: uuid.UUID) -> RideAlong:
    rows = RideAlong.objects.visible_to(request.member).select_related(
        "rep__team__manager", "rep__organization", "manager", "meeting__account", "block", "practise_stage"
    )
    return get_object_or_404(rows.prefetch_related("observations"), pk=pk)


def _page(request: MemberRequest, found: RideAlong, form: ObserveForm | None) -> dict[str, Any]:
    zone = _zone(found)
    seen = seen_of(found)
    return {
        "nav_at": place(request.member),
        **ride_row(found, zone),
        "zone": zone,
        "form": form,
        "is_own": found.rep_id == request.member.pk,
        "is_over": found.on_day <= clock.day_in(zone, clock.read()),
        "seen": seen,
        "good": sum(one.level == "yes" for one in seen),
        "marked": sum(bool(one.level) for one in seen),
        "asks": [{"name": texts.aspect(one), "asks": texts.asks(one)} for one in Aspect],
        "answer_form": AnswerForm(initial={"words": found.answer}),
        "charter": Charter.objects.filter(meeting=found.meeting_id).first() if found.meeting_id else None,
        "sheet": Sheet.objects.filter(meeting=found.meeting_id).first() if found.meeting_id else None,
    }


def _zone(found: RideAlong) -> str:
    return (found.rep.team or found.rep.organization).time_zone


def _back(found: RideAlong) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("coaching:ride", args=[found.pk]))
