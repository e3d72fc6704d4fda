"""Writing down what was said at an item, for the minutes (R16)."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.org.models import Member
from hederssak.salesmeetings.actions.running import MovedError
from hederssak.salesmeetings.actions.screens import tell_screens
from hederssak.salesmeetings.models import Note, Run
from hederssak.salesmeetings.queries.driving import may_drive
from hederssak.salesmeetings.queries.runs import standing_of


def write_note(*, run: Run, text: str, by: Member, now: dt.datetime) -> Note:
    """Write down a line at the item that the meeting is at. Raises `MovedError` once it has ended."""
    if not may_drive(by, run):
        raise PermissionDenied
    with transaction.atomic():
        item = standing_of(run, now=now).at
        if item is None:
            raise MovedError
        note = Note.objects.create(run=run, item=item, text=text.strip(), at=now, by=by)
        tell_screens(run.held_pk)
    return note


def strike_note(*, run: Run, note: uuid.UUID, by: Member) -> None:
    """Take back a line while the meeting is on; one that is gone already stays gone. Raises `MovedError`."""
    if not may_drive(by, run):
        raise PermissionDenied
    if run.ended_at is not None:
        raise MovedError
    with transaction.atomic():
        Note.objects.filter(run=run, pk=note).delete()
        tell_screens(run.held_pk)
