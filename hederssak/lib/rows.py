"""The base of our own tables."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models

from hederssak.lib import bulk
from hederssak.lib.ids import new_id


class Row(models.Model):
    """A row with a time-sorted identifier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def save_only(row: models.Model, **changes: Any) -> None:
    """Set the named fields and save nothing else, so that a change made meanwhile by somebody else stands."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))


def save_batch(rows: Sequence[models.Model], columns: Collection[str]) -> None:
    """Save the named columns of rows that were changed in memory; a row that is given twice is saved once."""
    once = list({row.pk: row for row in rows}.values())
    if len(once) == 1:
        once[0].save(update_fields=sorted(columns))
    elif once:
        attnames = {field.name: field.attname for field in once[0]._meta.concrete_fields}
        bulk.update(once, [attnames[name] for name in sorted(columns)])
