"""The secret calendar address: what it answers."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from hederssak.calendars.models import Entry, Feed
from hederssak.calendars.providers.writing import Outgoing, calendar_text
from hederssak.lib.secret_keys import key_hash
from hederssak.org.queries import zone_of

BACK = dt.timedelta(weeks=4)


def feed_for(token: str, *, now: dt.datetime) -> str | None:
    """Return the iCalendar text behind a secret address; None for one that is wrong, renewed or a leaver's."""
    feed = (
        Feed.objects.select_related("member__team", "member__organization")
        .filter(key_hash=key_hash(token), member__left_on=None)
        .first()
    )
    if feed is None:
        return None
    rows = Entry.objects.filter(member=feed.member, dropped_at=None, ends_at__gt=now - BACK).order_by("starts_at", "pk")
    return calendar_text([outgoing(row) for row in rows], zone=zone_of(feed.member), name="Hederssak")


def outgoing(row: Entry) -> Outgoing:
    """Return an entry as calendars are told of it."""
    return Outgoing(
        uid=row.uid,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        sequence=row.sequence,
        changed_at=row.changed_at,
        url=f"{settings.PUBLIC_URL}{row.path}" if row.path else "",
    )
