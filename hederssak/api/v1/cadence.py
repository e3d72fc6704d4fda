"""When a team meets, what for, and what the time goes to: to read, for whoever sets it (R16)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.cadence import texts
from hederssak.cadence.actions import may_set_rhythm
from hederssak.cadence.queries import Cadence, cadences_of
from hederssak.lib import clock
from hederssak.lib.ordered import ByName
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Team
from hederssak.rules.agenda import TimeBox, check
from hederssak.rules.findings import Finding

router = Router(tags=["sales meetings"])
OUT: dict[int, Any] = REFUSALS


class BoxOut(Schema):
    """An item of an agenda with its minutes; `title` is what the team calls what is none of the usual."""

    item: str
    title: str
    minutes: int


class FindingOut(Schema):
    """What an agenda leaves too little or too much time for: a code, its figures, and the sentence."""

    code: str
    figures: dict[str, Any]
    sentence: str


class RhythmOut(Schema):
    """When: `weekday` 0 is Monday; `nth` of the month (-1 the last) and `month` of the period say nothing of a week."""

    weekday: int
    nth: int
    month: int
    starts: dt.time
    minutes: int
    valid_from: dt.date


class NextOut(Schema):
    """The next meeting of a kind."""

    id: uuid.UUID
    starts_at: dt.datetime
    minutes: int


class CharterOut(Schema):
    """What the meetings of a kind are for, in the team's words, else in the house's."""

    purpose: str
    ends_with: str
    who_and_why: str
    why_so_long: str


class KindOut(Schema):
    """Meetings of one kind; `rhythm` is null where the team holds none, `agenda_is_own` where it wrote its own."""

    kind: str
    rhythm: RhythmOut | None
    charter: CharterOut
    agenda: list[BoxOut]
    agenda_is_own: bool
    findings: list[FindingOut]
    next: NextOut | None


class CadenceOut(Schema):
    """Every kind of meeting of a team, held or not, the shortest first."""

    team: NamedOut
    kinds: list[KindOut]


class Whose(Schema):
    """Of which team; the first that the caller may set it for unless named."""

    team: uuid.UUID | None = None


@router.get("", response={200: CadenceOut, **OUT}, operation_id="cadence", url_name="cadence")
def cadence(request: MemberRequest, whose: Query[Whose]) -> dict[str, Any]:
    """Return when a team meets; 403 for whoever may not set it, as on the page. Meetings to come are read by all."""
    team = _team(request.member, whose.team)
    return {"team": team, "kinds": [_kind(one) for one in cadences_of(team, now=clock.read())]}


def boxes(agenda: tuple[TimeBox, ...]) -> list[dict[str, Any]]:
    """Return the items of an agenda as plain values."""
    return [{"item": box.item.value, "title": box.title, "minutes": box.minutes} for box in agenda]


def _team(member: Member, asked: uuid.UUID | None) -> Team:
    teams = Team.objects.filter(organization_id=member.organization_id).order_by(ByName("name"))
    if asked:
        found = get_object_or_404(teams, pk=asked)
        if not may_set_rhythm(member, found):
            raise PermissionDenied
        return found
    first = next((team for team in teams if may_set_rhythm(member, team)), None)
    if first is None:
        raise PermissionDenied
    return first


def _kind(one: Cadence) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "rhythm": one.rhythm,
        "charter": texts.charter(one.kind, one.plan),
        "agenda": boxes(one.boxes),
        "agenda_is_own": bool(one.plan and one.plan.boxes),
        "findings": [_finding(found) for found in check(one.boxes)] if one.boxes else [],
        "next": one.next,
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {"code": found.code, "figures": dict(found.figures), "sentence": texts.finding(found)}
