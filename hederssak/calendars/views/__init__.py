"""A member's own calendars; nobody else sees these pages, the member's manager no more than anyone."""

from hederssak.calendars.views.connecting import address, choose, server
from hederssak.calendars.views.feeds import feed, renew
from hederssak.calendars.views.hooks import google_hook, microsoft_hook
from hederssak.calendars.views.own import answer, disconnect_one, index, read_now
from hederssak.calendars.views.permission import back, sign_in

__all__ = [
    "address",
    "answer",
    "back",
    "choose",
    "disconnect_one",
    "feed",
    "google_hook",
    "index",
    "microsoft_hook",
    "read_now",
    "renew",
    "server",
    "sign_in",
]
