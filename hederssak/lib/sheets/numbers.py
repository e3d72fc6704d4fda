"""Numbers as people and systems write them in the Nordics and elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from hederssak.lib.sheets.blanks import is_blank
from hederssak.lib.sheets.refusals import BadValue

LARGEST = Decimal(10) ** 15
MEMORY = 1 << 16

CURRENCIES = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "us$": "USD",
    "kr": "kr",
    "kr.": "kr",
} | {
    code.lower(): code for code in ("SEK", "EUR", "NOK", "DKK", "ISK", "USD", "GBP", "CHF", "PLN", "JPY", "CAD", "AUD")
}
"""What is written beside an amount. "kr" stays "kr": the file doesn't say whose crown it is."""

UNITS = {
    "k": 3, "t": 3, "tkr": 3, "tsek": 3, "ksek": 3, "teur": 3, "keur": 3, "t€": 3, "k€": 3, "te": 3, "tn": 3,
    "knok": 3, "tnok": 3, "kdkk": 3, "tdkk": 3, "tkr.": 3,
    "m": 6, "mn": 6, "mn.": 6, "milj": 6, "milj.": 6, "mio": 6, "mio.": 6, "mill.": 6, "mkr": 6, "msek": 6, "meur": 6,
    "m€": 6, "me": 6, "mnok": 6, "mdkk": 6, "mnkr": 6, "mn kr": 6, "milj. kr": 6, "milj. €": 6, "mn sek": 6,
}  # fmt: skip
"""Powers of ten that stand behind an amount: tkr, MSEK, k€."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009\u2002\u2003'\u2019`", " "))
_MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d", "-"))
_USUAL = re.compile(
    r"[-\u2212]?(?:[0-9]{1,14}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4})(?:[.,][0-9]{1,2})?", re.ASCII
)
_TO_POINT = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": ".", "\u2212": "-"})
_CROWNS = (",-", ":-", ".-")
_BODY = re.compile(r"[0-9](?:[0-9 .,]*[0-9])?[.,]?(?:[eE][+-]?[0-9]{1,3})?|[.,][0-9]+")


class Amount(NamedTuple):
    """A number and what stood beside it: a currency (ISO code, or "kr" for an unnamed crown), a percent sign."""

    value: Decimal
    currency: str | None = None
    percent: bool = False


@dataclass(frozen=True)
class NumberFormat:
    """How a column writes its decimals: "," or "." or None where no cell shows it; sure when some cell proves it."""

    decimal: str | None
    sure: bool
    conflict: bool = False


def parse_number(text: str, *, decimal: str | None = None) -> Decimal | None:
    """Give the number in a cell, or None for a blank one. A percent sign is passed over: "40 %" is 40.

    Raises:
        BadValue: not_a_number; number_ambiguous for "1,234" when decimal isn't given; number_out_of_range from 10^15.
    """
    amount = parse_amount(text, decimal=decimal)
    return None if amount is None else amount.value


@lru_cache(maxsize=MEMORY)
def parse_amount(text: str, *, decimal: str | None = None) -> Amount | None:
    """Give the amount in a cell with its currency where one is written beside it, or None for a blank one.

    Raises:
        BadValue: as `parse_number` does.
    """
    if _USUAL.fullmatch(text):
        return Amount(Decimal(text.translate(_TO_POINT)))
    if is_blank(text):
        return None
    before, body, after = _parts(text)
    negative = "-" in before or after.startswith("-") or (before.startswith("(") and after.endswith(")"))
    words = " ".join((before + " " + after).lower().replace("(", " ").replace(")", " ").split())
    currency, percent, power = _beside(words, text)
    value = Decimal(_plain(body, decimal, text)).scaleb(power)
    if not abs(value) < LARGEST:
        raise BadValue("number_out_of_range", text)
    return Amount(-value if negative else value, currency, percent)


def unit_in(words: str) -> tuple[str | None, int]:
    """Give the currency and the power of ten that words such as "SEK", "tkr" or "k€" name; (None, 0) for others."""
    try:
        currency, percent, power = _beside(" ".join(words.translate(_SPACES).lower().split()), words)
    except BadValue:
        return None, 0
    return (None, 0) if percent else (currency, power)


def _parts(text: str) -> tuple[str, str, str]:
    clean = text.translate(_SPACES).translate(_MINUS).strip()
    if clean.endswith(_CROWNS):
        clean = clean[:-2] + " kr"
    found = _BODY.search(clean)
    if found is None:
        raise BadValue("not_a_number", text)
    before, body, after = clean[: found.start()].strip(), found.group(), clean[found.end() :].strip()
    if any(sign.isdigit() for sign in after):
        raise BadValue("not_a_number", text)
    if before.endswith("-") or before.startswith("-"):
        before = "-" + before.replace("-", "", 1).strip()
    return before, body, after


def _beside(words: str, text: str) -> tuple[str | None, bool, int]:
    """Read what stands around the figures: currency, percent, thousands or millions; anything else isn't a number."""
    rest = words.strip("-+ ").replace(" - ", " ")
    if not rest:
        return None, False, 0
    if rest == "%":
        return None, True, 0
    currency: str | None = None
    power = 0
    for word in [rest] if rest in UNITS else rest.split():
        if word in CURRENCIES and currency is None:
            currency = CURRENCIES[word]
        elif word in UNITS and not power:
            power = UNITS[word]
            currency = currency or _currency_in(word)
        else:
            raise BadValue("not_a_number", text)
    return currency, False, power


def _currency_in(unit: str) -> str | None:
    ends = (("kr", "kr"), ("kr.", "kr"), ("€", "EUR"), ("te", "EUR"), ("me", "EUR"))
    for end, currency in (*ends, *((code, code.upper()) for code in ("sek", "eur", "nok", "dkk"))):
        if unit.endswith(end):
            return currency
    return None


def _plain(body: str, decimal: str | None, text: str) -> str:
    """Give the figures with a point for the decimals and nothing for the thousands."""
    mantissa, _, exponent = body.lower().partition("e")
    spaced = " " in mantissa
    if spaced:
        whole = re.split(r"[.,]", mantissa, maxsplit=1)[0]
        if not _grouped(whole.split(" ")) and not _grouped(mantissa.split(" ")):
            raise BadValue("not_a_number", text)
        mantissa = mantissa.replace(" ", "")
    points, commas = mantissa.count("."), mantissa.count(",")
    if points and commas:
        mantissa = _both(mantissa, text)
    elif points + commas > 1:
        if not _grouped(re.split(r"[.,]", mantissa)):
            raise BadValue("not_a_number", text)
        mantissa = mantissa.replace(",", "").replace(".", "")
    elif points + commas == 1:
        sign = "." if points else ","
        known = sign if spaced or exponent else decimal
        mantissa = _one(mantissa, sign, known, text)
    return f"{mantissa}e{exponent}" if exponent else mantissa


def _both(mantissa: str, text: str) -> str:
    last = max(mantissa.rfind("."), mantissa.rfind(","))
    thousands = "," if mantissa[last] == "." else "."
    whole, rest = mantissa[:last], mantissa[last + 1 :]
    if mantissa[last] in whole or not _grouped(whole.split(thousands)):
        raise BadValue("not_a_number", text)
    return whole.replace(thousands, "") + "." + rest


def _one(mantissa: str, sign: str, decimal: str | None, text: str) -> str:
    """Read a lone sign: decimals, unless exactly three figures follow one to three; then the column decides."""
    whole, rest = mantissa.split(sign)
    if len(rest) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return f"{whole or '0'}.{rest or '0'}"
    if decimal is None:
        raise BadValue("number_ambiguous", text)
    return f"{whole}.{rest}" if decimal == sign else whole + rest


def _grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def learn_number_format(samples: Iterable[str]) -> NumberFormat:
    """Find a column's decimal sign from its cells.

    A cell such as "1 234,50", "1.234,50", "12,5" or "1.234.567" proves it. Where all are like "12,000", the sign is
    taken for thousands, which is what amounts look like, and the answer isn't sure. Cells that prove both are a
    conflict.
    """
    proven = {",": 0, ".": 0}
    unclear = {",": 0, ".": 0}
    for text in samples:
        if "," not in text and "." not in text:
            continue
        for decimal, other in ((",", "."), (".", ",")):
            found = _decimal_of(text)
            if found == decimal:
                proven[decimal] += 1
            elif found == "?" and decimal in text:
                unclear[other] += 1
    if any(proven.values()):
        decimal = max(proven, key=lambda sign: proven[sign])
        return NumberFormat(decimal, sure=True, conflict=all(proven.values()))
    if any(unclear.values()):
        return NumberFormat(max(unclear, key=lambda sign: unclear[sign]), sure=False)
    return NumberFormat(None, sure=True)


def learn_percent_scale(samples: Iterable[str], *, decimal: str | None = ".") -> int | None:
    """Find what a column of shares calls certain: 100 where a cell exceeds 1 or has a percent sign, else 1.

    None where the cells are only 0 and 1, which can be read in both ways.
    """
    scale = None
    for text in samples:
        try:
            amount = parse_amount(text, decimal=decimal)
        except BadValue:
            continue
        if amount is not None and (amount.percent or amount.value > 1):
            return 100
        if amount is not None and 0 < amount.value < 1:
            scale = 1
    return scale


@lru_cache(maxsize=MEMORY)
def _decimal_of(text: str) -> str:
    """Give the decimal sign that a cell proves, "?" where it can be read in two ways, "" where it shows none."""
    if _USUAL.fullmatch(text):
        return "," if "," in text else "." if "." in text else ""
    readings: dict[str, Decimal | None] = {}
    for decimal in ",.":
        try:
            readings[decimal] = parse_number(text, decimal=decimal)
        except BadValue:
            return ""
    if readings[","] != readings["."]:
        return "?"
    body = _parts(text)[1] if readings["."] is not None else ""
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return ""
    sign = body[last]
    if body.count(sign) > 1:
        return "," if sign == "." else "."
    return sign
