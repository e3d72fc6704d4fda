"""Opening a calendar: its key unsealed, its service spoken to in its own way."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeGuard

import httpx
from django.conf import settings

from hederssak.calendars.models import Connection, Service
from hederssak.calendars.providers.caldav import CalDav
from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.google import Google
from hederssak.calendars.providers.ics import IcsCalendar
from hederssak.calendars.providers.microsoft import Microsoft
from hederssak.calendars.providers.oauth import OAuth
from hederssak.calendars.providers.protocol import Provider, Reader, Refused, Watched
from hederssak.lib.sealing import seal, unseal

PURPOSE = "calendar connection"


def opened(connection: Connection, *, now: dt.datetime) -> Reader:
    """Return a connected calendar, ready to be read.

    Raises:
        SealBroken: its key was sealed with another secret key.
        Refused: the service is not set up here.

    """
    secret: dict[str, Any] = unseal(connection.secret, purpose=PURPOSE)
    if connection.service == Service.ICS:
        return IcsCalendar(secret["url"], Caller.guarded())
    if connection.service == Service.CALDAV:
        return CalDav(connection.address, with_password(secret["user"], secret["password"]))
    app = settings.CALENDAR_APPS.get(connection.service)
    if app is None:
        raise Refused("not_set_up")
    caller = Caller.guarded(auth=_sign_in(connection, app, secret, now), denied="grant")
    return Google(app["api"], caller) if connection.service == Service.GOOGLE else Microsoft(app["api"], caller)


def _sign_in(connection: Connection, app: dict[str, str], secret: dict[str, Any], now: dt.datetime) -> OAuth:
    """Return how to sign in; a token that was renewed is kept at once, in case the worker does not get further."""

    def keep(new: dict[str, Any]) -> None:
        mine = Connection.objects.filter(pk=connection.pk, ended_at=None)
        mine.update(secret=seal(new, purpose=PURPOSE))

    return OAuth(app, secret, now=now, on_saved=keep)


def with_password(user: str, password: str) -> Caller:
    """Return a caller that signs in with a password; it is not sent on to where a redirect leads."""
    return Caller.guarded(auth=httpx.BasicAuth(user, password))


def can_write(calendar: Reader) -> TypeGuard[Provider]:
    """Say whether our own events can be written into a calendar."""
    return hasattr(calendar, "write")


def can_watch(calendar: Reader) -> TypeGuard[Watched]:
    """Say whether a calendar's service can call us."""
    return hasattr(calendar, "watch")
