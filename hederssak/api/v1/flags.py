"""The questions to a team's pipeline, with their evidence."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.honesty import texts
from hederssak.honesty.queries.questions import Asking, Question, questions
from hederssak.org.middleware import MemberRequest
from hederssak.org.queries import teams_in_view
from hederssak.pipeline.models import Stage
from hederssak.rules.findings import Finding
from hederssak.rules.honesty.codes import Code

router = Router(tags=["flags"])
OUT: dict[int, Any] = REFUSALS


class FlagOut(Schema):
    """One question: its code, since when, the figures that are its evidence, what can be done, and the sentence."""

    code: str
    since: dt.date | None
    figures: dict[str, Any]
    ways_out: list[str]
    sentence: str


class QuestionOut(Schema):
    """One opportunity with the questions to it, the weightiest first."""

    opportunity: NamedOut
    owner: NamedOut | None
    flags: list[FlagOut]


class QuestionsOut(Schema):
    """A page of questions; `next_after` begins the next one and is empty on the last."""

    team: NamedOut
    items: list[QuestionOut]
    next_after: str


class Asked(Schema):
    """Of which team (the member's first unless named), owner and code, after which mark; the largest margin first."""

    team: uuid.UUID | None = None
    owner: uuid.UUID | None = None
    code: Code | None = None
    after: str = ""


@router.get("", response={200: QuestionsOut, **OUT}, operation_id="flags")
def flags(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return a page of the questions to a team's pipeline; a rep is told those to their own deals."""
    teams = teams_in_view(request.member)
    team = get_object_or_404(teams, pk=asked.team) if asked.team else get_object_or_404(teams[:1])
    asking = Asking(owner=asked.owner, code=asked.code, after=asked.after)
    page = questions(member=request.member, team=team, asking=asking)
    rows = Stage.objects.filter(organization_id=team.organization_id).values_list("pk", "name")
    names, zone = {str(pk): name for pk, name in rows}, ZoneInfo(team.time_zone)
    items = [_question(one, zone=zone, stages=names) for one in page.rows]
    return {"team": team, "items": items, "next_after": page.next_after}


def _question(one: Question, *, zone: ZoneInfo, stages: texts.Names) -> dict[str, Any]:
    def flag(finding: Finding) -> dict[str, Any]:
        return {
            "code": finding.code,
            "since": finding.since,
            "figures": dict(finding.figures),
            "ways_out": [way.value for way in finding.ways_out],
            "sentence": texts.question(finding, zone=zone, stages=stages),
        }

    found = [flag(finding) for finding in one.findings]
    owner = {"id": one.flag.owner_id, "name": one.flag.owner} if one.flag.owner_id else None
    return {
        "opportunity": {"id": one.flag.opportunity_id, "name": one.flag.opportunity},
        "owner": owner,
        "flags": found,
    }
