"""Our own events as iCalendar text (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from hederssak.lib.ids import CALENDAR_PRODUCT


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """An event of ours on its way out; `url` leads to its page here."""

    uid: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    sequence: int
    changed_at: dt.datetime
    url: str = ""


def calendar_text(entries: Sequence[Outgoing], *, zone: ZoneInfo, name: str = "") -> str:
    """Return a calendar whose times are in the zone in which its owner works, with the rules of that zone in it.

    The zone is spelled out for the years that the events lie in. The text is the same as long as the events are.
    """
    calendar = Calendar()
    calendar.add("prodid", CALENDAR_PRODUCT)
    calendar.add("version", "2.0")
    if name:
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", zone.key)
        calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, zone))
    if entries:
        years = [entry.starts_at.year for entry in entries]
        calendar.add_missing_timezones(dt.date(min(years) - 1, 1, 1), dt.date(max(years) + 2, 1, 1))
    return str(calendar.to_ical().decode())


def _event(entry: Outgoing, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", entry.title)
    event.add("transp", "OPAQUE")
    if entry.url:
        event.add("url", entry.url)
    return event
