"""A copy of a PostgreSQL database: each table by COPY, all as of one instant.

PostgreSQL's own `pg_dump` has to be as new as the server, which on most systems it is not; this needs nothing but the
connection that the product has, and a role that owns the tables.
"""

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

MIGRATIONS = "django_migrations"
COLUMNS = "columns.json"
BLOCK = 1 << 20
OUR_FUNCTIONS = r"SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'hederssak\_%'"


def dump(folder: Path, tables: list[str]) -> tuple[list[Path], dict[str, int]]:
    """Write one file for each table, and their columns; return the files, and how many rows `tables` have in them."""
    columns: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in _tables():
            described = connection.introspection.get_table_description(cursor, table)
            columns[table] = [column.name for column in described]
            with _file(folder, table).open("wb") as file, _copy(cursor, table, columns[table], "TO STDOUT") as source:
                for block in source:
                    file.write(block)
            counts[table] = cursor.cursor.rowcount
    listed = folder / COLUMNS
    listed.write_text(json.dumps(columns), encoding="utf-8")
    return [listed, *(_file(folder, table) for table in columns)], {name: counts[name] for name in tables}


def load(folder: Path, migrations: list[tuple[str, str]]) -> None:
    """Fill the tables from the copy: all of it or none.

    Where the copy has had other `migrations` than the database, the tables are made anew as the copy had them.
    Migrations put rows into some tables, so these are emptied before the copy's own come in; foreign keys are looked
    at when the transaction ends.
    """
    columns = json.loads((folder / COLUMNS).read_text(encoding="utf-8"))
    with transaction.atomic(), connection.cursor() as cursor:
        if set(migrations) != MigrationRecorder(connection).applied_migrations().keys():
            _drop_ours(cursor, columns.keys() | {MIGRATIONS})
            MigrationExecutor(connection).migrate(sorted(dict(sorted(migrations)).items()))  # the last of each
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(sql.SQL("TRUNCATE {}").format(_names(_tables())))
        for table in sorted(columns.keys() & set(_tables())):
            with _file(folder, table).open("rb") as file, _copy(cursor, table, columns[table], "FROM STDIN") as target:
                while block := file.read(BLOCK):
                    target.write(block)
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in columns]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _drop_ours(cursor: Any, tables: set[str]) -> None:
    """Drop the tables of the copy and of this program, and the functions of their triggers; nobody else's."""
    ours = sorted(tables | set(_tables()))
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(_names(ours)))
    cursor.execute(OUR_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP FUNCTION {}").format(sql.SQL(function)))


def _tables() -> list[str]:
    """Return the tables of our models that stand."""
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.copy"


def _names(tables: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, tables))


def _copy(cursor: Any, table: str, columns: list[str], direction: str) -> Any:
    """Return the driver's COPY, which Django's cursor does not know."""
    statement = sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table), _names(columns), sql.SQL(direction))
    return cursor.cursor.copy(statement)
