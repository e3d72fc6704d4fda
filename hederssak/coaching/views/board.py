"""Who is followed when: the manager's page; a rep comes to their own, the director to sums."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.coaching import actions, texts
from hederssak.coaching.forms import PaceForm
from hederssak.coaching.queries.person import teams_followed
from hederssak.coaching.queries.team import Coached, coached
from hederssak.coaching.views import own
from hederssak.coaching.views.charts import timeline
from hederssak.coaching.views.said import act_of, asked_act, place, ride_row
from hederssak.lib import clock
from hederssak.org.access import leads
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role, Team
from hederssak.rules.coaching import Group

FIRST = 3
"""So many come first with their reasons; the others stand in the timeline."""


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the manager their team, a rep their own page, the director sums; the administrator reads none of it."""
    if request.member.role == Role.REP:
        return own.mine(request)
    if request.member.role == Role.ADMIN:
        raise PermissionDenied
    now = clock.read()
    teams = teams_followed(request.member)
    if request.member.role == Role.DIRECTOR:
        return render(request, "coaching/sums.html", {"nav_at": place(request.member), **_sums(teams, now=now)})
    wanted = request.GET.get("team", "")
    team = next((one for one in teams if str(one.pk) == wanted), teams[0] if teams else None)
    if team is None:
        return render(request, "coaching/no_team.html", {"nav_at": place(request.member)})
    context = board_context(coached(team, now=now), viewer=request.member)
    return render(request, "coaching/board.html", {"nav_at": place(request.member), "teams": teams, **context})


@require_POST
def pace(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Write down the agreed pace."""
    team = get_object_or_404(Team, pk=pk, organization_id=request.member.organization_id)
    form = PaceForm(request.POST)
    if form.is_valid():
        actions.agree_pace(team, form.cleaned_data["weeks"], by=request.member, now=clock.read())
        messages.success(request, _("The pace is agreed."))
    else:
        if not leads(request.member, team):
            raise PermissionDenied
        messages.warning(request, texts.refusal("not_a_pace"))
    return HttpResponseRedirect(f"{reverse('coaching:index')}?team={team.pk}")


def board_context(found: Coached, *, viewer: Member) -> dict[str, Any]:
    """Return what the manager's page shows."""
    zone = found.team.time_zone
    called = [turn for turn in found.to_follow if turn.group != Group.IN_TURN] or found.to_follow[:1]
    acts = [act_of(turn, found) for turn in called[:FIRST]]
    return {
        "found": found,
        "zone": zone,
        "pace": texts.pace(found.pace),
        "kept": found.kept,
        "first": acts[0] if acts else None,
        "acts": acts,
        "asked": [asked_act(meeting, zone) for meeting in found.asked],
        "asked_hours": [ride_row(ride, zone) for ride in found.asked_hours],
        "waiting": [ride_row(ride, zone) for ride in found.waiting],
        "planned": [ride_row(ride, zone) for ride in found.planned],
        "timeline": timeline(found),
        "pace_form": PaceForm(initial={"weeks": found.pace}),
        "practised": sum(bool(ride.practise) for ride in found.recent),
        "read": sum(ride.read_at is not None for ride in found.recent),
        "viewer": viewer,
    }


def _sums(teams: Sequence[Team], *, now: dt.datetime) -> dict[str, Any]:
    """Return each team's figure and all taken together."""
    found = [coached(team, now=now) for team in teams]
    return {
        "followed": sum(one.kept.followed for one in found),
        "due": sum(one.kept.due for one in found),
        "sums": [
            {"team": one.team, "kept": one.kept, "pace": texts.pace(one.pace), "recent": len(one.recent)}
            for one in found
        ],
    }
