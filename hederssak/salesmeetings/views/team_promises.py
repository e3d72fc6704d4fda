"""The promises of a team: what is open, how the last ones went, and how often they are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Team
from hederssak.rules.promises import State
from hederssak.rules.spoken_promises import NotAPromise
from hederssak.salesmeetings.actions.promising import give
from hederssak.salesmeetings.queries import teams_to_meet
from hederssak.salesmeetings.queries.promises import Line, Rates, may_promise_in, promises_of, rates_for
from hederssak.salesmeetings.texts import promises as texts
from hederssak.salesmeetings.views.promises import back_to, notice

SETTLED = 12


@dataclass(frozen=True)
class Shown:
    """A team's promises as its page shows them; `problem` says what to write instead of `typed`.

    `loose` are those that were not kept and that the reader may give an end.
    """

    open: list[Line]
    loose: list[Line]
    settled: list[Line]
    rates: Rates
    may_give: bool
    today: dt.date
    here: str
    typed: str = ""
    problem: str = ""

    @property
    def owed(self) -> int:
        """How many wait for a word."""
        return sum(line.is_owed for line in self.open)


@require_http_methods(["GET", "HEAD", "POST"])
def of_team(request: MemberRequest) -> HttpResponse:
    """Show a team's promises, or write one down."""
    teams, team = team_asked_for(request)
    now = clock.read()
    typed, problem = request.POST.get("text", ""), ""
    if request.method == "POST":
        try:
            notice(request, give(typed, team=team, by=request.member, now=now))
        except NotAPromise as refused:
            problem = texts.not_read(refused)
        else:
            return back_to(request, team.pk)
    context = {
        "nav_at": "salesmeetings",
        "team": team,
        "teams": teams,
        "promises": _shown(team, request.member, here=request.get_full_path(), typed=typed, problem=problem, now=now),
    }
    return render(request, "salesmeetings/promises.html", context, status=422 if problem else 200)


def team_asked_for(request: MemberRequest) -> tuple[list[Team], Team]:
    """Return the teams that a member may see meet, and the one that was asked for, or the first; 404 for another's."""
    teams = list(teams_to_meet(request.member).select_related("organization", "manager"))
    wanted = request.GET.get("team") or request.POST.get("team", "")
    team = next((one for one in teams if not wanted or str(one.pk) == wanted), None)
    if team is None:
        raise Http404
    return teams, team


def _shown(team: Team, member: Member, *, here: str, typed: str, problem: str, now: dt.datetime) -> Shown:
    lines = promises_of(team, reader=member, now=now)
    loose = [line for line in lines if line.state is State.BROKEN and line.may_lay_aside]
    return Shown(
        loose=loose,
        open=[line for line in lines if line.state is State.OPEN],
        settled=[line for line in lines if line.state is not State.OPEN and line not in loose][:SETTLED],
        rates=rates_for(team, reader=member, now=now),
        may_give=may_promise_in(member, team),
        today=clock.day_in(team.time_zone, now),
        here=here,
        typed=typed,
        problem=problem,
    )
