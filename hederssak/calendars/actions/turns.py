"""One turn with a calendar: told what is due, then read for what has changed.

What goes wrong with one calendar is noted at it and stops no other.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.utils import translation

from hederssak.calendars import texts
from hederssak.calendars.actions.applying import apply
from hederssak.calendars.actions.opening import can_write, opened
from hederssak.calendars.actions.telling import tell
from hederssak.calendars.actions.watching import keep_watch
from hederssak.calendars.models import Connection, Copy, Service, State
from hederssak.calendars.providers.protocol import (
    AccessRevoked,
    CalendarAway,
    Reader,
    Refused,
    TokenLost,
    Window,
)
from hederssak.lib.addresses import page
from hederssak.lib.rows import save_only
from hederssak.lib.sealing import SealBroken
from hederssak.org.queries import zone_of
from hederssak.outbox.actions import Letter, write_mail

AHEAD = dt.timedelta(weeks=26)
LEFT_AT_LEAST = dt.timedelta(weeks=13)
BACK = dt.timedelta(weeks=1)
A_TURN = dt.timedelta(minutes=15)
"""How long a worker may be at one calendar before another one takes it for dead."""

EVERY = {Service.ICS: dt.timedelta(minutes=30)}
OFTEN = dt.timedelta(minutes=5)
SELDOM = dt.timedelta(minutes=30)
"""A calendar that calls us when something changes is asked now and then all the same: calls get lost."""

LONGEST_WAIT = dt.timedelta(hours=1)


def due_connections(*, now: dt.datetime, most: int = 200) -> list[uuid.UUID]:
    """Return the calendars whose turn it is: by the clock, the longest waiting first, or because they must be told."""
    rows = Connection.objects.filter(ended_at=None, member__left_on=None).exclude(state=State.REVOKED)
    waiting = rows.filter(due_at__lte=now).order_by("due_at").values_list("pk", flat=True)[:most]
    untold = Copy.objects.filter(is_due=True, connection__in=rows.filter(state=State.OK))
    ids = [*waiting, *untold.order_by("connection_id").values_list("connection_id", flat=True).distinct()[:most]]
    return list(dict.fromkeys(ids))


def take_turn(connection_id: uuid.UUID, *, now: dt.datetime, provider: Reader | None = None) -> int:
    """Tell and read one calendar, and return how many rows that touched; `provider` stands in for the real one.

    One worker at a time: the turn is claimed by one conditional update.
    """
    connection = Connection.objects.select_related("member__team", "member__organization").get(pk=connection_id)
    if not (_is_due(connection, now) and _claim(connection, now)):
        return 0
    try:
        calendar = provider or opened(connection, now=now)
        touched = _tell_and_read(connection, calendar, now)
        keep_watch(connection, calendar, now=now)
    except CalendarAway as away:
        _note_away(connection, away, now)
    except (AccessRevoked, SealBroken) as revoked:
        _note_revoked(connection, getattr(revoked, "code", "key"), now)
    except Refused as refused:
        _note_away(connection, CalendarAway(refused.code), now)
    else:
        due_at = now + _pause(connection, now)
        save_only(connection, state=State.OK, synced_at=now, failures=0, last_error="", due_at=due_at, turn_until=None)
        return touched
    return 0


def _tell_and_read(connection: Connection, provider: Reader, now: dt.datetime) -> int:
    told = tell(connection, provider, now=now) if can_write(provider) else 0
    token, read_until = connection.sync_token, connection.read_until
    if read_until is None or read_until - now < LEFT_AT_LEAST:
        token, read_until = "", now + AHEAD
    window = Window(now - BACK, read_until, zone_of(connection.member))
    try:
        changes = provider.changes(token, window)
    except TokenLost:
        read_until = now + AHEAD
        changes = provider.changes("", Window(now - BACK, read_until, window.zone))
    return told + apply(connection, changes, read_until=read_until, now=now)


def _is_due(connection: Connection, now: dt.datetime) -> bool:
    """Say whether there is something to do: a task that was asked for twice finds it done."""
    if connection.ended_at or connection.member.left_on or connection.state == State.REVOKED:
        return False
    untold = connection.state == State.OK and connection.copies.filter(is_due=True).exists()
    return connection.due_at <= now or untold


def _claim(connection: Connection, now: dt.datetime) -> bool:
    free = Connection.objects.filter(pk=connection.pk, turn_until=connection.turn_until)
    if connection.turn_until and connection.turn_until > now:
        return False
    connection.turn_until = now + A_TURN
    return bool(free.update(turn_until=connection.turn_until))


def _pause(connection: Connection, now: dt.datetime) -> dt.timedelta:
    if connection.watch_until and connection.watch_until > now:
        return SELDOM
    return EVERY.get(Service(connection.service), OFTEN)


def _note_away(connection: Connection, away: CalendarAway, now: dt.datetime) -> None:
    """Wait longer each time, an hour at most, or as long as the service asks."""
    failures = min(connection.failures + 1, 1000)
    wait = min(dt.timedelta(minutes=2 ** min(failures, 6)), LONGEST_WAIT)
    if away.wait is not None:
        wait = dt.timedelta(seconds=min(max(away.wait, 1.0), 86_400.0))
    save_only(connection, state=State.AWAY, failures=failures, last_error=away.code, due_at=now + wait, turn_until=None)


def _note_revoked(connection: Connection, code: str, now: dt.datetime) -> None:
    """Stop asking, and tell the member once; blocks go on without this calendar."""
    is_news = connection.told_at is None
    save_only(connection, state=State.REVOKED, last_error=code, told_at=connection.told_at or now, turn_until=None)
    member = connection.member
    if not (is_news and member.email):
        return
    with translation.override(member.language):
        subject, text = texts.revoked_letter(connection, url=settings.PUBLIC_URL + page("calendars:index"))
    write_mail(
        Letter(to=member.email, subject=subject, text=text),
        key=f"calendar-revoked:{connection.pk}:{now:%Y%m%dT%H%M%S}",
        organization_id=connection.organization_id,
        now=now,
    )


def ask_for_turn(connection: Connection, *, now: dt.datetime) -> None:
    """Have a calendar read as soon as a worker is free, because its owner asks or its service says that it changed."""
    Connection.objects.filter(pk=connection.pk, ended_at=None).exclude(state=State.REVOKED).update(due_at=now)
