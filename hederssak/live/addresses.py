"""Where a page listens: the address with its ticket."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest

from hederssak.lib.security import LIVE_PLACE
from hederssak.live.tickets import key_from, write_ticket


def page_address(request: HttpRequest, channels: Sequence[str], *, now: dt.datetime) -> str:
    """Return the address at which this page hears of these channels, or nothing when there is no live process."""
    place = live_place(request)
    if place is None:
        return ""
    request.META[LIVE_PLACE] = place
    origin = f"{request.scheme}://{request.get_host()}"
    ticket = write_ticket(channels, origin=origin, key=key_from(settings.SECRET_KEY), made_at=now.timestamp())
    return f"{place}/live/?ticket={quote(ticket)}"


def live_place(request: HttpRequest) -> str | None:
    """Return where browsers reach the live process: "" behind a proxy (the same origin), else host and port of its own.

    None when there is none.
    """
    if not settings.LIVE_PORT:
        return None
    if settings.BEHIND_PROXY:
        return ""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return f"{request.scheme}://{f'[{host}]' if ':' in host else host}:{settings.LIVE_PORT}"
