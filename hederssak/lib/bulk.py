"""Writing many rows of one table at the speed of the database: `executemany` on SQLite, COPY on PostgreSQL.

Django's `bulk_create` and `bulk_update` spend most of their time on building statements and on asking each field to
prepare each value; here a column's way to the database is found once. It is for our own tables only: keys are made by
us, so that nothing has to come back.
"""

from __future__ import annotations

import datetime as dt
import gc
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache, lru_cache, partial
from itertools import repeat
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any, NamedTuple

import orjson
from django.db import connection, models
from django.db.models.functions import Cast

Convert = Callable[[Any], Any]


class Column(NamedTuple):
    """How a column's values become what the driver takes (None: they are that already)."""

    convert: Convert | None
    has_none: bool
    is_shared: bool
    """Whether many rows are likely to hold the very same object, as those that belong to one organization do."""


PATIENCE = 50_000
WIDE = -128_000
"""Kilobytes of the database that are held in memory meanwhile; SQLite wants them negative."""

BLOCK = 2_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Let Python look for reference cycles less often while many rows are made, none of which has any.

    Each look walks over all that is held, which took a seventh of a long import; what stands before it begins, all
    modules above all, is not walked over at all.
    """
    before = gc.get_threshold()
    gc.set_threshold(PATIENCE, *before[1:])
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


@contextmanager
def wide_cache() -> Iterator[None]:
    """Let SQLite hold all that one long transaction writes, in place of writing it to its log and reading it again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [(before,)] = cursor.execute("PRAGMA cache_size")
        cursor.execute(f"PRAGMA cache_size = {WIDE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, every column of theirs; they may be changed and saved afterwards like any other."""
    if not rows:
        return
    model = type(rows[0])
    names = [field.attname for field in model._meta.local_concrete_fields]
    insert_values(model, names, map(itemgetter(*names), map(vars, rows)))
    alias = connection.alias
    for row in rows:
        row._state.adding, row._state.db = False, alias  # noqa: SLF001 (as bulk_create does)


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of `names` (`account_id`, not `account`); other columns stay NULL."""
    columns, converts = _columns(model, tuple(names), connection.vendor)
    table = connection.ops.quote_name(model._meta.db_table)
    plain = _plain(rows, converts)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in plain:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(converts))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", plain)  # noqa: S608 (names of our own models)


def update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Save the named columns (`account_id`, not `account`) of rows of one model; no row may be given twice."""
    if not rows:
        return
    model, key = type(rows[0]), type(rows[0])._meta.pk.attname
    _, converts = _columns(model, (*names, key), connection.vendor)
    known = {field.attname: connection.ops.quote_name(field.column or "") for field in model._meta.concrete_fields}
    table = connection.ops.quote_name(model._meta.db_table)
    changes = ", ".join(f"{known[name]} = %s" for name in names)
    plain = _plain(map(attrgetter(*names, key), rows), converts)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {known[key]} = %s", plain)  # noqa: S608 (names of our own models)


def read_plain(rows: models.QuerySet[Any], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Give columns of many rows as JSON can hold them (`history.actions.plain`), a block at a time.

    The driver's own values are taken, column by column: making Python's of each cell and text of those is four times
    the work.
    """
    known = {field.attname: field for field in rows.model._meta.concrete_fields} | {"pk": rows.model._meta.pk}
    converts = [_reading(known[name], connection.vendor) for name in names]
    wanted = [Cast(name, models.TextField()) if converts[at] is _as_it_is else name for at, name in enumerate(names)]
    statement, parameters = rows.values_list(*wanted).query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        if connection.vendor == "postgresql":
            _leave_as_text(cursor)
        cursor.execute(statement, parameters)
        while block := cursor.fetchmany(BLOCK):
            columns: list[Iterable[Any]] = list(zip(*block, strict=True))
            for at, convert in enumerate(converts):
                if convert is not None and convert is not _as_it_is:
                    columns[at] = [None if value is None else convert(value) for value in columns[at]]
            yield from zip(*columns, strict=True)


def _leave_as_text(cursor: Any) -> None:
    """Let a cursor of PostgreSQL give identifiers, decimals and days as the text in which the server sends them."""
    from psycopg.types.string import TextLoader  # noqa: PLC0415 (there is no such driver on SQLite)

    days_are_iso = (cursor.connection.info.parameter_status("DateStyle") or "").startswith("ISO")
    for kind in ("uuid", "numeric", *(["date"] if days_are_iso else [])):
        cursor.cursor.adapters.register_loader(kind, TextLoader)


def _plain(rows: Iterable[Sequence[Any]], how: tuple[Column, ...]) -> list[tuple[Any, ...]]:
    """Return rows as the driver takes them; converted column by column, which is twice as fast as cell by cell."""
    columns: list[Any] = list(zip(*rows, strict=True))
    for at, column in enumerate(how[: len(columns)]):
        if column.convert is not None:
            columns[at] = _converted(columns[at], column.convert, column)
    return list(zip(*columns, strict=True))


def _converted(cells: Sequence[Any], convert: Convert, column: Column) -> Iterable[Any]:
    """Return a column as the driver takes it; an object that stands in many rows is converted once."""
    if convert is str and {str, NoneType}.issuperset(map(type, cells)):
        return cells
    if cells[0] is cells[-1] and cells.count(cells[0]) == len(cells):
        return repeat(None if cells[0] is None else convert(cells[0]), len(cells))
    if column.is_shared:
        objects = {id(cell): cell for cell in cells}
        made = {key: None if cell is None else convert(cell) for key, cell in objects.items()}
        return [made[id(cell)] for cell in cells]
    return [None if cell is None else convert(cell) for cell in cells] if column.has_none else map(convert, cells)


@cache
def _columns(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, tuple[Column, ...]]:
    known = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [known[name] for name in names]
    quoted = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    return quoted, tuple(Column(_convert(field, vendor), field.null, _is_shared(field)) for field in fields)


def _convert(field: models.Field[Any, Any], vendor: str) -> Convert | None:
    """Return how a column's values become what the driver takes; None where they are that already."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, models.DecimalField) and vendor == "sqlite":
        places = kind.decimal_places or 0
        return partial(_fixed, form=f".{places}f", beyond=Decimal(10) ** ((kind.max_digits or 0) - places))
    known = EVERYWHERE | (ON_POSTGRESQL if vendor == "postgresql" else ON_SQLITE)
    return next((known[base] for base in type(kind).__mro__ if base in known), None)


def _is_shared(field: models.Field[Any, Any]) -> bool:
    kinds = (models.ForeignKey, models.DateField, models.DateTimeField)
    return isinstance(field, kinds) and not field.primary_key


def _json(value: Any) -> str:
    return orjson.dumps(value, default=_beyond_json).decode()


def _beyond_json(value: Any) -> str:
    """Write what the writer of JSON doesn't know (identifiers and days it does): decimals, exactly."""
    if isinstance(value, Decimal):
        return exact(value)
    raise TypeError(f"{type(value)} has no place in JSON")


def exact(value: Decimal) -> str:
    """Return a decimal as text that loses nothing: 1200.00 is "1200"."""
    return format(value.normalize(), "f") if value else "0"


def _hex(value: uuid.UUID | str) -> str:
    return value if isinstance(value, str) else value.hex


@lru_cache(maxsize=4_096)
def _naive(value: dt.datetime) -> str:
    return str(value.astimezone(dt.UTC).replace(tzinfo=None))


def _fixed(value: Any, *, form: str, beyond: Decimal) -> str:
    number = value if type(value) is Decimal else Decimal(value)
    if not -beyond < number < beyond:
        raise OverflowError(f"{number} does not fit")
    return format(number, form)


def _dashed(value: str) -> str:
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


_dashed_once = lru_cache(maxsize=4_096)(_dashed)
"""For what many rows point at; a row's own identifier never comes twice."""


def _iso(value: dt.datetime) -> str:
    return f"{value.isoformat()}+00:00"


def _two_places(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0").rstrip(".")


def _day(value: dt.date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _trimmed(value: str) -> str:
    return value.rstrip("0").rstrip(".") if "." in value else value


def _reading(field: models.Field[Any, Any], vendor: str) -> Convert | None:
    """Return how what the driver gives of a column becomes what JSON can hold; None where it is that already."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    known = FROM_SQLITE if vendor == "sqlite" else FROM_POSTGRESQL
    found = next((known[base] for base in type(kind).__mro__ if base in known), None)
    return _dashed_once if found is _dashed and not field.primary_key else found


EVERYWHERE: dict[type, Convert] = {
    models.JSONField: _json,
    models.CharField: str,
    models.TextField: str,
    models.UUIDField: _hex,
    models.DateField: str,
}
ON_SQLITE: dict[type, Convert] = {models.DateTimeField: _naive}
ON_POSTGRESQL: dict[type, Convert] = {models.DateTimeField: str, models.DecimalField: str}


def _as_it_is(value: str) -> str:
    """Return a day as SQLite holds it, which is how JSON does."""
    return value


FROM_SQLITE: dict[type, Convert] = {
    models.UUIDField: _dashed,
    models.DateTimeField: _iso,
    models.DecimalField: _two_places,
    models.DateField: _as_it_is,
}
FROM_POSTGRESQL: dict[type, Convert] = {
    models.DateTimeField: dt.datetime.isoformat,
    models.DecimalField: _trimmed,
    models.DateField: _day,
}
