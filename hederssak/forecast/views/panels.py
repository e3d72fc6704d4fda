"""What other rooms' pages show of forecasts."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from hederssak.forecast import texts
from hederssak.forecast.models import Chance
from hederssak.lib import formats
from hederssak.lib.prepared import prepared
from hederssak.pipeline.models import Opportunity


@prepared
def _chance(opportunity: uuid.UUID) -> QuerySet[Chance]:
    return Chance.objects.filter(opportunity=opportunity)


def chance_panel(row: Opportunity) -> dict[str, str] | None:
    """Return an open deal's chance in words with its interval; None while none has been computed."""
    chance = _chance.first(row.pk) if row.is_open else None
    if chance is None:
        return None
    return {
        "odds": texts.odds(chance.chance),
        "low": formats.percent(chance.low),
        "high": formats.percent(chance.high),
    }
