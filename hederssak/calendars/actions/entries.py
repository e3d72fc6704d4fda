"""Keeping our own events in members' calendars: said once by the room that owns them, carried out by a job.

    keep_entry(member=anna, key=f"block:{block.pk}", kind=Kind.BLOCK, starts_at=..., ends_at=..., title=..., by=, now=)

Saying the same twice changes nothing. The calendars are told within a minute, in the order in which they answer.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.calendars.models import Connection, Copy, Entry, Kind, Question, Service, State
from hederssak.lib import bulk
from hederssak.lib.rows import fresh
from hederssak.org.models import Member, Organization

CHUNK = 500
CONTENT = ("kind", "starts_at", "ends_at", "title", "path")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An event as it is to stand in a member's calendars; `path` is its page here, such as `/blocks/<id>/`."""

    member: Member
    key: str
    kind: Kind
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    path: str = ""


def keep_entry(
    *,
    member: Member,
    key: str,
    kind: Kind,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    title: str,
    by: Member | None,
    now: dt.datetime,
) -> Entry:
    """Let an event stand in a member's calendars, or move the one of that key; `by` is None where a job says it."""
    wanted = Wanted(member=member, key=key, kind=kind, starts_at=starts_at, ends_at=ends_at, title=title)
    return keep_entries([wanted], by=by, now=now)[0]


def keep_entries(wanted: Sequence[Wanted], *, by: Member | None, now: dt.datetime) -> list[Entry]:
    """Let many events stand, as `keep_entry`, in the order given; a key that is given twice counts as last given."""
    _refuse_strangers((one.member for one in wanted), by)
    with transaction.atomic():
        known = _known([(one.member.pk, one.key) for one in wanted])
        made: list[Entry] = []
        changed: dict[uuid.UUID, Entry] = {}
        for one in {(one.member.pk, one.key): one for one in wanted}.values():
            row = known.get((one.member.pk, one.key))
            if row is None:
                row = known[one.member.pk, one.key] = _made(one, by, now)
                made.append(row)
            elif row.dropped_at or any(getattr(row, name) != getattr(one, name) for name in CONTENT):
                _change(row, one, by, now)
                changed[row.pk] = row
        bulk.insert(made)
        _save(list(changed.values()))
        _tell_calendars([*made, *changed.values()])
    return [known[one.member.pk, one.key] for one in wanted]


def drop_entry(*, member: Member, key: str, by: Member | None, now: dt.datetime) -> None:
    """Take an event out of a member's calendars; one that is not there is passed over."""
    drop_entries([(member, key)], by=by, now=now)


def drop_entries(gone: Sequence[tuple[Member, str]], *, by: Member | None, now: dt.datetime) -> int:
    """Take many events out, given as (member, key), and return how many stood; open questions about them close."""
    _refuse_strangers((member for member, _key in gone), by)
    with transaction.atomic():
        rows = [row for row in _known([(member.pk, key) for member, key in gone]).values() if not row.dropped_at]
        for row in rows:
            row.dropped_at = row.changed_at = now
            row.changed_by = by
            row.sequence += 1
        _save(rows)
        _tell_calendars(rows)
    return len(rows)


def write_upcoming(connection: Connection, *, now: dt.datetime) -> int:
    """Have all that lies ahead of a member written into a calendar that is new, and return how much that is."""
    rows = Entry.objects.filter(member_id=connection.member_id, dropped_at=None, ends_at__gt=now)
    copies = [_copy(connection, pk) for pk in rows.exclude(copies__connection=connection).values_list("pk", flat=True)]
    bulk.insert(copies)
    return len(copies)


def _refuse_strangers(members: Iterable[Member], by: Member | None) -> None:
    if by is not None and any(member.organization_id != by.organization_id for member in members):
        raise PermissionDenied


def _known(pairs: Sequence[tuple[uuid.UUID, str]]) -> dict[tuple[uuid.UUID, str], Entry]:
    """Return what stands by member and key, locked until the transaction ends.

    The organization's row is locked first (for others that change it, not for those that point at it): two jobs that
    keep the same new key then come one after the other.
    """
    wanted = set(pairs)
    members = sorted({member_id for member_id, _key in wanted})
    list(Organization.objects.filter(members__in=members).select_for_update(of=("self",), no_key=True))
    found: dict[tuple[uuid.UUID, str], Entry] = {}
    keys = sorted({key for _member, key in wanted})
    for start in range(0, len(keys), CHUNK):
        rows = Entry.objects.filter(key__in=keys[start : start + CHUNK], member_id__in=members)
        found |= {(row.member_id, row.key): row for row in rows if (row.member_id, row.key) in wanted}
    return found


def _made(one: Wanted, by: Member | None, now: dt.datetime) -> Entry:
    return fresh(
        Entry,
        organization_id=one.member.organization_id,
        member=one.member,
        key=one.key,
        made_at=now,
        changed_at=now,
        changed_by=by,
        **{name: getattr(one, name) for name in CONTENT},
    )


def _change(row: Entry, one: Wanted, by: Member | None, now: dt.datetime) -> None:
    for name in CONTENT:
        setattr(row, name, getattr(one, name))
    row.dropped_at, row.changed_at, row.changed_by = None, now, by
    row.sequence += 1


def _save(rows: Sequence[Entry]) -> None:
    """Save what was changed; a question about the old time is answered by the new one."""
    names = ["kind", "starts_at", "ends_at", "title", "path", "dropped_at", "changed_at", "changed_by_id", "sequence"]
    bulk.update(rows, names)
    for start in range(0, len(rows), CHUNK):
        ids = [row.pk for row in rows[start : start + CHUNK]]
        Question.objects.filter(entry_id__in=ids, answered_at=None).delete()


def _tell_calendars(rows: Sequence[Entry]) -> None:
    """Mark each calendar of each row's member as due; a calendar that does not have a dropped event hears nothing."""
    written = Connection.objects.filter(member_id__in={row.member_id for row in rows}, ended_at=None)
    by_member: dict[uuid.UUID, list[Connection]] = defaultdict(list)
    for connection in written.exclude(service=Service.ICS).exclude(state=State.REVOKED):
        by_member[connection.member_id].append(connection)
    known: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for start in range(0, len(rows), CHUNK):
        copies = Copy.objects.filter(entry_id__in=[row.pk for row in rows[start : start + CHUNK]])
        copies.update(is_due=True, let_go_at=None)
        known.update(copies.values_list("entry_id", "connection_id"))
    bulk.insert(
        [
            _copy(connection, row.pk)
            for row in rows
            for connection in by_member[row.member_id]
            if not row.dropped_at and (row.pk, connection.pk) not in known
        ]
    )


def _copy(connection: Connection, entry_id: uuid.UUID) -> Copy:
    return fresh(Copy, organization_id=connection.organization_id, connection=connection, entry_id=entry_id)
