"""Taking in what a calendar says has changed: times, and what became of our own events there.

Only what differs is written. All of it and the token that it came with are one transaction, so that a turn that is cut
off leaves nothing half known, and the same answer taken in twice changes nothing the second time.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from hederssak.calendars.actions.own_events import note_own
from hederssak.calendars.models import BusyTime, Connection, Copy, Entry
from hederssak.calendars.providers.protocol import Changes, Found
from hederssak.lib import bulk
from hederssak.lib.rows import fresh, save_only

CHUNK = 500
TIMES = ("starts_at", "ends_at", "all_day", "is_free")
Key = tuple[str, str, str]
T = TypeVar("T")


def apply(connection: Connection, changes: Changes, *, read_until: dt.datetime, now: dt.datetime) -> int:
    """Take changes in, and return how many rows that touched; none if the calendar was let go of meanwhile."""
    with transaction.atomic():
        if not Connection.objects.select_for_update().filter(pk=connection.pk, ended_at=None).exists():
            return 0
        own = _own(connection, changes)
        touched = note_own(connection, changes, own, now=now)
        others = [one for href, one in changes.found.items() if href not in own]
        touched += _write_times(connection, others, changes)
        left_out = changes.left_out if changes.is_whole else connection.left_out + changes.left_out
        save_only(connection, sync_token=changes.token, read_until=read_until, left_out=min(left_out, 9999))
    return touched


def _own(connection: Connection, changes: Changes) -> dict[str, Entry]:
    """Return which of the objects are events of ours, by href: by our UID, or by what the service calls our event."""
    uids = {one.uid: _as_id(one.uid) for one in changes.found.values()}
    entries: dict[str, Entry] = {}
    for ids in _chunks([pk for pk in uids.values() if pk]):
        rows = Entry.objects.filter(organization_id=connection.organization_id, pk__in=ids)
        entries |= {row.uid: row for row in rows}
    renamed = Copy.objects.filter(connection__member_id=connection.member_id).exclude(remote_uid="")
    for names in _chunks([uid for uid in uids if uid and uid not in entries]):
        found = renamed.filter(remote_uid__in=names).select_related("entry")
        entries |= {copy.remote_uid: copy.entry for copy in found}
    return {href: entries[one.uid] for href, one in changes.found.items() if one.uid in entries}


def _write_times(connection: Connection, others: Sequence[Found], changes: Changes) -> int:
    """Bring the rows into step with the objects, and return how many were made, changed or deleted."""
    mine = BusyTime.objects.filter(connection=connection)
    if changes.is_whole:
        standing = {(row.href, row.uid, row.recurrence): row for row in mine}
    else:
        standing = {}
        for hrefs in _chunks([*changes.found, *changes.gone]):
            rows = mine.filter(Q(href__in=hrefs) | Q(uid__in=changes.gone.intersection(hrefs)))  # a series goes whole
            standing |= {(row.href, row.uid, row.recurrence): row for row in rows}
    made: dict[Key, BusyTime] = {}
    changed: list[BusyTime] = []
    for one in others:
        for span in one.spans:
            key = (one.href, span.uid, span.recurrence)
            times = {name: getattr(span, name) for name in TIMES}
            row = standing.pop(key, None)
            if row is None:
                made[key] = fresh(
                    BusyTime,
                    organization_id=connection.organization_id,
                    connection=connection,
                    member_id=connection.member_id,
                    **dict(zip(("href", "uid", "recurrence"), key, strict=True)),
                    **times,
                )
            elif any(getattr(row, name) != value for name, value in times.items()):
                for name, value in times.items():
                    setattr(row, name, value)
                changed.append(row)
    for ids in _chunks([row.pk for row in standing.values()]):
        BusyTime.objects.filter(pk__in=ids).delete()
    bulk.insert(list(made.values()))
    bulk.update(changed, TIMES)
    return len(made) + len(changed) + len(standing)


def _as_id(uid: str) -> uuid.UUID | None:
    """Return the identifier that a UID is, if it is written as ours are."""
    try:
        found = uuid.UUID(uid)
    except ValueError:
        return None
    return found if str(found) == uid.lower() else None


def _chunks(values: Sequence[T]) -> Iterable[list[T]]:
    return (list(values[start : start + CHUNK]) for start in range(0, len(values), CHUNK))
