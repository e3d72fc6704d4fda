"""When the team meets next, and what was prepared for the meetings that were held."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hederssak.cadence.actions import may_set_rhythm
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Team
from hederssak.rules.honesty.windows import FROZEN_BEFORE
from hederssak.salesmeetings.actions.chat import may_set_chat
from hederssak.salesmeetings.queries import overview_of, teams_to_meet
from hederssak.salesmeetings.views.doors import doors_of


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show a team's meetings."""
    teams = list(teams_to_meet(request.member))
    team = _chosen(teams, request.GET.get("team", ""))
    now = clock.read()
    overview = overview_of(team, now=now)
    coming = overview.next
    if coming:
        coming.meeting.team = team
    context = {
        "nav_at": "salesmeetings",
        "team": team,
        "teams": teams,
        "overview": overview,
        "freezes_at": coming.meeting.starts_at - FROZEN_BEFORE if coming else None,
        "is_due": bool(coming and not coming.packs and coming.meeting.starts_at - FROZEN_BEFORE <= now),
        "is_on": bool(coming and coming.meeting.starts_at <= now),
        "is_today": bool(coming and _day(coming.meeting.starts_at, team) == _day(now, team)),
        "doors": doors_of(request.member, coming.meeting, now=now) if coming else {},
        "may_set_rhythm": may_set_rhythm(request.member, team),
        "may_set_chat": may_set_chat(request.member, team),
    }
    return render(request, "salesmeetings/index.html", context)


def _chosen(teams: list[Team], asked: str) -> Team:
    """Return the team that was asked for, or the first; who has none, or asks for another's, is told of nothing."""
    found = next((team for team in teams if not asked or str(team.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _day(instant: dt.datetime, team: Team) -> dt.date:
    return clock.day_in(team.time_zone, instant)
