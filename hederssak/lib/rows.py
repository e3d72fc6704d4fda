"""The base of our own tables."""

from typing import Any

from django.db import models

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
