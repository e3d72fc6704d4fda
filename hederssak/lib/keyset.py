"""Long lists a page at a time, by the last row shown: the thousandth page costs what the first does."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

SIZE = 60
M = TypeVar("M", bound=Model)
R = TypeVar("R")


class BadMarkError(ValueError):
    """The mark in an address names no row: only a forged address has one like that."""

    code = "bad_mark"


@dataclass(frozen=True)
class Order:
    """A list's order: by a column, then by identifier. Rows that lack the value come last, whatever the direction."""

    column: str
    read: Callable[[str], Any] = str
    descending: bool = False


@dataclass(frozen=True)
class Page(Generic[R]):
    """Some rows; `next_after` is the mark after which the next page begins, empty on the last."""

    rows: list[R]
    next_after: str


BY_DAY = dt.date.fromisoformat
BY_INSTANT = dt.datetime.fromisoformat
BY_AMOUNT = Decimal
LACKING = "-"


def page_of(rows: QuerySet[M, R], order: Order, *, after: str = "", size: int = SIZE) -> Page[R]:
    """Return the rows that follow a mark, in at most two queries: those with a value, then those without.

    They are asked for apart because the two engines disagree on where the missing stand, and neither would use its
    index for the other's order.
    """
    has_value, value, last = _read(after, order)
    found: list[R] = []
    if has_value:
        found = list(_after(_part(rows, order, lacks=False), order, value, last)[: size + 1])
    if len(found) <= size and _may_lack(rows, order):
        without = _part(rows, order, lacks=True)
        if not has_value:
            without = without.filter(**{f"pk__{_beyond(order)}": last})
        found += list(without[: size + 1 - len(found)])
    return _page(found, order, size)


def first_page(ask: Callable[..., list[R]], order: Order) -> Page[R]:
    """Return the first page of a list whose query is prepared: `ask(lacks=...)` returns the rows of `beginning`."""
    found = ask(lacks=False)
    if len(found) <= SIZE:
        found = [*found, *ask(lacks=True)][: SIZE + 1]
    return _page(found, order, SIZE)


def beginning(rows: QuerySet[M, R], order: Order, *, lacks: bool) -> QuerySet[M, R]:
    """Return the first rows that have the order's value, or of those that lack it, and one more than a page."""
    if lacks and not _may_lack(rows, order):
        return rows.none()
    return _part(rows, order, lacks=lacks)[: SIZE + 1]


def _part(rows: QuerySet[M, R], order: Order, *, lacks: bool) -> QuerySet[M, R]:
    """Return the rows that have the order's value, or those that lack it, in order."""
    columns = ("pk",) if lacks else (order.column, "pk")
    part = rows.filter(**{f"{order.column}__isnull": lacks})
    return part.order_by(*(_towards(order, column) for column in columns))


def _may_lack(rows: QuerySet[M, R], order: Order) -> bool:
    return bool(rows.model._meta.get_field(order.column).null)


def _page(found: list[R], order: Order, size: int) -> Page[R]:
    shown = found[:size]
    return Page(shown, _mark(shown[-1], order) if len(found) > size else "")


def _after(rows: QuerySet[M, R], order: Order, value: Any, last: uuid.UUID | None) -> QuerySet[M, R]:
    if last is None:
        return rows
    beyond = _beyond(order)
    # The first condition follows from the second, and is what an index is entered by.
    return rows.filter(
        Q(**{f"{order.column}__{beyond}e": value}),
        Q(**{f"{order.column}__{beyond}": value}) | Q(**{f"pk__{beyond}": last}),
    )


def _towards(order: Order, column: str) -> str:
    return f"-{column}" if order.descending else column


def _beyond(order: Order) -> str:
    return "lt" if order.descending else "gt"


def _mark(row: Any, order: Order) -> str:
    value = getattr(row, order.column)
    if value is None:
        return f"{LACKING}~{row.pk}"
    written = value.isoformat() if isinstance(value, dt.date) else str(value)
    return f"={written}~{row.pk}"


def _read(after: str, order: Order) -> tuple[bool, Any, uuid.UUID | None]:
    """Return whether the rows with a value are not yet at their end, and the value and row to go on after."""
    if not after:
        return True, None, None
    written, _, last = after.rpartition("~")
    try:
        row = uuid.UUID(last)
        if written == LACKING:
            return False, None, row
        return True, order.read(written.removeprefix("=")), row
    except (ValueError, InvalidOperation) as error:
        raise BadMarkError(after) from error
