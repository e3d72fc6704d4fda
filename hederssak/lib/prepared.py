"""Queries whose SQL is written once by a process: a page asks twenty, and writing them anew took half of its time.

    @prepared
    def _due(owner: uuid.UUID, today: dt.date) -> QuerySet[NextStep]:
        return NextStep.objects.filter(owner=owner, due_on__lte=today).order_by("due_on")[:6]

    steps = _due(member.pk, today)

Only the SQL is kept, never a row: each call asks the database. See docs/decisions/0014-prepared-queries.md.
"""

from __future__ import annotations

import copy
import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, update_wrapper
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.expressions import Expression

P = ParamSpec("P")
R = TypeVar("R")

SHAPES = 32
"""So many lengths of lists are kept for each query; a page of rows is nearly always of one."""

Shape = tuple[tuple[int | None, ...], tuple[tuple[str, Any], ...]]
"""How long each list among the values is (None for one that is no list), and what is not a value but the query's."""


class Place(NamedTuple):
    """Where a parameter of the SQL comes from: which of the values, and which of its items where it is a list."""

    value: int
    item: int | None


class Given(Expression):
    """Stands in a query for a value that is not known yet, or for so many of them."""

    def __init__(self, value: int, length: int | None) -> None:
        """Stand for one of the values, by its position."""
        super().__init__()
        self.value, self.length = value, length

    def as_sql(self, *_compiler: Any, **_more: Any) -> tuple[str, list[Place]]:  # type: ignore[override] # no strings
        """Write the places, in brackets where it is a list."""
        if self.length is None:
            return "%s", [Place(self.value, None)]
        return f"({', '.join(['%s'] * self.length)})", [Place(self.value, item) for item in range(self.length)]


class _Comparison(models.Lookup[Any]):
    """A column beside a value; `written` is the SQL of both."""

    written = ""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Write the comparison."""
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = self.process_rhs(compiler, connection)
        return self.written.format(left, right), [*left_parameters, *right_parameters]


@models.CharField.register_lookup
class Like(_Comparison):
    """`name__like="%berg%"`: a pattern that is written already, where `contains` would write it anew for each row."""

    lookup_name = "like"
    written = "{} LIKE {}"


@models.CharField.register_lookup
class Same(_Comparison):
    """`trade__same="bygg"`: in whichever letters, as `iexact`, whose value would be written anew for each call.

    What is upper case says the database of both.
    """

    lookup_name = "same"
    written = "UPPER({}) = UPPER({})"


class Written:
    """One query in SQL, for values of one shape. It stands where Django's makers of rows look for their query."""

    _known_related_objects: dict[Any, Any] = {}  # always empty: only the rows of a relation's manager have some

    def __init__(self, rows: Any) -> None:
        """Write the SQL of a queryset; `sql` stays empty where nothing can be found."""
        if rows._prefetch_related_lookups:  # noqa: SLF001 (else they would be left out without a word)
            raise TypeError("a prepared query prefetches nothing: ask for it with one of its own")
        self.db, self.model, self.selected = rows.db, rows.model, rows.query.selected
        self._fields = rows._fields  # what the rows' values are called, where they are named
        self._rows: Any = rows._iterable_class  # noqa: SLF001 (models, tuples or single values: as the queryset would)
        self._compiler: Any = rows.query.get_compiler(self.db)
        try:
            self.sql, self.places = self._compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.places = "", ()
            return
        converters = _quicker(self._compiler.get_converters([column for column, *_ in self._compiler.select]), self.db)
        self._compiler.get_converters = lambda _columns: converters
        self._compiler.connection = None  # each run brings its own

    @property
    def query(self) -> Written:
        """Stand where a queryset has its query, too."""
        return self

    def fetch(self, values: Sequence[Any]) -> list[Any]:
        """Return the rows for values."""
        if not self.sql:
            return []
        run = copy.copy(self)
        run._compiler = copy.copy(self._compiler)  # noqa: SLF001 (our own)
        run._compiler.connection = connections[self.db]  # noqa: SLF001 (our own; the connection is the thread's)
        run._compiler.as_sql = lambda: (self.sql, self.parameters(values))  # noqa: SLF001
        return list(self._rows(run))

    def parameters(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Return what stands at each place of the SQL, as the database takes it."""
        to_database = _adapter(self.db)
        return tuple(
            to_database(values[one.value] if one.item is None else values[one.value][one.item])
            if isinstance(one, Place)
            else one
            for one in self.places
        )

    def get_compiler(self, using: str) -> Any:  # noqa: ARG002 (the rows are made for one database)
        """Return what has the SQL."""
        return self._compiler


class Prepared(Generic[P, R]):
    """A function that returns a queryset, as one that returns its rows.

    What is given by position are values: dates, identifiers, rows, words, or lists of them, and never None. They can't
    be looked at, but for whether a list is empty. What is given by keyword belongs to the query, which is written anew
    for each. It may read nothing else: no clock, no language, no zone.
    """

    def __init__(self, write: Callable[P, models.QuerySet[Any, R]]) -> None:
        """Keep how the query is written."""
        update_wrapper(self, write)
        self.write = write
        self.written = lru_cache(maxsize=SHAPES)(self._written)

    def __call__(self, *values: P.args, **own: P.kwargs) -> list[R]:
        """Return the rows for values."""
        given = given_to(values)
        return self.written(shape_of(given, own)).fetch(given)

    def first(self, *values: P.args, **own: P.kwargs) -> R | None:
        """Return the first row for values; the query says itself how many it reads."""
        return next(iter(self(*values, **own)), None)

    def _written(self, shape: Shape) -> Written:
        lengths, own = shape
        places: list[Any] = [[] if length == 0 else Given(place, length) for place, length in enumerate(lengths)]
        return Written(self.write(*places, **dict(own)))


LISTS = (list, tuple, set, frozenset, models.QuerySet)


def prepared(write: Callable[P, models.QuerySet[Any, R]]) -> Prepared[P, R]:
    """Make a function that returns a queryset one that returns its rows, with SQL that is written once."""
    return Prepared(write)


def given_to(values: Sequence[Any]) -> list[Any]:
    """Return values as they are taken: what is in a list twice is asked for once."""
    return [list(dict.fromkeys(value)) if isinstance(value, LISTS) else value for value in values]


def shape_of(values: Sequence[Any], own: Mapping[str, Any]) -> Shape:
    """Return on what the SQL depends; what is missing would never be found by it."""
    if any(value is None for value in values):
        raise TypeError("nothing equals NULL: take what may be missing as a keyword, or leave the question out")
    return tuple(len(value) if isinstance(value, list) else None for value in values), tuple(own.items())


def _quicker(converters: Mapping[int, Any], alias: str) -> dict[int, Any]:
    """Return what makes values of columns, with identifiers out of text made once: rows name few owners many times."""
    own = getattr(connections[alias].ops, "convert_uuidfield_value", None)  # where the database knows none itself
    return {
        place: ([_identifier if convert == own else convert for convert in several], column)
        for place, (several, column) in converters.items()
    }


@lru_cache(maxsize=4096)
def _of_text(text: str) -> uuid.UUID:
    return uuid.UUID(text)


def _identifier(text: str | None, _column: Any, _connection: Any) -> uuid.UUID | None:
    return None if text is None else _of_text(text)


def _adapter(alias: str) -> Callable[[Any], Any]:
    """Return how a value is given to a database, by its own kind; a row is given as its identifier."""
    connection: Any = connections[alias]
    has_uuids = connection.features.has_native_uuid_field

    def to_database(value: Any) -> Any:
        if isinstance(value, models.Model):
            value = value.pk
        if isinstance(value, uuid.UUID):
            return value if has_uuids else value.hex
        if isinstance(value, dt.datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, dt.date):
            return connection.ops.adapt_datefield_value(value)
        return value

    return to_database
