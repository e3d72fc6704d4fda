"""Being called by a service when something changes, instead of asking it every five minutes."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings

from hederssak.calendars.actions.opening import can_watch
from hederssak.calendars.models import Connection
from hederssak.calendars.providers.protocol import AccessRevoked, CalendarAway, Reader, Refused, Watch
from hederssak.lib.addresses import page
from hederssak.lib.rows import save_only
from hederssak.lib.secret_keys import key_hash, new_key

GOOD_FOR = dt.timedelta(days=6)
RENEWED = dt.timedelta(days=1)
"""A watch that ends within so long is replaced by a new one first, so that there is no gap."""


def keep_watch(connection: Connection, calendar: Reader, *, now: dt.datetime) -> None:
    """Have a calendar's service call us. Where it can't, it is asked every few minutes, which is as good."""
    if not (can_watch(calendar) and settings.PUBLIC_URL.startswith("https://")):
        return
    if connection.watch_until and connection.watch_until - now > RENEWED:
        return
    key, url = new_key(), settings.PUBLIC_URL + page(f"calendars:{connection.service}_hook")
    before = Watch(connection.watch_id, connection.watch_resource, connection.watch_until or now)
    try:
        watch = calendar.watch(watch_id=str(uuid.uuid4()), key=key, url=url, until=now + GOOD_FOR)
        save_only(
            connection,
            watch_id=watch.id,
            watch_resource=watch.resource,
            watch_key_hash=key_hash(key),
            watch_until=watch.until,
        )
        if before.id:
            calendar.unwatch(before)
    except (CalendarAway, AccessRevoked, Refused):
        return  # the next turn tries again; reading goes on meanwhile


def called_about(*, watch_id: str, key: str) -> Connection | None:
    """Return the calendar that a call is about, if whoever calls knows the key that we gave to the service."""
    if not watch_id:
        return None
    rows = Connection.objects.filter(watch_id=watch_id, watch_key_hash=key_hash(key), ended_at=None)
    return rows.first()
