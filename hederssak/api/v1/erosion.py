"""How a team keeps its booking hours: the state, whom it is about, the manager's duties, and what it costs."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.prospecting.queries.board import Board, board_of
from hederssak.prospecting.queries.people import Person, facts_of_team
from hederssak.prospecting.queries.promises import own_team, teams_with_board
from hederssak.rules.erosion import Honour

router = Router(tags=["erosion"])
OUT: dict[int, Any] = REFUSALS


class HonourOut(Schema):
    """Hours held of those that were due in eight weeks of working time."""

    held: int
    due: int
    rate: float | None


class PersonOut(Schema):
    """One rep: `state` is none, keeps, slip, slipping or collapsing; `breaks` are the days of the last four weeks."""

    member: NamedOut
    state: str
    honour: HonourOut
    breaks: list[dt.date]
    planned: int
    owed: int


class DutyOut(Schema):
    """One of the manager's duties since the promise began."""

    duty: str
    kept: str
    kept_count: int
    late_count: int
    due_count: int


class BoardOut(Schema):
    """A team's board. `named` holds whoever has broken or owes something, for the team's own manager only."""

    team: NamedOut
    state: str
    honour: HonourOut
    named: list[PersonOut]
    others: int
    duties: list[DutyOut]
    price: dict[str, Any] | None
    contagion: dict[str, Any] | None
    diagnosis: dict[str, Any] | None


class Asked(Schema):
    """Of which team; the member's first unless named."""

    team: uuid.UUID | None = None


@router.get("", response={200: BoardOut, **OUT}, operation_id="erosion")
def erosion(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return a team's board: with names to whoever leads it, in sums to the director."""
    teams = teams_with_board(request.member)
    team = get_object_or_404(teams, pk=asked.team) if asked.team else get_object_or_404(teams[:1])
    return _board(board_of(team, viewer=request.member, now=clock.read()))


@router.get("/own", response={200: PersonOut, **OUT}, operation_id="own_erosion")
def own_erosion(request: MemberRequest) -> dict[str, Any]:
    """Return a rep's own standing: the same that their manager is told."""
    team = get_object_or_404(own_team(request.member)[:1])
    facts = facts_of_team(team, now=clock.read())
    return _person(next(one for one in facts.people if one.member.pk == request.member.pk))


def _board(board: Board) -> dict[str, Any]:
    figures = board.figures
    return {
        "team": board.facts.team,
        "state": board.facts.state.value,
        "honour": _honour(board.facts.honour),
        "named": [_person(person) for person in board.named],
        "others": board.others.count,
        "duties": [
            {
                "duty": line.duty.value,
                "kept": line.kept.value,
                "kept_count": line.kept_count,
                "late_count": line.late_count,
                "due_count": line.due_count,
            }
            for line in board.duties
        ],
        "price": figures.get("price"),
        "contagion": figures.get("contagion"),
        "diagnosis": figures.get("diagnosis"),
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "member": person.member,
        "state": person.standing.state.value,
        "honour": _honour(person.standing.honour),
        "breaks": list(person.standing.breaks),
        "planned": person.standing.planned,
        "owed": person.owed + person.planned,
    }


def _honour(honour: Honour) -> dict[str, Any]:
    return {"held": honour.held, "due": honour.due, "rate": honour.rate}
