"""The manager's Monday for the booking hours: alive, slipping or collapsing, why, and what it costs."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Team
from hederssak.prospecting.actions.duties import follow_along, fulfil, take_back
from hederssak.prospecting.models import ManagerDuty
from hederssak.prospecting.queries.board import board_of
from hederssak.prospecting.queries.promises import teams_with_board
from hederssak.prospecting.views.boarding import board_context


@require_safe
def board(request: MemberRequest) -> HttpResponse:
    """Show a team's booking hours to whoever leads it, and their sums to the director."""
    teams = boards_of(request.member)
    team = chosen(teams, request.GET.get("team", ""))
    found = board_of(team, viewer=request.member, now=clock.read())
    context = {"nav_at": "prospecting", "teams": teams, "team": team, **board_context(found, viewer=request.member)}
    return render(request, "prospecting/board.html", context)


@require_POST
def duty_done(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Note that the manager has asked or talked."""
    duty = _duty(request, pk)
    fulfil(duty, by=request.member, now=clock.read())
    name = duty.about.first_name if duty.about else ""
    said = _("Noted: you have talked with %(name)s.") % {"name": name}
    messages.success(request, said, extra_tags=reverse("prospecting:duty_back", args=[duty.pk]))
    return HttpResponseRedirect(back(request, "prospecting:board"))


@require_POST
def duty_back(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Undo what was noted about a duty."""
    take_back(_duty(request, pk), by=request.member)
    return HttpResponseRedirect(back(request, "prospecting:board"))


@require_POST
def along(request: MemberRequest, team_id: uuid.UUID) -> HttpResponse:
    """Note that the manager sat in on an hour today."""
    teams = Team.objects.filter(organization_id=request.member.organization_id)
    team = get_object_or_404(teams.select_related("organization"), pk=team_id)
    duty = follow_along(team, by=request.member, now=clock.read())
    undo = reverse("prospecting:duty_back", args=[duty.pk])
    messages.success(request, _("Noted: you sat in on an hour today."), extra_tags=undo)
    return HttpResponseRedirect(back(request, "prospecting:board"))


def boards_of(member: Member) -> list[Team]:
    """Return the teams whose board a member may open; raise Http404 where there is none."""
    teams = list(teams_with_board(member))
    if not teams:
        raise Http404
    return teams


def chosen(teams: list[Team], asked: str) -> Team:
    """Return the team that the address names, or else the first; raise Http404 for one that is not there."""
    found = next((team for team in teams if str(team.pk) == asked), None) if asked else teams[0]
    if found is None:
        raise Http404
    return found


def back(request: MemberRequest, name: str) -> str:
    """Return where a press leads: the page of ours that it came from, or else the named one."""
    asked = request.POST.get("next", "")
    return asked if asked in {reverse("web:home"), reverse(name)} else reverse(name)


def _duty(request: MemberRequest, pk: uuid.UUID) -> ManagerDuty:
    rows = ManagerDuty.objects.visible_to(request.member).select_related("team", "about")
    return get_object_or_404(rows, pk=pk)
