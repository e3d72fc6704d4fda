"""Calendar texts as other programs write them."""

from __future__ import annotations

import datetime as dt

from tests.calendars.made import HOUR


def event_text(uid: str, starts_at: dt.datetime, hours: float = 1, *more: str) -> str:
    """Return a calendar of one event, with a title that nobody of ours may keep."""
    ends_at = starts_at + hours * HOUR
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Telefonen//SV",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T080000Z",
        f"DTSTART:{starts_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTEND:{ends_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        "SUMMARY:Hos hudläkaren",
        *more,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines)
