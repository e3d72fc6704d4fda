"""How names are ordered: å, ä and ö after z, on both databases alike, whatever language they were set up with."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from hederssak.rules.names import AFTER_Z

SIGNS = {each: sign for letter, sign in AFTER_Z.items() for each in (letter.upper(), letter)}
"""The same for either case: what is in the column is as it was typed."""


class OrderKey(models.CharField[str, str]):
    """Text in the order of its bytes. PostgreSQL would order by the language that it was set up with; SQLite never."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Say it to PostgreSQL."""
        parameters: dict[str, Any] = super().db_parameters(connection)
        return parameters | {"collation": "C"} if connection.vendor == "postgresql" else parameters


class ByName(models.Func):
    """The order of a short list of names, in whichever letters: `order_by(ByName("name"))`.

    It is worked out for each row. A long list has a column for it, and an index (`OrderKey`).
    """

    output_field = models.CharField()

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper, *_parts: Any, **_more: Any) -> tuple[str, Any]:
        """Write it for SQLite, whose order is that of bytes and whose LOWER knows the letters of ASCII alone."""
        del connection
        written, parameters = compiler.compile(self.source_expressions[0])
        for letter, sign in SIGNS.items():
            written = f"REPLACE({written}, '{letter}', '{sign}')"
        return f"LOWER({written})", parameters

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **_more: Any) -> tuple[str, Any]:
        """Write it for PostgreSQL, which has to be told to do the same."""
        del connection
        written, parameters = compiler.compile(self.source_expressions[0])
        letters, signs = "".join(SIGNS), "".join(SIGNS.values())
        return f"LOWER(TRANSLATE({written}, '{letters}', '{signs}') COLLATE \"C\")", parameters
