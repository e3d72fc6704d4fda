"""A first migration makes the same tables as Django's own way, table by table, would have made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from hederssak.lib.first_migration import FirstMigration

ROOM = "attic"
NUMBER = ("id", models.BigAutoField(primary_key=True))
OPERATIONS = [
    migrations.CreateModel(
        "Chest",
        fields=[NUMBER, ("name", models.CharField(max_length=20))],
        options={"indexes": [models.Index(fields=["name"], name="attic_chests_by_name")]},
    ),
    migrations.CreateModel(
        "Thing",
        fields=[NUMBER, ("chest", models.ForeignKey("attic.Chest", models.CASCADE)), ("worth", models.IntegerField())],
        options={"constraints": [models.CheckConstraint(condition=models.Q(worth__gte=0), name="attic_worth")]},
    ),
    migrations.AddField("Chest", "finest", models.ForeignKey("attic.Thing", models.SET_NULL, null=True)),
    migrations.AddConstraint("Chest", models.UniqueConstraint(models.F("finest"), name="attic_finest_once")),
]


class _Plain(migrations.Migration):
    operations = OPERATIONS


class _Together(FirstMigration):
    operations = OPERATIONS


@pytest.mark.usefixtures("_history_may_be_flushed")
def test_the_tables_and_the_picture_are_those_that_one_by_one_gives() -> None:
    found = []
    for kind in (_Plain, _Together):
        with _applied(kind) as state:
            with connection.cursor() as cursor:
                tables = [name for name in connection.introspection.table_names(cursor) if name.startswith(ROOM)]
                columns = [connection.introspection.get_table_description(cursor, name) for name in tables]
                constraints = [connection.introspection.get_constraints(cursor, name) for name in tables]
            pictured = {model._meta.label: str(model._meta.get_fields()) for model in state.apps.get_models()}
            found.append((tables, columns, constraints, pictured))
    plain, together = found
    assert plain[0] == ["attic_chest", "attic_thing"]
    assert together == plain


@pytest.mark.usefixtures("_history_may_be_flushed")
def test_asked_for_the_statements_each_operation_is_named() -> None:
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        _Together("0001_first", ROOM).apply(ProjectState(), editor, collect_sql=True)
    assert [line for line in editor.collected_sql if line.startswith("-- ") and len(line) > len("-- ")] == [
        "-- Create model Chest",
        "-- Create model Thing",
        "-- Add field finest to Chest",
        "-- Create constraint attic_finest_once on model Chest",
    ]


@contextmanager
def _applied(kind: type[migrations.Migration]) -> Iterator[ProjectState]:
    """Apply a migration to tables of its own, and take them away again."""
    with connection.schema_editor() as editor:
        state = kind("0001_first", ROOM).apply(ProjectState(), editor)
    try:
        yield state
    finally:
        with connection.schema_editor() as editor:
            kind("0001_first", ROOM).unapply(ProjectState(), editor)
