"""One import of an organization writes at a time; the others wait or are told so."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from hederssak.imports import queries
from hederssak.imports.actions.reading import ImportRefused
from hederssak.imports.models import ImportTurn
from hederssak.org.models import Organization

SILENT_AFTER = dt.timedelta(seconds=60)
"""A turn whose import has not moved for so long is free: its process is gone. What it had begun is finished first."""


class TurnLostError(Exception):
    """Another process took this import over while this one was held up: it must write nothing more."""


def take(organization: Organization, batch_id: uuid.UUID, *, now: dt.datetime) -> None:
    """Take the turn for a batch; the same batch may take it again, which is how an interrupted one is resumed.

    A batch that has nothing more to write does not hold it: its process may have died before it could give it up.

    Raises:
        ImportRefused: another_import, while another batch writes.
    """
    try:
        with transaction.atomic():
            ImportTurn.objects.get_or_create(organization=organization, defaults={"batch_id": None, "beat_at": now})
            turn = ImportTurn.objects.select_for_update().get(organization=organization)
            if turn.batch_id != batch_id and _is_held(turn, now):
                raise ImportRefused("another_import")
            turn.batch_id, turn.beat_at = batch_id, now
            turn.save(update_fields=["batch_id", "beat_at"])
    except IntegrityError as error:
        raise ImportRefused("another_import") from error


def hand_over(organization: Organization, batch_id: uuid.UUID, *, to: uuid.UUID, now: dt.datetime) -> None:
    """Hand the turn of a batch to another one.

    Raises:
        TurnLostError: where the turn is not the batch's any more.
    """
    mine = ImportTurn.objects.filter(organization=organization, batch_id=batch_id)
    if not mine.update(batch_id=to, beat_at=now):
        raise TurnLostError(f"batch {batch_id} has lost its turn")


def keep(organization: Organization, batch_id: uuid.UUID, *, now: dt.datetime) -> None:
    """Say inside a transaction that the batch goes on.

    Raises:
        TurnLostError: where the turn is not the batch's any more.
    """
    if not ImportTurn.objects.filter(organization=organization, batch_id=batch_id).update(beat_at=now):
        raise TurnLostError(f"batch {batch_id} has lost its turn")


def give_up(organization: Organization, batch_id: uuid.UUID) -> None:
    """Let the next one write."""
    ImportTurn.objects.filter(organization=organization, batch_id=batch_id).update(batch_id=None)


def _is_held(turn: ImportTurn, now: dt.datetime) -> bool:
    """Say whether a batch that still has something to write has moved within the last minute."""
    if turn.batch_id is None or turn.beat_at <= now - SILENT_AFTER:
        return False
    return queries.has_more_to_write(turn.organization_id, turn.batch_id)
