"""Repeats that would never end: a rule of one line can ask for more instances than a computer has time for."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from math import prod
from typing import Any

from icalendar import Event

from hederssak.calendars.providers.protocol import Window

MOST = 60_000
"""Steps from the first instance to the end of what is read: a daily event for 160 years, an hourly one for seven."""

A_STEP = {"HOURLY": dt.timedelta(hours=1), "DAILY": dt.timedelta(days=1)}
LEAP_YEAR = 2028


class TooOften(Exception):
    """A series that repeats too often to be counted, or on days that do not exist."""


def refuse_too_many(event: Event, window: Window) -> None:
    """Raise `TooOften` for a rule whose instances would take too long to count."""
    rules = event.get("RRULE") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        often = str(_first(rule, "FREQ")).upper()
        if often in {"SECONDLY", "MINUTELY"} or _never(rule):
            raise TooOften
        start = event.start
        ahead = max((window.until.date() - dt.date(start.year, start.month, start.day)).days, 0)
        steps = dt.timedelta(days=ahead) / A_STEP.get(often, dt.timedelta(days=1))
        a_day = prod(max(1, len(rule.get(name, []))) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if steps * a_day > MOST:
            raise TooOften


def _never(rule: Any) -> bool:
    """Say whether a rule asks for days that no year has, such as 30 February: the search for one would not end."""
    months, days = _numbers(rule, "BYMONTH"), _numbers(rule, "BYMONTHDAY")
    if any(abs(day) > 31 or day == 0 for day in days) or any(not 1 <= month <= 12 for month in months):
        return True
    lengths = [monthrange(LEAP_YEAR, month)[1] for month in months]
    return bool(days and months) and not any(abs(day) <= length for day in days for length in lengths)


def _numbers(rule: Any, name: str) -> list[int]:
    said = rule.get(name, [])
    return [int(value) for value in (said if isinstance(said, list) else [said])]


def _first(rule: Any, name: str) -> Any:
    said = rule.get(name, [""])
    return said[0] if isinstance(said, list) else said
