"""Days, weeks, clock and money as the reader's country writes them. The language is the one that is active.

A list writes the same days and sums again and again, and Babel takes its time: what was written lately is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_currency, format_currency, format_decimal
from django.utils.translation import get_language

NBSP = "\u00a0"

DAY = {"sv": "EEE d MMM", "fi": "ccc d.M.", "en": "EEE d MMM"}
DATE = {"sv": "d MMM y", "fi": "d.M.y", "en": "d MMM y"}
WEEK = {"sv": "v.{n}{number}", "fi": "vk{n}{number}", "en": "week{n}{number}"}
CLOCK = {"sv": "%H:%M", "fi": "%-H.%M", "en": "%H:%M"}
SYMBOL = {"SEK": "kr", "NOK": "kr", "DKK": "kr", "EUR": "€"}
MILLIONS = {"sv": "mn", "fi": "milj.", "en": "m"}
THOUSANDS = {"sv": "t", "fi": "t", "en": "k"}
WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "fi": "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista",
    "sv": "en två tre fyra fem sex sju åtta nio tio elva tolv",
}
"""The numbers that running text writes out, in the form that stands before a noun in the nominative."""


def language() -> str:
    """Return the active language, one of sv, fi and en."""
    active = (get_language() or "en")[:2]
    return active if active in DAY else "en"


KEPT = 8192
"""How many written days and numbers of each sort a process keeps; about a megabyte."""


@lru_cache(maxsize=8)
def _locale(code: str) -> Locale:
    return Locale.parse({"sv": "sv_SE", "fi": "fi_FI", "en": "en_GB"}[code])


def day(value: dt.date) -> str:
    """Return a day near the present: "tis 24 nov", "ti 24.11.", "Tue 24 Nov"."""
    return _date(_plain_day(value), DAY[code := language()], code)


def date(value: dt.date) -> str:
    """Return a day with its year: "24 nov 2026", "24.11.2026"."""
    return _date(_plain_day(value), DATE[code := language()], code)


def dates(values: Iterable[dt.date]) -> list[str]:
    """Return several such days; a list of many asks once which language it is."""
    pattern = DATE[code := language()]
    return [_date(_plain_day(value), pattern, code) for value in values]


def _plain_day(value: dt.date) -> dt.date:
    """Return the day as written on an instant's clock: instants of two zones can be equal on different days."""
    return value.date() if isinstance(value, dt.datetime) else value


@lru_cache(maxsize=KEPT)
def _date(value: dt.date, pattern: str, code: str) -> str:
    written = format_date(value, pattern, locale=_locale(code))
    return written.replace(". ", " ").rstrip(".") + ("." if pattern.endswith("M.") else "")


def weekday(number: int) -> str:
    """Return the name of a weekday, 0 = Monday, as running text has it: "tisdag", "tiistai", "Tuesday"."""
    return str(_locale(language()).days["stand-alone"]["wide"][number])


def clock(value: dt.time | dt.datetime) -> str:
    """Return the time of day: "09:00", in Finnish "9.00"."""
    return value.strftime(CLOCK[language()])


def week(number: int) -> str:
    """Return an ISO week's number: "v. 48", "vk 48", "week 48"."""
    return WEEK[language()].format(n=NBSP, number=number)


def number(value: Decimal | float, decimals: int = 0) -> str:
    """Return a number with the reader's separators."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _decimal(value, pattern, language())


@lru_cache(maxsize=KEPT)
def _decimal(value: Decimal | float, pattern: str, code: str) -> str:
    return str(format_decimal(value, format=pattern, locale=_locale(code)))


def spelled(value: int) -> str:
    """Return a number as a sentence writes it: in words up to twelve."""
    words = WORDS[language()].split()
    return words[value - 1] if 1 <= value <= len(words) else number(value)


def percent(share: float) -> str:
    """Return a share between 0 and 1 as whole percent: "40 %", in English "40%"."""
    return f"{number(share * 100)}{'' if language() == 'en' else NBSP}%"


def money(amount: Decimal, currency: str) -> str:
    """Return an amount in whole units: "1 234 567 kr", "€1,234,567"."""
    return _money(amount, currency, language())


def _money(amount: Decimal, currency: str, code: str) -> str:
    if code == "en":
        return _full(amount, currency, code)
    return f"{_decimal(amount, '#,##0', code)}{NBSP}{SYMBOL.get(currency, currency)}"


def short_money(amount: Decimal, currency: str) -> str:
    """Return an amount to be taken in at a glance: "4,1 mn kr", "640 t kr" is written "640 tkr"."""
    return _short(amount, currency, language())


@lru_cache(maxsize=KEPT)
def _short(amount: Decimal, currency: str, code: str) -> str:
    symbol, size = SYMBOL.get(currency, currency), abs(amount)
    if code == "en":
        return _compact(amount, currency, code)
    if size >= 1_000_000:
        unit = "mkr" if (code, symbol) == ("sv", "kr") else f"{MILLIONS[code]}{NBSP}{symbol}"
        return f"{_decimal(amount / 1_000_000, '#,##0.0', code)}{NBSP}{unit}"
    if size >= 10_000:
        unit = "tkr" if (code, symbol) == ("sv", "kr") else f"{THOUSANDS[code]}{symbol}"
        return f"{_decimal(amount / 1000, '#,##0', code)}{NBSP}{unit}"
    return _money(amount, currency, code)


def _compact(amount: Decimal, currency: str, code: str) -> str:
    return str(format_compact_currency(amount, currency, fraction_digits=1, locale=_locale(code)))


@lru_cache(maxsize=KEPT)
def _full(amount: Decimal, currency: str, code: str) -> str:
    return str(format_currency(amount, currency, format="¤#,##0", locale=_locale(code), currency_digits=False))


def whole(value: float) -> Decimal:
    """Return a number as a whole decimal, for an amount that a chart has made a float."""
    return Decimal(round(value))
