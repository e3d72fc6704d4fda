"""Connecting a calendar and letting go of it again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.calendars.actions.entries import write_upcoming
from hederssak.calendars.models import BusyTime, Connection, Copy, Question, Service, State
from hederssak.lib.rows import save_only
from hederssak.lib.sealing import seal
from hederssak.org.models import Member

PURPOSE = "calendar connection"


def connect(*, service: Service, address: str, secret: dict[str, Any], by: Member, now: dt.datetime) -> Connection:
    """Connect a calendar of the member's own, read at the next turn of the job; the same address is connected once.

    `secret` is what lets us in, sealed before it is kept: `{"url"}` for an ICS feed, whose address is a secret,
    `{"user", "password"}` for CalDAV, `{"refresh_token"}` and what belongs to it for Microsoft and Google.
    """
    with transaction.atomic():
        Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
        row = Connection.objects.visible_to(by).filter(service=service, address=address).first() if address else None
        if row is None:
            row = Connection(
                organization_id=by.organization_id, member=by, service=service, address=address, made_at=now
            )
            row.due_at = now
            row.secret = seal(secret, purpose=PURPOSE)
            row.save(force_insert=True)
        else:
            save_only(
                row,
                secret=seal(secret, purpose=PURPOSE),
                state=State.OK,
                due_at=now,
                failures=0,
                told_at=None,
                last_error="",
            )
        if row.is_written:
            write_upcoming(row, now=now)
    return row


def disconnect(connection: Connection, *, by: Member, now: dt.datetime) -> None:
    """Let go of a calendar: what was read from it is forgotten at once, the key to it as well.

    Events of ours that stand in it stay there, and are the member's to delete.
    """
    if connection.member_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        BusyTime.objects.filter(connection=connection).delete()
        Copy.objects.filter(connection=connection).delete()
        Question.objects.filter(connection=connection, answered_at=None).delete()
        save_only(
            connection,
            ended_at=now,
            secret="",
            address="",
            sync_token="",
            watch_id="",
            watch_key_hash="",
            watch_until=None,
        )
