"""Changing fields of this room's records: what differs is saved and written into the history, nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction

from hederssak.history.actions import Altered, Source, record_changed
from hederssak.history.models import RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.models import Member


def change_fields(
    kind: RecordKind, record: models.Model, wanted: dict[str, Any], *, by: Member, now: dt.datetime
) -> list[str]:
    """Give a record new values, and return the names of the fields that did change."""
    old = {name: getattr(record, name) for name in wanted}
    changed = [name for name in wanted if old[name] != wanted[name]]
    if not changed:
        return []
    with transaction.atomic():
        save_only(record, **{name: wanted[name] for name in changed})
        record_changed(
            [Altered(kind, record.pk, _field(record, name), old[name], wanted[name]) for name in changed],
            organization_id=by.organization_id,
            source=Source.page(by=by, now=now),
        )
    return changed


def _field(record: models.Model, name: str) -> str:
    """Return a field's own name; `team_id` is the field `team`."""
    return record._meta.get_field(name).name
