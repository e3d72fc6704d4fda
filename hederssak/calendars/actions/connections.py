"""Connecting a calendar and letting go of it again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.calendars.actions.entries import write_upcoming
from hederssak.calendars.actions.opening import PURPOSE, with_password
from hederssak.calendars.models import BusyTime, Connection, Copy, Question, Service, State
from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.discovery import Remote, calendars_at
from hederssak.calendars.providers.ics import IcsCalendar
from hederssak.calendars.providers.protocol import Refused, Window
from hederssak.lib.outside import is_allowed_inside
from hederssak.lib.rows import save_only
from hederssak.lib.sealing import SealBroken, seal, unseal
from hederssak.org.models import Member
from hederssak.org.queries import zone_of

WEEK = dt.timedelta(weeks=1)


def connect(*, service: Service, address: str, secret: dict[str, Any], by: Member, now: dt.datetime) -> Connection:
    """Connect a calendar of the member's own, read at the next turn of the job; the same address is connected once.

    `secret` is what lets us in, sealed before it is kept: `{"url"}` for an ICS feed, whose address is a secret,
    `{"user", "password"}` for CalDAV, `{"refresh_token"}` and what belongs to it for Microsoft and Google.
    """
    with transaction.atomic():
        Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
        row = _standing(service, address, secret, by)
        sealed = seal(secret, purpose=PURPOSE)
        if row is None:
            row = Connection(organization_id=by.organization_id, member=by, service=service, address=address)
            row.made_at = row.due_at = now
            row.secret = sealed
            row.save(force_insert=True)
        else:
            clean = {"state": State.OK, "failures": 0, "last_error": "", "told_at": None, "due_at": now}
            save_only(row, secret=sealed, **clean)
        if row.is_written:
            write_upcoming(row, now=now)
    return row


def connect_address(*, url: str, by: Member, now: dt.datetime) -> Connection:
    """Connect a calendar that is read from an address, after a look at whether there is one.

    Raises:
        Refused, AccessRevoked, CalendarAway: there is none, or none that can be read.

    """
    window = Window(now - WEEK, now + WEEK, zone_of(by))
    IcsCalendar(url, Caller.guarded()).changes("", window)
    return connect(service=Service.ICS, address="", secret={"url": url}, by=by, now=now)


def calendars_on(*, url: str, user: str, password: str) -> list[Remote]:
    """Return the calendars that a member has on a CalDAV server.

    Raises:
        Refused, AccessRevoked, CalendarAway: it is no such server, it is plain http, or it does not let us in.

    """
    if not url.lower().startswith("https://") and not is_allowed_inside(url):
        raise Refused("not_https")
    found = calendars_at(url, with_password(user, password))
    if not found:
        raise Refused("no_caldav")
    return found


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
        forgotten = dict.fromkeys(
            ("secret", "address", "sync_token", "watch_id", "watch_resource", "watch_key_hash"), ""
        )
        save_only(connection, ended_at=now, watch_until=None, **forgotten)


def _standing(service: Service, address: str, secret: dict[str, Any], by: Member) -> Connection | None:
    """Return the connection of that address that there is already; an ICS feed's is sealed and has to be read."""
    rows = Connection.objects.visible_to(by).filter(service=service)
    if service != Service.ICS:
        return rows.filter(address=address).first()
    return next((row for row in rows if _address_of(row) == secret["url"]), None)


def _address_of(row: Connection) -> str:
    try:
        return str(unseal(row.secret, purpose=PURPOSE)["url"])
    except SealBroken:
        return ""
