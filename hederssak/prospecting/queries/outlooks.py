"""What the night has worked out of a team's booking hours: the price of a collapse, and whether breaking spreads."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from hederssak.lib.prepared import prepared
from hederssak.prospecting.models import Outlook


@prepared
def _of_team(team: uuid.UUID) -> QuerySet[Outlook]:
    return Outlook.objects.filter(team=team).order_by("pk")[:1]


def outlook_of(team: uuid.UUID) -> Outlook | None:
    """Return a team's; None until the first night."""
    return _of_team.first(team)
