"""How a deal went through the stages, as it was known then: what a case is told along."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import NamedTuple

from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Team
from hederssak.pipeline.models import Opportunity, Stage, StageKind
from hederssak.pipeline.queries.as_of import stages_of

BELOW = -1
"""Where a lost deal ends: a stair that climbs to its loss would say the wrong thing."""


class Step(NamedTuple):
    """A stage and the day from which the deal stood in it; what is lost lies below all others (`BELOW`)."""

    day: dt.date
    stage: str
    position: int


def course_of(deal: str, *, team: Team, as_of: dt.datetime) -> list[Step]:
    """Return the stages that a deal went through, earliest first; nothing where it never moved or is gone."""
    row = Opportunity.objects.filter(organization_id=team.organization_id, pk=deal).first()
    stages = stages_of(team.organization)
    moves = list(
        Change.objects.filter(
            organization_id=team.organization_id,
            kind=RecordKind.OPPORTUNITY,
            subject_id=uuid.UUID(deal),
            field="stage",
            known_at__lte=as_of,
        )
        .order_by("before_at", "pk")
        .values_list("before_at", "old", "new")
    )
    if row is None or not moves:
        return []
    entered = [(row.opened_on, moves[0][1]), *((at.date(), new) for at, _old, new in moves)]
    found = ((day, stages.get(uuid.UUID(str(stage)))) for day, stage in entered)
    return [Step(day, stage.name, _height(stage)) for day, stage in found if stage]


def _height(stage: Stage) -> int:
    return BELOW if stage.kind == StageKind.LOST else stage.position
