"""What the cells of one column say: text, amounts, days; each reader gives None for a blank cell or raises BadValue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from hederssak.imports.presets import Holds, Target, is_done
from hederssak.lib.sheets.values import (
    BadValue,
    is_blank,
    parse_amount,
    parse_bool,
    parse_date,
    parse_instant,
    parse_number,
)
from hederssak.rules.emails import emails_in

Reader = Callable[[str], Any]
LARGEST_AMOUNT = Decimal(10) ** 10
LARGEST_COUNT = 10_000_000
WHOLE = frozenset({"employees", "founded"})
NEVER_NEGATIVE = frozenset({"amount", "actual_amount", "price", "revenue", "quantity", "employees"})


def reader_of(target: Target, form: Mapping[str, Any], zone: ZoneInfo) -> Reader:
    """Return how to read the cells of a column, given what was learned of it (`decimal`, `order`)."""
    decimal, order = form.get("decimal"), form.get("order")
    readers: dict[Holds, Reader] = {
        Holds.TEXT: _text,
        Holds.ID: _id,
        Holds.EMAIL: _email,
        Holds.AMOUNT: partial(_amount, decimal=decimal, signed=target.field not in NEVER_NEGATIVE),
        Holds.NUMBER: partial(_number, decimal=decimal, whole=target.field in WHOLE),
        Holds.PERCENT: partial(_percent, decimal=decimal),
        Holds.DAY: partial(parse_date, order=order, zone=zone),
        Holds.INSTANT: partial(_instant, order=order, zone=zone),
        Holds.TRUTH: _done if target.field == "done" else parse_bool,
    }
    return readers[target.holds]


def _text(text: str) -> str | None:
    return None if is_blank(text) else " ".join(text.split())


def _id(text: str) -> str | None:
    return text.strip() or None


def _email(text: str) -> str | None:
    found = emails_in(text)
    return found[0] if found else _text(text)


def _amount(text: str, *, decimal: str | None, signed: bool) -> Any:
    amount = parse_amount(text, decimal=decimal)
    if amount is None:
        return None
    if amount.value < 0 and not signed:
        raise BadValue("amount_negative", text)
    if abs(amount.value) >= LARGEST_AMOUNT:
        raise BadValue("amount_too_large", text)
    return amount._replace(value=round(amount.value, 2))


def _number(text: str, *, decimal: str | None, whole: bool) -> Decimal | int | None:
    value = parse_number(text, decimal=decimal)
    if value is None:
        return None
    if value < 0:
        raise BadValue("amount_negative", text)
    if value >= LARGEST_COUNT:
        raise BadValue("number_out_of_range", text)
    return int(value) if whole else value


def _percent(text: str, *, decimal: str | None) -> Decimal | None:
    """Read a share: "40 %", 40 and 0.4 are all forty hundredths."""
    amount = parse_amount(text, decimal=decimal)
    if amount is None:
        return None
    share = amount.value if abs(amount.value) <= 1 and not amount.percent else amount.value / 100
    if abs(share) > 10:
        raise BadValue("number_out_of_range", text)
    return share


def _done(text: str) -> bool | None:
    done = is_done(text)
    if done is None and not is_blank(text):
        raise BadValue("not_a_truth_value", text)
    return done


def _instant(text: str, *, order: str | None, zone: ZoneInfo) -> dt.datetime | None:
    return parse_instant(text, order=order, zone=zone)
