"""What became of our own events in a calendar: moved or deleted there, they come back as a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hederssak.calendars.models import Connection, Copy, Entry, Happening, Question
from hederssak.calendars.providers.protocol import Changes, Found

CHUNK = 500


def note_own(connection: Connection, changes: Changes, own: Mapping[str, Entry], *, now: dt.datetime) -> int:
    """Compare our events with how they stand there, ask where they differ, and return how many copies changed.

    An event of ours that turns up in a calendar into which we do not write it (one that shows another) is passed over.
    """
    touched = 0
    copies = {copy.entry_id: copy for copy in _copies(connection, changes, own)}
    seen = set()
    for href, entry in own.items():
        copy = copies.get(entry.pk)
        if copy and copy.href in {href, ""}:
            seen.add(entry.pk)
            touched += _note_found(copy, changes.found[href], now)
        elif copy is None and entry.dropped_at and connection.is_written:
            touched += _note_left_over(connection, entry, changes.found[href])
    for copy in copies.values():
        if copy.entry_id in seen or not copy.href or copy.is_due:
            continue
        missing = copy.href in changes.gone or (changes.is_whole and _should_be_there(copy.entry, connection, now))
        if missing:
            touched += _note_gone(copy, now)
    return touched


def _copies(connection: Connection, changes: Changes, own: Mapping[str, Entry]) -> list[Copy]:
    """Return our events in this calendar that the changes are about."""
    rows = Copy.objects.filter(connection=connection).select_related("entry")
    if changes.is_whole:
        return list(rows)
    found: dict[object, Copy] = {}
    ids, hrefs = [entry.pk for entry in own.values()], sorted(changes.gone)
    for start in range(0, max(len(ids), len(hrefs)), CHUNK):
        found |= {copy.pk: copy for copy in rows.filter(entry_id__in=ids[start : start + CHUNK])}
        found |= {copy.pk: copy for copy in rows.filter(href__in=hrefs[start : start + CHUNK])}
    return list(found.values())


def _note_found(copy: Copy, found: Found, now: dt.datetime) -> bool:
    """Note how our event stands there; a time other than ours raises a question. What is due is overwritten anyway."""
    if copy.is_due or (found.etag and found.etag == copy.etag):
        return False
    if not found.spans:  # called off there, which is how some programs delete
        return _note_gone(copy, now)
    span = found.spans[0]
    Copy.objects.filter(pk=copy.pk).update(href=found.href, etag=found.etag, let_go_at=None)
    entry = copy.entry
    if entry.dropped_at or entry.ends_at <= now:
        return True
    if (span.starts_at, span.ends_at) != (entry.starts_at, entry.ends_at):
        _ask(copy, Happening.MOVED, span.starts_at, now)
    else:
        Question.objects.filter(entry=entry, connection_id=copy.connection_id, answered_at=None).delete()
    return True


def _note_left_over(connection: Connection, entry: Entry, found: Found) -> bool:
    """Have an event taken out that was dropped here while the calendar was not connected."""
    if not found.spans:
        return False
    Copy.objects.create(
        organization_id=connection.organization_id,
        connection=connection,
        entry=entry,
        href=found.href,
        etag=found.etag,
        remote_uid=found.uid,
    )
    return True


def _note_gone(copy: Copy, now: dt.datetime) -> bool:
    """Let our event rest there and ask; what has been dropped here or is over is forgotten."""
    if copy.entry.dropped_at or copy.entry.ends_at <= now:
        return bool(copy.delete()[0])
    Copy.objects.filter(pk=copy.pk).update(href="", etag="", tried_at=None, let_go_at=now)
    _ask(copy, Happening.DELETED, None, now)
    return True


def _should_be_there(entry: Entry, connection: Connection, now: dt.datetime) -> bool:
    """Say whether what is read would hold the event: neither over nor beyond what was read."""
    return entry.ends_at > now and (connection.read_until is None or entry.starts_at < connection.read_until)


def _ask(copy: Copy, happening: Happening, moved_to: dt.datetime | None, now: dt.datetime) -> None:
    """Ask once about an event, the latest that happened to it."""
    said = {"connection_id": copy.connection_id, "happening": happening, "moved_to": moved_to}
    about = {"organization_id": copy.organization_id, "member_id": copy.entry.member_id}
    Question.objects.update_or_create(
        entry=copy.entry, answered_at=None, defaults=said, create_defaults={**said, **about, "asked_at": now}
    )
