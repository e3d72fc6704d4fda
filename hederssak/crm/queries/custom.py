"""What an import brought that no field of ours holds, under the names that its columns had."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from hederssak.crm.models import CustomField


def custom_facts(values: Mapping[str, object], *, organization_id: uuid.UUID, kind: str) -> list[tuple[str, object]]:
    """Return each value beside the name of its column; beside its key where nobody knows the column any more."""
    if not values:
        return []
    known = CustomField.objects.filter(organization_id=organization_id, kind=kind, key__in=list(values))
    labels = dict(known.values_list("key", "label"))
    return [(labels.get(key) or key, value) for key, value in values.items()]
