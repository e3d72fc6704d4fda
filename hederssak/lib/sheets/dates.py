"""Dates and instants as people and systems write them; the order of day and month is decided per column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from hederssak.lib.sheets.blanks import is_blank
from hederssak.lib.sheets.months import month_of
from hederssak.lib.sheets.numbers import MEMORY
from hederssak.lib.sheets.refusals import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_YEAR = 1980
LAST_YEAR = 2100
ORDERS = ("dmy", "mdy", "ymd")
_SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
_FIGURES = re.compile(r"([0-9]{1,4})([-/. ]) ?([0-9]{1,2})[-/. ] ?([0-9]{1,4})\.?(?![0-9])(.*)", re.DOTALL)
_WORDED = re.compile(
    r"(?:[^\W\d]+\.?,? +)??"
    r"(?:([0-9]{1,2})(?:st|nd|rd|th|\.|:a|:e)?[- ]*([^\W\d]+)\.?|([^\W\d]+)\.? +([0-9]{1,2})(?:st|nd|rd|th)?)"
    r"[-, ]+([0-9]{2,4})(?![0-9])(.*)",
    re.DOTALL,
)
_CLOCK = re.compile(
    r"[,T ]*(?:klo|kl|at)?\.? *([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2})(?:[.,][0-9]+)?)?"
    r" *([AaPp])?\.?[Mm]?\.? *(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)


@dataclass(frozen=True)
class DateOrder:
    """The order of a column's figures ("dmy", "mdy", "ymd"); None where its cells don't tell or contradict."""

    order: str | None
    possible: tuple[str, ...]
    conflict: bool = False


def parse_date(text: str, *, order: str | None = None, zone: tzinfo | None = None) -> date | None:
    """Give the day in a cell, or None for a blank one. An instant with its own zone becomes the day in `zone`.

    Raises:
        BadValue: not_a_date; date_ambiguous for "03/04/2026" when order isn't given; date_order_conflict where the
            order makes no date; date_out_of_range before 1980 and after 2100.
    """
    moment = _moment(text, order)
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return (moment.astimezone(zone) if zone and moment.tzinfo else moment).date()
    return moment


def parse_instant(text: str, *, order: str | None = None, zone: tzinfo = UTC) -> datetime | None:
    """Give the instant in a cell as an aware UTC datetime; one without a zone is taken to be in `zone`.

    A day without a time is its first instant there.

    Raises:
        BadValue: as `parse_date` does.
    """
    moment = _moment(text, order)
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def says_time(text: str) -> bool:
    """Say whether a cell that holds a date also says a time of day."""
    return isinstance(_moment(text, "dmy"), datetime)


@lru_cache(maxsize=MEMORY)
def _moment(text: str, order: str | None) -> date | datetime | None:
    if is_blank(text):
        return None
    clean = text.strip()
    try:
        moment = _iso(clean) or _number(clean) or _figures(clean, order) or _worded(clean)
    except BadValue as error:
        raise BadValue(error.code, text) from None
    except (ValueError, OverflowError):
        raise BadValue("not_a_date", text) from None
    if moment is None:
        raise BadValue("not_a_date", text)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BadValue("date_out_of_range", text)
    return moment


def _iso(text: str) -> date | datetime | None:
    if len(text) < 10 or text[4] != "-" or text[7] != "-" or not text[:4].isdigit():
        return None
    if text[:4] == "0000" or text[8:10] == "00" or text[5:7] == "00":
        raise BadValue("date_out_of_range", text)
    day = date.fromisoformat(text[:10])
    return _with_clock(day, text[10:])


def _number(text: str) -> date | datetime | None:
    """Read a spreadsheet's serial day (1900 system), a compact date or Unix time."""
    whole, _, part = text.replace(",", ".").partition(".")
    if not (whole.isascii() and whole.isdigit() and (part.isdigit() or not part)):
        return None
    if len(whole) == 8 and not part:
        return date(int(whole[:4]), int(whole[4:6]), int(whole[6:]))
    if len(whole) in {10, 13} and not part:
        return datetime.fromtimestamp(int(whole) / (1000 if len(whole) == 13 else 1), tz=UTC)
    if len(whole) > 7 or (part and len(whole) < 5):
        return None
    day = _SERIAL_ZERO + timedelta(days=int(whole))
    if not part:
        return day.date()
    seconds = round(float("0." + part) * 86_400)
    return (day + timedelta(seconds=seconds)).replace(tzinfo=None)


def _figures(text: str, order: str | None) -> date | datetime | None:
    found = _FIGURES.fullmatch(text)
    if found is None:
        return None
    first, sign, second, third, rest = found.groups()
    return _with_clock(_day(first, second, third, sign, order, text), rest)


def _day(first: str, second: str, third: str, sign: str, order: str | None, text: str) -> date:
    if first.lstrip("0") == "" or second.lstrip("0") == "" or third.lstrip("0") == "":
        raise BadValue("date_out_of_range", text)
    able = _able(first, second, third, sign)
    if not able:
        raise BadValue("not_a_date", text)
    if order in able:
        return able[order]
    if len(set(able.values())) == 1:
        if order is not None and not _settled(first, third, sign):
            raise BadValue("date_order_conflict", text)
        return next(iter(able.values()))
    if order is None:
        raise BadValue("date_ambiguous", text)
    raise BadValue("date_order_conflict", text)


def _settled(first: str, third: str, sign: str) -> bool:
    """Say whether the writing itself gives the order: the year first in four figures, or points between."""
    return len(first) == 4 or (sign in ". " and len(third) == 4)


def _able(first: str, second: str, third: str, sign: str) -> dict[str, date]:
    """Give the dates that the figures make, by order; points mean day first unless that makes no date."""
    if len(first) == 4:
        orders: tuple[str, ...] = ("ymd",)
    elif len(first) > 2 or len(third) in {1, 3}:
        return {}
    elif len(third) == 4:
        orders = ("dmy", "mdy")
    else:
        orders = ORDERS if len(first) == 2 else ("dmy", "mdy")
    made: dict[str, date] = {}
    for order in orders:
        parts = dict(zip(order, (first, second, third), strict=True))
        try:
            made[order] = date(_year(parts["y"]), int(parts["m"]), int(parts["d"]))
        except ValueError:
            continue
    if sign in ". " and "dmy" in made:
        return {"dmy": made["dmy"]}
    return made


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 70 else 1900)


def _worded(text: str) -> date | datetime | None:
    found = _WORDED.fullmatch(text)
    if found is None:
        return None
    day, month, other_month, other_day, year, rest = found.groups()
    number = month_of(month or other_month)
    if not number:
        return None
    return _with_clock(date(_year(year), number, int(day or other_day)), rest)


def _with_clock(day: date, rest: str) -> date | datetime:
    if not rest.strip(" ,"):
        return day
    found = _CLOCK.fullmatch(rest.strip())
    if found is None:
        raise BadValue("not_a_date", rest)
    hour, minute, second, half, zone = found.groups()
    hours = int(hour) % 12 + (12 if half in "Pp" else 0) if half else int(hour)
    moment = datetime.combine(day, time(hours, int(minute), int(second or 0)))
    return moment.replace(tzinfo=_zone(zone)) if zone else moment


def _zone(text: str) -> tzinfo:
    if text[0] not in "+-":
        return UTC
    figures = text[1:].replace(":", "")
    shift = timedelta(hours=int(figures[:2]), minutes=int(figures[2:]))
    return timezone(shift if text[0] == "+" else -shift)


def learn_date_order(samples: Iterable[str]) -> DateOrder:
    """Find a column's order of day, month and year: each cell rules out the orders that make no date of it.

    Cells that settle it themselves (ISO, points, a month's name, a serial) don't count. Give it the whole column:
    the one cell that decides may stand last.
    """
    possible = set(ORDERS)
    seen = False
    for text in samples:
        found = _FIGURES.fullmatch(text.strip())
        if found is None or found[2] in ". " or len(found[1]) == 4:
            continue
        able = _able(found[1], found[3], found[4], found[2])
        if able:
            seen = True
            possible &= set(able)
    if not seen:
        return DateOrder(None, ORDERS)
    left = tuple(order for order in ORDERS if order in possible)
    return DateOrder(left[0] if len(left) == 1 else None, left, conflict=not left)
