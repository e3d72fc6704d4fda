"""Asking for many rows at once by one parameter."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Lookup
from django.db.models.sql.compiler import SQLCompiler

EACH = "(SELECT value FROM json_each(%s))"


class Among(Lookup[Any]):
    """A column is one of many values: `rows.filter(Among("key", keys))`.

    `key__in` makes a parameter of each value and prepares each by itself; for hundreds of them that is most of the
    time of such a question.
    """

    prepare_rhs = False

    def __init__(self, name: str, values: Collection[Any]) -> None:
        """Keep the values as the driver takes them: identifiers may be such or as they stand in the table."""
        super().__init__(F(name), list(values))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the condition as PostgreSQL takes it: an array."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, self.rhs)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the condition as SQLite takes it: a list in JSON."""
        column, parameters = self.process_lhs(compiler, connection)
        plain = [value.hex if isinstance(value, uuid.UUID) else value for value in self.rhs]
        return f"{column} IN {EACH}", (*parameters, json.dumps(plain))
