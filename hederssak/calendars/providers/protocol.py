"""What every calendar service can be asked, and what it may answer: the same for CalDAV, Microsoft, Google and ICS."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from hederssak.calendars.providers.writing import Outgoing


@dataclass(frozen=True)
class Window:
    """The time that is read: from, until, and the zone in which all-day and floating times are meant."""

    since: dt.datetime
    until: dt.datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Span:
    """One event or one instance of a series; `recurrence` is its original start as UTC text, else empty."""

    uid: str
    recurrence: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    all_day: bool = False
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One object of a calendar, such as an event with all its instances; `href` is the service's own name for it."""

    href: str
    etag: str
    uid: str
    spans: tuple[Span, ...]


@dataclass
class Changes:
    """What changed since a token; when `is_whole`, all there is, and what is not in it is gone.

    `left_out` counts events that could not be understood; the others are read all the same.
    """

    token: str
    is_whole: bool
    found: dict[str, Found] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    left_out: int = 0

    def add(self, one: Found) -> None:
        """Note an object; one that is said twice counts as said last."""
        self.gone.discard(one.href)
        self.found[one.href] = one

    def remove(self, href: str) -> None:
        """Note that an object is gone."""
        self.found.pop(href, None)
        self.gone.add(href)


@dataclass(frozen=True)
class Written:
    """How a service calls what we wrote; `uid` where it gives a UID of its own."""

    href: str
    etag: str
    uid: str = ""


@dataclass(frozen=True)
class Watch:
    """A promise of a service to call when something changes."""

    id: str
    resource: str
    until: dt.datetime


class CalendarAway(Exception):
    """The service does not answer, or asks for patience; nothing is lost, it is asked again later."""

    def __init__(self, code: str, *, wait: float | None = None) -> None:
        """Keep a code, and the seconds that the service asks to be left alone."""
        super().__init__(code)
        self.code, self.wait = code, wait


class AccessRevoked(Exception):
    """The service lets us in no more: the member has to connect it anew."""

    def __init__(self, code: str) -> None:
        """Keep a code: password, grant, forbidden or gone."""
        super().__init__(code)
        self.code = code


class TokenLost(Exception):
    """The service no longer knows since when we ask: everything has to be read anew."""


class Overtaken(Exception):
    """The object is not as we last saw it: changed, gone, or there already."""


class Refused(Exception):
    """The service does not take this object, or what it gives is no calendar; asking again would not help."""

    def __init__(self, code: str) -> None:
        """Keep a code for `texts.py`."""
        super().__init__(code)
        self.code = code


class Reader(Protocol):
    """A calendar that is read. Each method of these may raise `CalendarAway` and `AccessRevoked`."""

    def changes(self, token: str, window: Window) -> Changes:
        """Return what changed since the token, or everything when it is empty; may raise `TokenLost`, `Refused`."""
        ...


class Provider(Reader, Protocol):
    """A calendar that is read and written."""

    def find(self, uid: str, zone: ZoneInfo) -> Found | None:
        """Return our own event as it stands there now, or None; one that was deleted there is None."""
        ...

    def write(self, entry: Outgoing, *, known: Written | None, zone: ZoneInfo) -> Written:
        """Write an event, over the one that is known or as a new one; raises `Overtaken` and `Refused`."""
        ...

    def remove(self, known: Written) -> None:
        """Delete an event of ours; one that is gone already is passed over; raises `Overtaken`."""
        ...


class Watched(Provider, Protocol):
    """A calendar whose service calls us when something changes."""

    def watch(self, *, watch_id: str, key: str, url: str, until: dt.datetime) -> Watch:
        """Ask to be called at an address with a key, until an instant or earlier."""
        ...

    def unwatch(self, watch: Watch) -> None:
        """Ask not to be called any more; what is gone already is passed over."""
        ...
