"""The promise of a quarter: reading it, writing it, signing it, and beginning anew (R0)."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.lib import clock
from hederssak.org.access import leads
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Role, Team
from hederssak.prospecting.actions import promises as actions
from hederssak.prospecting.models import Promise
from hederssak.prospecting.queries import promises as queries
from hederssak.prospecting.queries.past import assumed_of
from hederssak.prospecting.queries.people import facts_of_team
from hederssak.prospecting.texts import promises as texts
from hederssak.prospecting.views.board import chosen
from hederssak.prospecting.views.promise_forms import AssumptionForm, PromiseForm, RestartForm
from hederssak.rules.promise import NotAQuarter, may_restart

Refused = (
    actions.SaysNothingError,
    actions.NoLongerOpenError,
    actions.StillAliveError,
    actions.AlreadyBegunError,
)


@require_safe
def promise(request: MemberRequest) -> HttpResponse:
    """Show what a team has promised, whose names are under it, and what the manager promises."""
    teams = list(queries.teams_of_promises(request.member))
    if not teams:
        raise Http404
    return _page(request, chosen(teams, request.GET.get("team", "")))


@require_POST
def write(request: MemberRequest, team_id: uuid.UUID) -> HttpResponse:
    """Write what a team promises; what stood is replaced and signed anew."""
    team = _team(request, team_id)
    if not leads(request.member, team):
        raise PermissionDenied
    now = clock.read()
    form = PromiseForm(request.POST, promise=None, today=clock.day_in(team.time_zone, now))
    if form.is_valid():
        try:
            actions.write_promise(
                team,
                form.terms(),
                exceptions=form.cleaned_data["exceptions"],
                follow_every=form.cleaned_data["follow_every"],
                first_day=form.first_day(),
                by=request.member,
                now=now,
            )
        except NotAQuarter as refused:
            form.add_error(refused.field, texts.refusal(refused.field))
        except Refused as refused:
            form.add_error(None, texts.refusal(refused.code))
        else:
            messages.success(request, _("The promise is written. Now each of you signs it."))
            return HttpResponseRedirect(_address(team))
    return _page(request, team, form=form)


@require_POST
def sign(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Put one's own name under a promise."""
    row = _promise(request, pk)
    try:
        actions.sign(row, by=request.member, now=clock.read())
    except actions.NoLongerOpenError as refused:
        messages.error(request, texts.refusal(refused.code))
    else:
        messages.success(request, _("Your name is under it."))
    return HttpResponseRedirect(_address(row.team))


@require_POST
def restart(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin a promise that has died again, from a day on."""
    row = _promise(request, pk)
    if not leads(request.member, row.team):
        raise PermissionDenied
    form = RestartForm(request.POST)
    if form.is_valid():
        try:
            actions.restart(row, first_day=form.cleaned_data["first_day"], by=request.member, now=clock.read())
        except Refused as refused:
            form.add_error(None, texts.refusal(refused.code))
        else:
            messages.success(request, _("We begin again. Each of you signs anew."))
            return HttpResponseRedirect(_address(row.team))
    return _page(request, row.team, restarting=form)


@require_POST
def assume(request: MemberRequest) -> HttpResponse:
    """Set what a collapse is assumed to cost."""
    member = request.member
    if member.role not in {Role.MANAGER, Role.DIRECTOR}:
        raise PermissionDenied
    teams = list(queries.teams_of_promises(member))
    form = AssumptionForm(request.POST)
    if form.is_valid():
        actions.assume(form.assumed(member.organization.currency), by=member, now=clock.read())
        messages.success(request, _("Saved. The price is worked out anew tonight."))
        return HttpResponseRedirect(reverse("prospecting:promise"))
    return _page(request, chosen(teams, ""), assuming=form) if teams else HttpResponse(status=422)


def _page(request: MemberRequest, team: Team, **forms: Any) -> HttpResponse:
    now = clock.read()
    today = clock.day_in(team.time_zone, now)
    member = request.member
    row = queries.promise_on(team, today) or queries.coming_promise(team, today)
    coming = queries.coming_promise(team, today)
    may_lead = leads(member, team)
    state = facts_of_team(team, now=now).state if may_lead and row else None
    failed = any(form.errors for form in forms.values())
    context = {
        "nav_at": "prospecting",
        "team": team,
        "teams": list(queries.teams_of_promises(member)),
        "leads": may_lead,
        "standing": queries.standing_of_promise(row, today=today) if row else None,
        "clauses": texts.clauses(row) if row else [],
        "duties": texts.duties(row),
        "quarter": texts.quarter(row) if row else "",
        "coming": coming if coming and row and coming.pk != row.pk else None,
        "waits_for_me": bool(row and queries.standing_of_promise(row, today=today).waits_for(member)),
        "dead": bool(state and may_restart(state) and row and row.first_day <= today),
        "form": forms.get("form") or PromiseForm(None, promise=row, today=today),
        "writing": "form" in forms or (may_lead and row is None),
        "restarting": forms.get("restarting") or RestartForm(initial={"first_day": today}),
        "assuming": forms.get("assuming") or AssumptionForm.showing(None, assumed_of(member.organization)),
        "may_assume": member.role in {Role.MANAGER, Role.DIRECTOR},
        "earlier": [(one, texts.quarter(one)) for one in queries.earlier_promises(team) if not row or one.pk != row.pk],
    }
    return render(request, "prospecting/promise.html", context, status=422 if failed else 200)


def _team(request: MemberRequest, team_id: uuid.UUID) -> Team:
    teams = Team.objects.filter(organization_id=request.member.organization_id)
    return get_object_or_404(teams.select_related("organization", "manager"), pk=team_id)


def _promise(request: MemberRequest, pk: uuid.UUID) -> Promise:
    rows = Promise.objects.visible_to(request.member).select_related("team__organization", "team__manager")
    return get_object_or_404(rows, pk=pk)


def _address(team: Team) -> str:
    return f"{reverse('prospecting:promise')}?team={team.pk}"
