"""Telling a calendar what is due there: each of our events written, moved or taken out, and nothing twice.

`tried_at` is committed before the service is called. A worker that dies in between leaves it set without an answer;
whoever comes next asks the service first for what it has under our UID, so that nothing stands there twice.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from hederssak.calendars.models import Connection, Copy, Entry
from hederssak.calendars.providers.protocol import Overtaken, Provider, Refused, Written
from hederssak.calendars.queries.feeds import outgoing
from hederssak.org.queries import zone_of

AT_A_TURN = 200
REWRITES = 2


def tell(connection: Connection, provider: Provider, *, now: dt.datetime) -> int:
    """Tell a calendar of at most so many events, the nearest first, and return how many it has taken."""
    zone = zone_of(connection.member)
    due = Copy.objects.filter(connection=connection, is_due=True).select_related("entry")
    told = 0
    for copy in due.order_by("entry__starts_at", "pk")[:AT_A_TURN]:
        told += _tell_one(copy, provider, zone, now)
    return told


def _tell_one(copy: Copy, provider: Provider, zone: ZoneInfo, now: dt.datetime) -> bool:
    was_tried = copy.tried_at is not None
    Copy.objects.filter(pk=copy.pk).update(tried_at=now)
    known = Written(copy.href, copy.etag, copy.remote_uid) if copy.href else None
    if known is None and was_tried:
        known = _standing(copy.entry, provider, zone)
    try:
        if copy.entry.dropped_at:
            _take_out(copy, known, provider, zone)
        else:
            _write(copy, known, provider, zone)
    except Refused:
        _still(copy).update(is_due=False, tried_at=None)
        return False
    return True


def _write(copy: Copy, known: Written | None, provider: Provider, zone: ZoneInfo) -> None:
    """Write the event; where somebody was faster, over what stands there now."""
    for left in reversed(range(REWRITES)):
        try:
            written = provider.write(outgoing(copy.entry), known=known, zone=zone)
        except Overtaken:
            if not left:
                raise Refused("write") from None
            known = _standing(copy.entry, provider, zone)
            continue
        break
    Copy.objects.filter(pk=copy.pk).update(
        href=written.href, etag=written.etag, remote_uid=written.uid, tried_at=None, let_go_at=None
    )
    _still(copy).update(is_due=False)


def _take_out(copy: Copy, known: Written | None, provider: Provider, zone: ZoneInfo) -> None:
    if known:
        try:
            provider.remove(known)
        except Overtaken:
            standing = _standing(copy.entry, provider, zone)
            if standing:
                provider.remove(standing)
    if not _still(copy).filter(entry__dropped_at__isnull=False).delete()[0]:
        Copy.objects.filter(pk=copy.pk).update(href="", etag="", tried_at=None)


def _still(copy: Copy) -> QuerySet[Copy]:
    """Return the copy if its entry has not been changed since we read it: what was changed meanwhile stays due."""
    return Copy.objects.filter(pk=copy.pk, entry__sequence=copy.entry.sequence)


def _standing(entry: Entry, provider: Provider, zone: ZoneInfo) -> Written | None:
    """Return what the service has under our UID."""
    found = provider.find(entry.uid, zone)
    return Written(found.href, found.etag, found.uid) if found else None
