"""A member's own calendars; nobody else sees these pages, the member's manager no more than anyone."""

from hederssak.calendars.views.connecting import address, choose, server
from hederssak.calendars.views.feeds import feed, renew
from hederssak.calendars.views.own import answer, disconnect_one, index, read_now

__all__ = ["address", "answer", "choose", "disconnect_one", "feed", "index", "read_now", "renew", "server"]
