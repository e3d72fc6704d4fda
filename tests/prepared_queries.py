"""Prepared queries held against what Django writes for the same values, in every test that runs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection

from hederssak.lib.prepared import Prepared, given_to, shape_of


def as_django_writes(prepared: Prepared[Any, Any], *values: Any, **own: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL and the parameters of the queryset that a prepared query stands for; nothing where it is empty."""
    try:
        sql, parameters = prepared.write(*values, **own).query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
    return _plain(sql), tuple(parameters)


def as_prepared(prepared: Prepared[Any, Any], *values: Any, **own: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL and the parameters that a prepared query sends."""
    written = prepared.written(shape_of(values, own))
    return _plain(written.sql), written.parameters(values)


def _plain(sql: str) -> str:
    """Return SQL without the brackets that Django sets around what is no bare value; a function has its own besides."""
    while "(%s)" in sql:
        sql = sql.replace("(%s)", "%s")
    return sql


@contextmanager
def held_against_django() -> Iterator[None]:
    """Fail whatever runs a prepared query that is not the one that Django would write."""
    call = Prepared.__call__

    def checked(self: Prepared[Any, Any], *values: Any, **own: Any) -> Any:
        given = given_to(values)
        assert as_prepared(self, *given, **own) == as_django_writes(self, *given, **own)
        return call(self, *values, **own)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "__call__", checked)
        yield
