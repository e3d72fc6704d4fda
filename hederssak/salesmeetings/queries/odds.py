"""What had been told of the deals that ended: by the forecast of the night before, else by the stage they left."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from hederssak.forecast.queries.told import chances_before
from hederssak.history.models import Change, RecordKind
from hederssak.pipeline.models import Stage, StageKind
from hederssak.pipeline.queries.as_of import chunks
from hederssak.rules.cases import Basis, Told


def told_of(
    ids: Collection[uuid.UUID], *, organization_id: uuid.UUID, as_of: dt.datetime, stages: Mapping[uuid.UUID, Stage]
) -> dict[str, Told]:
    """Return by opportunity what was told of it before it was known to have ended, as known at `as_of`.

    A deal of which the forecast had said nothing was as likely as its stage's stated chance; one without either is
    left out: nobody had told.
    """
    ends: dict[uuid.UUID, dt.datetime] = {}
    left: dict[uuid.UUID, Stage] = {}
    for some in chunks(ids):
        changes = Change.objects.filter(
            organization_id=organization_id,
            kind=RecordKind.OPPORTUNITY,
            subject_id__in=some,
            field__in=["state", "stage"],
            known_at__lte=as_of,
        ).order_by("known_at", "pk")
        for pk, field, old, known_at in changes.values_list("record_id", "field", "old", "known_at"):
            if field == "state":
                ends[pk] = known_at
            elif old and (stage := stages.get(uuid.UUID(str(old)))) and stage.kind == StageKind.OPEN:
                left[pk] = stage
    said = {str(pk): Told(chance, Basis.FORECAST) for pk, chance in chances_before(ends).items()}
    stated = {str(pk): Told(float(stage.chance), Basis.STAGE) for pk, stage in left.items() if stage.chance is not None}
    return stated | said
