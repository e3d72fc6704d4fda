"""What must hold of calendars: read lately, told of what stands here, and at one with themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from hederssak.calendars.models import BusyTime, Connection, Copy, Entry, Question, Service, State
from hederssak.lib import clock
from hederssak.lib.checks import register

LATE = dt.timedelta(days=1)
MOST = 20


@register("calendars are read")
def calendars_are_read() -> Iterator[str]:
    """Yield each connected calendar that has not been read for a day; those that let us in no more are known.

    Those of the demo company stand nowhere and are read once.
    """
    real = Connection.objects.filter(ended_at=None, organization__is_demo=False).exclude(state=State.REVOKED)
    late = real.filter(made_at__lt=clock.read() - LATE)
    for row in late.exclude(synced_at__gte=clock.read() - LATE).order_by("synced_at")[:MOST]:
        since = row.synced_at or "it was connected"
        yield f"calendar {row.pk} ({row.service}): not read since {since}: {row.last_error}"


@register("calendars hold what stands here")
def calendars_hold_what_stands() -> Iterator[str]:
    """Yield our events that a written calendar lacks without having to be told, and those it was not told to drop."""
    now = clock.read()
    written = Connection.objects.filter(ended_at=None).exclude(service=Service.ICS).exclude(state=State.REVOKED)
    for connection in written:
        copy = Copy.objects.filter(connection=connection, entry=OuterRef("pk"))
        ahead = Entry.objects.filter(member_id=connection.member_id, dropped_at=None, starts_at__gt=now)
        for entry in ahead.filter(~Exists(copy)).order_by("starts_at")[:MOST]:
            yield f"entry {entry.pk} ({entry.key}): calendar {connection.pk} was never told of it; say it anew"
        dropped = Copy.objects.filter(connection=connection, is_due=False, entry__dropped_at__isnull=False)
        for left in dropped.exclude(href="")[:MOST]:
            yield f"entry {left.entry_id}: dropped here, but calendar {connection.pk} was not told"


@register("calendars agree with themselves")
def calendars_agree() -> Iterator[str]:
    """Yield times and copies that belong to another member than their calendar does, or to one that was let go."""
    for row in BusyTime.objects.exclude(member_id=F("connection__member_id"))[:MOST]:
        yield f"time {row.pk}: member {row.member_id} does not own calendar {row.connection_id}"
    for row in BusyTime.objects.exclude(connection__ended_at=None)[:MOST]:
        yield f"time {row.pk}: calendar {row.connection_id} was let go"
    for copy in Copy.objects.exclude(entry__member_id=F("connection__member_id"))[:MOST]:
        yield f"copy {copy.pk}: its entry and calendar {copy.connection_id} belong to two members"
    for question in Question.objects.filter(answered_at=None).exclude(entry__dropped_at=None)[:MOST]:
        yield f"question {question.pk}: asks about an event that was dropped"
