"""Opening a calendar: its key unsealed, its service spoken to in its own way."""

from __future__ import annotations

from typing import Any, TypeGuard

import httpx

from hederssak.calendars.models import Connection, Service
from hederssak.calendars.providers.caldav import CalDav
from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.ics import IcsCalendar
from hederssak.calendars.providers.protocol import Provider, Reader, Refused
from hederssak.lib.sealing import unseal

PURPOSE = "calendar connection"


def opened(connection: Connection) -> Reader:
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
    raise Refused("not_set_up")


def with_password(user: str, password: str) -> Caller:
    """Return a caller that signs in with a password; it is not sent on to where a redirect leads."""
    return Caller.guarded(auth=httpx.BasicAuth(user, password))


def can_write(calendar: Reader) -> TypeGuard[Provider]:
    """Say whether our own events can be written into a calendar."""
    return hasattr(calendar, "write")
