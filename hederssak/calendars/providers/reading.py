"""Other people's iCalendar text: when somebody is taken, and nothing else. Much of it is broken; none stops us.

Times without a zone, and whole days, are meant in the calendar's own zone (X-WR-TIMEZONE) or else in the reader's.
So are times of a zone that nobody knows: the calendar's owner meant their own clock.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event
from recurring_ical_events.query import CalendarQuery

from hederssak.calendars.providers.protocol import Refused, Span, Window
from hederssak.calendars.providers.repeats import TooOften, refuse_too_many

LARGEST = 20_000_000
LONGEST = dt.timedelta(days=31)
SERIES = ("RRULE", "RDATE", "RECURRENCE-ID", "EXRULE")
ONE_EVENT = re.compile(rb"^BEGIN:VEVENT\s*?$.*?^END:VEVENT\s*?$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
FREE = {"FREE", "WORKINGELSEWHERE"}
BAD = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, ArithmeticError, NotImplementedError)
"""What the libraries raise at values that make no sense; each costs the one series that it stands in."""


@dataclass
class Reading:
    """The times of a calendar by UID, and how many series could not be understood."""

    spans: dict[str, list[Span]]
    left_out: int = 0


def read_calendar(text: bytes, window: Window) -> Reading:
    """Return when the events of a calendar lie, as far as they touch the window.

    Raises:
        Refused: `too_large`, `empty`, `web_page` (a sign-in page in place of a calendar) or `no_calendar`.

    """
    reading = Reading({})
    for calendar in _calendars(text):
        own = Window(window.since, window.until, _zone(calendar) or window.zone)
        for uid, events in _by_uid(calendar).items():
            try:
                spans = list(_spans(uid, events, own))
            except (TooOften, *BAD):
                reading.left_out += 1
                continue
            reading.spans.setdefault(uid, []).extend(spans)
        if busy := list(_said_busy(calendar, own)):
            reading.spans.setdefault("", []).extend(busy)
    return reading


def _calendars(text: bytes) -> list[Component]:
    if len(text) > LARGEST:
        raise Refused("too_large")
    head = text[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise Refused("empty")
    if head.startswith((b"<!doctype html", b"<html")):
        raise Refused("web_page")
    try:
        found = _parsed(text)
    except BAD:
        found = []
    if not any(one.name in {"VCALENDAR", "VEVENT", "VFREEBUSY"} for one in found):
        found = list(_salvaged(text))
    calendars = [one for one in found if one.name == "VCALENDAR"]
    bare = [one for one in found if one.name in {"VEVENT", "VFREEBUSY"}]
    if bare:
        calendar = Calendar()
        calendar.subcomponents = bare
        calendars.append(calendar)
    if not calendars:
        raise Refused("no_calendar")
    return calendars


def _parsed(text: bytes) -> list[Component]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # guesses at odd time zones, which are good guesses
        found = Calendar.from_ical(text, multiple=True)
    return list(found) if isinstance(found, list) else [found]


def _salvaged(text: bytes) -> Iterator[Component]:
    """Yield the events of a calendar that can't be read as a whole, each read by itself; a bad one is passed over."""
    if b"BEGIN:VCALENDAR" not in text.upper():
        return
    for block in ONE_EVENT.findall(text):
        try:
            yield from _parsed(block + b"\r\n")
        except BAD:
            yield Event()  # it counts as one that could not be understood


def _zone(calendar: Component) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(calendar["X-WR-TIMEZONE"]))
    except (*BAD, OSError):
        return None


def _by_uid(calendar: Component) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in calendar.walk("VEVENT"):
        if not isinstance(event, Event) or ("DTSTART" not in event and len(event) > 0):
            continue  # it takes no time
        uid = str(event.get("UID") or "").strip()
        found[uid[:300] or _made_up_uid(event)].append(event)
    return found


def _made_up_uid(event: Event) -> str:
    """Return a name for an event that has none, the same at each reading."""
    said = repr([(name, str(event.get(name))) for name in ("DTSTART", "DTEND", "RRULE", "RECURRENCE-ID")])
    return sha256(said.encode()).hexdigest()[:32]


def _spans(uid: str, events: list[Event], window: Window) -> Iterator[Span]:
    """Yield the instances of one UID that touch the window."""
    if any(name in event for event in events for name in SERIES):
        yield from _instances(uid, events, window)
        return
    latest = sorted(events, key=lambda event: int(event.get("SEQUENCE", 0)))
    by_start = {_instant(event.start, window.zone): event for event in latest}
    for start, event in by_start.items():
        name = _text(start) if len(by_start) > 1 else ""  # some programs give all their events one UID
        yield from _within(_span(uid, name, event, window), window)


def _instances(uid: str, events: list[Event], window: Window) -> Iterator[Span]:
    for event in events:
        refuse_too_many(event, window)
        for name in ("RDATE", "EXDATE"):
            if not _is_whole(_listed(event, name)):
                del event[name]  # rather a day too many than the whole series too few
    calendar = Calendar()
    calendar.subcomponents = list(events)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = CalendarQuery(calendar).between(window.since, window.until)
    for event in found:
        if not isinstance(event, Event):
            continue
        original = event.RECURRENCE_ID or event.start
        yield from _within(_span(uid, _text(_instant(original, window.zone)), event, window), window)


def _is_whole(said: list[Any]) -> bool:
    """Say whether a list of days can be read and holds days."""
    try:
        values = [value.dt for part in said for value in part.dts]
    except BAD:
        return False
    return all(isinstance(value, dt.date | tuple) for value in values)


def _span(uid: str, recurrence: str, event: Event, window: Window) -> Span | None:
    """Return when an event is; None for one that was called off. Without an end it ends as it starts (RFC 5545)."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    start = event.start
    all_day = not isinstance(start, dt.datetime)
    starts_at, ends_at = _instant(start, window.zone), _instant(event.end, window.zone)
    ends_at = min(max(starts_at, ends_at), starts_at + LONGEST)
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    free = free or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in FREE
    return Span(uid, recurrence, starts_at, ends_at, all_day, free)


def _within(span: Span | None, window: Window) -> Iterable[Span]:
    if span and span.starts_at < window.until and span.ends_at >= window.since:
        yield span


def _said_busy(calendar: Component, window: Window) -> Iterator[Span]:
    """Yield the times of a calendar that says nothing but when its owner is taken (VFREEBUSY)."""
    for component in calendar.walk("VFREEBUSY"):
        for value in _listed(component, "FREEBUSY"):
            if str(value.params.get("FBTYPE", "BUSY")).upper() == "FREE":
                continue
            start, end = value.dt
            end = start + end if isinstance(end, dt.timedelta) else end
            starts_at, ends_at = _instant(start, window.zone), _instant(end, window.zone)
            yield from _within(Span("", _text(starts_at), starts_at, max(starts_at, ends_at)), window)


def _listed(component: Component, name: str) -> list[Any]:
    """Return a property that may be given once, many times or not at all."""
    said: Any = component.get(name)
    if said is None:
        return []
    return list(said) if isinstance(said, list) else [said]


def _instant(value: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the instant of a date or a time; what has no zone is meant in the one given."""
    if not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day, tzinfo=zone)
    aware = value if value.tzinfo else value.replace(tzinfo=zone)
    return aware.astimezone(dt.UTC)


def _text(instant: dt.datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"
