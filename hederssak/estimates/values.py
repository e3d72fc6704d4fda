"""Read raw cells: which are blank, which are numbers, which are dates, whatever country's hand wrote them."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TypeAlias

Raw: TypeAlias = str | int | float | bool | date | datetime | time | None

BLANKS = frozenset({"", "-", "--", "na", "n/a", "#n/a", "nan", "nat", "null", "none", "(blank)", "nil", "?"})
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - cells carry wall-clock time; only differences are used
_UNITS = re.compile(r"(?i)(sek|eur|usd|nok|dkk|kr\.?|[€$£%:-])$|^(sek|eur|usd|nok|dkk|kr\.?|[€$£])")
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'"), None)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?")
_TRIPLES = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_DAY = re.compile(
    r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?)?"
)
_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%y", "%d-%b-%Y")


def is_blank(value: Raw) -> bool:
    """Return whether a cell says nothing: empty, a dash, NaN, or a word such as N/A."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return isinstance(value, str) and value.strip().lower() in BLANKS


def label(value: Raw) -> str:
    """Return the text under which a cell counts as a level; blank gives the empty string, 3.0 gives "3"."""
    if is_blank(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def decimal_comma(values: Iterable[Raw]) -> bool:
    """Return whether a column writes decimals with a comma: some comma isn't a thousands separator."""
    for value in values:
        if isinstance(value, str) and "," in value:
            bare = _UNITS.sub("", value.strip().translate(_SPACES))
            last = bare.rfind(",")
            if last > bare.rfind(".") and not _TRIPLES.fullmatch(bare):
                return True
    return False


def number(value: Raw, *, comma: bool = False) -> float:
    """Return a cell as a number, NaN when it isn't a finite one.

    Takes "1 234,50", "1.234,50", "1,234.50", a minus sign of any kind, a currency or percent sign.
    `comma` says that the column's decimals follow a comma.
    """
    if isinstance(value, bool) or value is None or isinstance(value, date | time):
        return math.nan
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else math.nan
    text = _UNITS.sub("", value.strip().replace("\u2212", "-").translate(_SPACES)).strip()
    text = text.replace(".", "").replace(",", ".") if comma and "," in text else text.replace(",", "")
    if not _NUMBER.fullmatch(text.lower()):
        return math.nan
    found = float(text)
    return found if math.isfinite(found) else math.nan


def month_first(values: Iterable[Raw]) -> bool:
    """Return whether a column's dates are written month/day/year: a second part exceeds 12, no first one does."""
    second = False
    for value in values:
        found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
        if found and len(found[1]) <= 2:
            if int(found[1]) > 12:
                return False
            second = second or int(found[2]) > 12
    return second


def _built(parts: Sequence[str | None], *, us: bool) -> datetime:
    first, middle, last = (int(part or 0) for part in parts[:3])
    if len(parts[0] or "") == 4:
        year, month, day = first, middle, last
    else:
        day, month, year = (middle, first, last) if us else (first, middle, last)
        year += 2000 if year < 100 else 0
    hour = int(parts[3] or 0)
    if parts[6]:
        hour = hour % 12 + (12 if parts[6].lower() == "pm" else 0)
    return datetime(year, month, day, hour, int(parts[4] or 0), int(parts[5] or 0))  # noqa: DTZ001 - see EPOCH


def days(value: Raw, *, us: bool = False) -> float:
    """Return a cell as days since 1970-01-01 by its own wall clock, NaN when it isn't a date.

    Takes dates, ISO text, 31-12-2026, 31.12.2026 and 12/31/2026 (`us`), with or without a time, and month names.
    """
    try:
        if isinstance(value, datetime):
            moment = value.replace(tzinfo=None)
        elif isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - see EPOCH
        elif isinstance(value, str):
            moment = _read(value.strip(), us=us)
        else:
            return math.nan
    except (ValueError, OverflowError):
        return math.nan
    return (moment - EPOCH).total_seconds() / 86400 if 1900 <= moment.year <= 2200 else math.nan


def _read(text: str, *, us: bool) -> datetime:
    found = _DAY.fullmatch(text)
    if found:
        return _built(found.groups(), us=us)
    if text[:4].isdigit() and "-" in text:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    for shape in _NAMED if len(text) <= 20 and any(letter.isalpha() for letter in text) else ():
        try:
            return datetime.strptime(text, shape)  # noqa: DTZ007 - see EPOCH
        except ValueError:
            continue
    raise ValueError(text)
