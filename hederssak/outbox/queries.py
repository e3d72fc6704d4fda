"""What waits in the outbox, and what did not get through."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import QuerySet

from hederssak.outbox.models import Outgoing


def due(*, now: dt.datetime) -> QuerySet[Outgoing]:
    """Return what should leave by now, the longest waiting first."""
    return Outgoing.objects.filter(due_at__lte=now, delivered_at=None, failed_at=None).order_by("due_at")


def problems(organization_id: uuid.UUID, *, keys: list[str]) -> dict[str, str]:
    """Return what the mail server said, for each of these letters that did not leave yet and was tried."""
    rows = Outgoing.objects.filter(organization_id=organization_id, key__in=keys, delivered_at=None)
    return dict(rows.exclude(problem="").values_list("key", "problem"))
