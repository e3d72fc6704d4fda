"""The board of goals as a program reads it: by name for whoever leads the team, as sums for the director (R14, R15)."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from ninja import Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.goals.models import Goal
from hederssak.goals.queries.access import teams_with_goals
from hederssak.goals.queries.board import Board, Line, boards_of
from hederssak.lib import clock
from hederssak.lib.ordered import ByName
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Role, Team

router = Router(tags=["goals"])
OUT: dict[int, Any] = REFUSALS


class SpanOut(Schema):
    """A goal of a week or a month beside what is sold; `goal` is null while none is set."""

    goal: Decimal | None
    unit: str
    sold: Decimal
    chance: float | None


class LineOut(Schema):
    """One rep: `state` is the trend state, `talk_is_due` that a goal is passed or out of reach and nobody answered."""

    member: NamedOut
    month: SpanOut
    week: SpanOut
    state: str
    talk_is_due: bool


class BoardOut(Schema):
    """A team's month in margin. `lines` holds each rep by name, for the team's own manager only, never in an order."""

    id: uuid.UUID
    name: str
    goals: Decimal
    sold: Decimal
    with_month: int
    with_week: int
    quota: Decimal | None
    quotas_of_members: Decimal
    lines: list[LineOut]


@router.get("", response={200: list[BoardOut], **OUT}, operation_id="goals_board", url_name="goals_board")
def board(request: MemberRequest) -> list[dict[str, Any]]:
    """Return the boards of the teams that the caller leads; the director's have sums and no names."""
    member = request.member
    if member.role not in {Role.MANAGER, Role.DIRECTOR}:
        raise PermissionDenied
    leads = member.role == Role.MANAGER
    rows = teams_with_goals(member) if leads else Team.objects.filter(organization_id=member.organization_id)
    teams = list(rows.order_by(ByName("name")))
    today = clock.day_in(teams[0].time_zone if teams else member.organization.time_zone, clock.read())
    found = boards_of(teams, organization=member.organization, today=today)
    return [_board(one, names=leads) for one in found]


def _board(found: Board, *, names: bool) -> dict[str, Any]:
    return {
        "id": found.team.pk,
        "name": found.team.name,
        "goals": found.goals,
        "sold": found.sold,
        "with_month": found.with_month,
        "with_week": found.with_week,
        "quota": found.quota,
        "quotas_of_members": found.quotas,
        "lines": [_line(line) for line in found.lines] if names else [],
    }


def _line(line: Line) -> dict[str, Any]:
    now = line.standing
    return {
        "member": line.member,
        "month": _span(line, line.month, now.sold_in_month if now else None, now.chance_of_month if now else None),
        "week": _span(line, line.week, now.sold_in_week if now else None, now.chance_of_week if now else None),
        "state": line.state.value,
        "talk_is_due": line.prompt is not None,
    }


def _span(line: Line, goal: Goal | None, sold: Decimal | None, chance: float | None) -> dict[str, Any]:
    return {
        "goal": goal.amount if goal else None,
        "unit": goal.unit if goal else line.unit.value,
        "sold": sold or Decimal(0),
        "chance": chance if goal else None,
    }
