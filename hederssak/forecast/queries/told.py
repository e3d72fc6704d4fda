"""What had been told of a deal before it ended."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from hederssak.forecast.models import Chance, ToldChance
from hederssak.pipeline.queries.as_of import chunks


def chances_before(ends: Mapping[uuid.UUID, dt.datetime]) -> dict[uuid.UUID, float]:
    """Return the last chance to win, 0 to 1, that each deal was given before an instant; none for who had none.

    The same instants give the same chances whether or not a night has passed since.
    """
    found: dict[uuid.UUID, tuple[dt.datetime, float]] = {}
    for ids in chunks(ends):
        for model in (ToldChance, Chance):
            rows = model.objects.filter(opportunity_id__in=ids).values_list("opportunity_id", "made_at", "chance")
            for pk, made_at, chance in rows:
                if made_at <= ends[pk] and (pk not in found or made_at > found[pk][0]):
                    found[pk] = made_at, chance
    return {pk: chance for pk, (_, chance) in found.items()}
