"""The place of goals: a rep's own page first; for those who lead, the team's board."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hederssak.goals import texts
from hederssak.goals.queries.access import teams_with_goals
from hederssak.goals.queries.board import Board, Line, boards_of
from hederssak.goals.views import own
from hederssak.lib import clock
from hederssak.lib.ordered import ByName
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role, Team


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the goals of whoever asks, or of those whom they lead."""
    now = clock.read()
    if request.member.role == Role.REP:
        return own.page(request, now=now)
    if request.member.role == Role.MANAGER:
        return render(request, "goals/board.html", board_context(request.member, now=now))
    if request.member.role == Role.DIRECTOR:
        return render(request, "goals/teams.html", teams_context(request.member, now=now))
    raise PermissionDenied


def board_context(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return the boards of the teams that a manager leads."""
    teams = list(teams_with_goals(member))
    zone = teams[0].time_zone if teams else member.organization.time_zone
    today = clock.day_in(zone, now)
    boards = boards_of(teams, organization=member.organization, today=today)
    return {
        "nav_at": "goals",
        "boards": [board_of(board, member.organization.currency) for board in boards],
        "talks": [one for board in boards for one in board.talks],
        "month_name": texts.month(today),
        "currency": member.organization.currency,
    }


def board_of(board: Board, currency: str) -> dict[str, Any]:
    """Return a board with the words and places that the page writes."""
    return {"board": board, "lines": [_line(line, currency) for line in board.lines]}


def _line(line: Line, currency: str) -> dict[str, Any]:
    """Return a line with its amounts as they are written: a hundred are quicker said here than in a template."""
    month, week = line.month, line.week
    quota = line.standing.quota if line.standing else None
    sold_in_week = line.standing.sold_in_week if line.standing else Decimal(0)
    sold = line.standing.sold_in_month if line.standing else Decimal(0)
    goal = line.month.amount if line.month else Decimal(0)
    return {
        "pk": line.member.pk,
        "name": line.member.name,
        "talk": line.prompt is not None,
        "quota": texts.amount(quota, line.unit, currency) if quota is not None else "",
        "goal": texts.amount(month.amount, month.unit, currency) if month else "",
        "sold": texts.amount(sold, line.unit, currency),
        "chance": texts.chance(line.standing.chance_of_month if line.standing else None) if month else "",
        "week": texts.week_so_far(sold_in_week, week.amount, week.unit, currency) if week else "",
        "state": texts.state(line.state),
        "bar": f"{min(float(sold / goal), 1.0) * 100:.1f}%" if goal else "",
        "is_reached": bool(goal) and sold >= goal,
    }


def teams_context(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return the sums of every team, for the director: no single goal is among them."""
    today = clock.day_in(member.organization.time_zone, now)
    teams = list(Team.objects.filter(organization=member.organization).order_by(ByName("name")))
    boards = [board for board in boards_of(teams, organization=member.organization, today=today) if board.lines]
    return {
        "nav_at": "goals",
        "boards": boards,
        "month_name": texts.month(today),
        "currency": member.organization.currency,
        "goals": sum((board.goals for board in boards), Decimal(0)),
        "sold": sum((board.sold for board in boards), Decimal(0)),
    }
