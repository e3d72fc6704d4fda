"""How much of each HIT list is kept for companies that have not bought yet (R5)."""

from __future__ import annotations

import uuid

from hederssak.prospecting.models import NewShare
from hederssak.rules.hitlist import NEW_SHARE


def new_percent(organization_id: uuid.UUID) -> int:
    """Return what an organization keeps for new companies, in percent: half until it says otherwise."""
    found = NewShare.objects.filter(organization=organization_id).values_list("percent", flat=True).first()
    return round(100 * NEW_SHARE) if found is None else found
