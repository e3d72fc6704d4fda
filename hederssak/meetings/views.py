"""Customer meetings: mine with what each lacks, and the page of one, before and after."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.cadence.queries import meeting_over
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.meetings import actions, texts
from hederssak.meetings.forms import DebriefForm, PrepareForm
from hederssak.meetings.models import Conscience, CustomerMeeting, Debrief, KeptChecks, MeetingState
from hederssak.meetings.queries import checks_of, checks_of_all, coming, untold
from hederssak.meetings.queries.checks import charter_of
from hederssak.org.access import may_write_business_fact, require_write
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.rules.meeting_checks import Checks, NoInvitation

ON_ITS_DAY = dt.timedelta(hours=12)
"""So long before and after its start a meeting can be held with its clock."""


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show one's own meetings: those to be told of, then those ahead with what each lacks."""
    now = clock.read()
    booked = list(coming(request.member, now=now))
    checks = checks_of_all(booked)
    ahead = [_row(one, checks[one.pk]) for one in booked]
    context = {
        "nav_at": "home",
        "ahead": ahead,
        "ready": sum(row["is_right"] and row["is_prepared"] for row in ahead),
        "untold": list(untold(request.member, now=now)),
        "zone": zone_of(request.member).key,
    }
    return render(request, "meetings/index.html", context)


@require_http_methods(["GET", "POST"])
def meeting(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a meeting, and write what it is prepared with."""
    found = _meeting(request, pk)
    may_write = may_write_business_fact(request.member, owner=found.owner)
    now = clock.read()
    form = PrepareForm(posted(request), meeting=found)
    if request.method == "POST":
        require_write(request.member, owner=found.owner)
        if form.is_valid():
            actions.prepare(found, form.preparation(), by=request.member, now=now)
            if not request.htmx:  # type: ignore[attr-defined] # set by django-htmx
                messages.success(request, _("The preparation is written."))
                return HttpResponseRedirect(reverse("meetings:meeting", args=[found.pk]))
    context = _page(found, form, may_write=may_write, member=request.member, now=now)
    fragment = request.htmx and not form.errors  # type: ignore[attr-defined] # set by django-htmx
    template = "meetings/parts/checks.html" if fragment else "meetings/meeting.html"
    response = render(request, template, context, status=422 if form.errors else 200)
    response.headers["Vary"] = "HX-Request"
    return response


@require_http_methods(["GET", "POST"])
def debrief(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what came of a meeting."""
    found = _meeting(request, pk)
    require_write(request.member, owner=found.owner)
    now = clock.read()
    today = clock.day_in(zone_of(request.member).key, now)
    form = DebriefForm(posted(request), meeting=found, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            actions.debrief(found, form.outcome(), by=request.member, today=today, now=now)
            messages.success(request, _("Thank you, that was all."))
        except actions.NotYetError:
            messages.info(request, _("The meeting has not begun yet."))
        except actions.AlreadyToldError:
            messages.info(request, _("It is told already."))
        return HttpResponseRedirect(reverse("meetings:meeting", args=[found.pk]))
    context = {"nav_at": "home", "meeting": found, "form": form, "zone": zone_of(request.member).key}
    return render(request, "meetings/debrief.html", context, status=422 if form.errors else 200)


@require_POST
def invite(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the invitation, or say which question is open."""
    found = _meeting(request, pk)
    try:
        sent = actions.invite(found, by=request.member, now=clock.read())
    except NoInvitation as refused:
        open_ones = " ".join(texts.charter_lack(lack) for lack in refused.lacks)
        messages.warning(request, _("No charter, no invitation. Still open: %(questions)s") % {"questions": open_ones})
    else:
        if sent:
            said = ngettext("The invitation is sent to one person.", "The invitation is sent to %(n)s people.", sent)
            messages.success(request, said % {"n": sent})
        else:
            messages.warning(request, _("Nobody who comes has an e-mail address."))
    return HttpResponseRedirect(reverse("meetings:meeting", args=[found.pk]))


@require_POST
def ask_along(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask the manager along."""
    found = _meeting(request, pk)
    asked = actions.ask_manager(found, by=request.member, address=settings.PUBLIC_URL, now=clock.read())
    if asked:
        messages.success(request, _("Your manager is asked along."))
    else:
        messages.warning(request, _("You have no manager with an e-mail address here."))
    return HttpResponseRedirect(reverse("meetings:meeting", args=[found.pk]))


@require_POST
def conscience(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep the private answer to the question whether one would take the meeting if nobody counted."""
    found = _meeting(request, pk)
    actions.would_take(found, would="yes" in request.POST, by=request.member, now=clock.read())
    messages.success(request, _("Kept for your team's share; nobody sees your own answer."))
    return HttpResponseRedirect(reverse("meetings:meeting", args=[found.pk]))


def _meeting(request: MemberRequest, pk: uuid.UUID) -> CustomerMeeting:
    rows = CustomerMeeting.objects.visible_to(request.member)
    return get_object_or_404(
        rows.select_related("account", "opportunity__stage", "opportunity__owner__team", "owner__team"), pk=pk
    )


def _page(
    found: CustomerMeeting, form: PrepareForm, *, may_write: bool, member: Member, now: dt.datetime
) -> dict[str, Any]:
    kept = KeptChecks.objects.filter(meeting=found).first()
    told = Debrief.objects.filter(meeting=found).first()
    begun = found.starts_at <= now
    return {
        "nav_at": "home",
        "meeting": found,
        "form": form,
        "may_write": may_write,
        "zone": zone_of(member).key,
        "begun": begun,
        "over": None
        if begun or found.state != MeetingState.BOOKED or found.owner is None
        else meeting_over(found.owner.team_id, found.starts_at, found.ends_at),
        "state": texts.state(found.state),
        "checks": _kept(kept) if kept else _now(checks_of(found)),
        "kept": kept,
        "charter_open": [texts.charter_lack(lack) for lack in charter_of(found).lacks],
        "told": told,
        "may_tell": begun and may_write and told is None and found.state != MeetingState.CANCELED,
        "may_keep_time": found.owner_id == member.pk
        and found.state == MeetingState.BOOKED
        and abs(found.starts_at - now) < ON_ITS_DAY,
        "is_mine": found.owner_id == member.pk,
        "conscience": Conscience.objects.filter(meeting=found).exists() if found.owner_id == member.pk else None,
    }


def _row(found: CustomerMeeting, checks: Checks) -> dict[str, Any]:
    told = _now(checks)
    lacks = [lack for check in told for lack in check["lacks"]]
    return {
        "meeting": found,
        "checks": told,
        "first": lacks[0] if lacks else "",
        "more": max(0, len(lacks) - 1),
        "is_right": checks.is_right,
        "is_prepared": not checks.prepared.lacks,
    }


NAMES = ("customer", "people", "prepared")


def _now(checks: Checks) -> list[dict[str, Any]]:
    found = (checks.customer, checks.people, checks.prepared)
    return [
        {
            "name": _name(name),
            "sign": SIGNS[check.held.value],
            "word": texts.held(check.held),
            "lacks": [texts.lack(lack) for lack in check.lacks],
        }
        for name, check in zip(NAMES, found, strict=True)
    ]


def _kept(kept: KeptChecks) -> list[dict[str, Any]]:
    held = (kept.customer, kept.people, kept.prepared)
    return [
        {"name": _name(name), "sign": SIGNS[code], "word": texts.held(code), "lacks": []}
        for name, code in zip(NAMES, held, strict=True)
    ]


SIGNS = {"passed": "kept", "failed": "broken", "missing": "look"}


def _name(check: str) -> str:
    return {"customer": _("Right customer"), "people": _("Right people"), "prepared": _("Prepared")}[check]
