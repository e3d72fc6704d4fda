"""Teams, the organization's quiet days, and its settings."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.access import may_configure, require_configure, require_organization
from hederssak.org.actions import (
    NotAManagerError,
    TeamNameTakenError,
    add_team,
    be_loud_again,
    change_organization,
    change_team,
    keep_quiet,
)
from hederssak.org.forms.organization import OrganizationForm, TeamForm
from hederssak.org.forms.time import QuietForm
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import QuietPeriod, Team
from hederssak.org.queries import headcount, listed_teams, quiet_periods_of
from hederssak.org.texts import COUNTRIES, LANGUAGES, REACHES, team_refusal


@require_safe
def organization(request: MemberRequest) -> HttpResponse:
    """Say how the organization is set up, and what to do next."""
    require_organization(request.member)
    company = request.member.organization
    context = {
        "company": company,
        "count": headcount(request.member, now=clock.read()),
        "country": COUNTRIES[company.country],
        "language": LANGUAGES[company.language],
        "reach": REACHES[company.reach],
        "margin": company.margin_rate * 100,
        "may_change": may_configure(request.member),
        "nav_at": "organization",
    }
    return render(request, "org/organization.html", context)


@require_http_methods(["GET", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    """Change the organization's settings."""
    require_configure(request.member)
    form = OrganizationForm(posted(request), by=request.member)
    if request.method == "POST" and form.is_valid():
        change_organization(form.draft(), by=request.member, now=clock.read())
        messages.success(request, _("Saved."))
        return redirect("org:organization")
    context = {"form": form, "nav_at": "organization"}
    return render(request, "org/settings.html", context, status=422 if form.errors else 200)


@require_safe
def teams(request: MemberRequest) -> HttpResponse:
    """List the teams with their managers."""
    require_organization(request.member)
    found = [(team, COUNTRIES[team.country]) for team in listed_teams(request.member)]
    context = {"teams": found, "may_change": may_configure(request.member), "nav_at": "organization"}
    return render(request, "org/teams.html", context)


@require_http_methods(["GET", "POST"])
def new_team(request: MemberRequest) -> HttpResponse:
    """Add a team."""
    require_configure(request.member)
    return _team_form(request, None)


@require_http_methods(["GET", "POST"])
def team(request: MemberRequest, team_id: uuid.UUID) -> HttpResponse:
    """Change a team's name, manager, country or time zone."""
    subject = get_object_or_404(Team, organization_id=request.member.organization_id, pk=team_id)
    require_configure(request.member)
    return _team_form(request, subject)


def _team_form(request: MemberRequest, subject: Team | None) -> HttpResponse:
    form = TeamForm(posted(request), by=request.member, team=subject)
    if request.method == "POST" and form.is_valid():
        try:
            if subject:
                change_team(subject, form.draft(), by=request.member, now=clock.read())
            else:
                add_team(form.draft(), by=request.member, now=clock.read())
        except TeamNameTakenError as refused:
            form.add_error("name", team_refusal(refused.code))
        except NotAManagerError as refused:
            form.add_error("manager", team_refusal(refused.code))
        else:
            messages.success(request, _("Saved."))
            return redirect("org:teams")
    context = {"form": form, "subject": subject, "nav_at": "organization"}
    return render(request, "org/team.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def quiet_periods(request: MemberRequest) -> HttpResponse:
    """List the days in which every clock stands still, beside the country's own; add some."""
    require_organization(request.member)
    named = request.method == "POST" and "first" in request.GET  # the undo of a removal names the days
    form = QuietForm(request.GET if named else posted(request))
    if request.method == "POST":
        require_configure(request.member)
        if form.is_valid():
            quiet = keep_quiet(form.period(), name=form.cleaned_data["name"], by=request.member, now=clock.read())
            undo = reverse("org:quiet_period_remove", args=[quiet.pk])
            messages.success(request, _("Saved."), extra_tags=undo)
            return redirect("org:quiet_periods")
    context = {
        "form": form,
        "periods": quiet_periods_of(request.member),
        "country": COUNTRIES[request.member.organization.country],
        "may_change": may_configure(request.member),
        "nav_at": "organization",
    }
    return render(request, "org/quiet_periods.html", context, status=422 if form.errors else 200)


@require_POST
def remove_quiet_period(request: MemberRequest, period_id: uuid.UUID) -> HttpResponse:
    """Let the clocks run in those days after all."""
    found = get_object_or_404(QuietPeriod, organization_id=request.member.organization_id, pk=period_id)
    be_loud_again(found, by=request.member, now=clock.read())
    days = {"first": found.first_day, "last": found.last_day, "name": found.name}
    undo = f"{reverse('org:quiet_periods')}?{urlencode(days)}"
    messages.success(request, _("Removed."), extra_tags=undo)
    return redirect("org:quiet_periods")
