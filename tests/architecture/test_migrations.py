"""Migrations form one line in each room, with names that say what they do."""

import re

from django.db.migrations.loader import MigrationLoader

from tests.architecture.tree import PACKAGE, files, name_of


def test_no_room_has_two_ends() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}


def test_migrations_are_numbered_without_a_gap() -> None:
    wrong = []
    for folder in sorted(PACKAGE.glob("*/migrations")):
        names = [path.stem for path in sorted(folder.glob("0*.py"))]
        numbers = [int(name[:4]) for name in names]
        if numbers != list(range(1, len(numbers) + 1)):
            wrong.append(f"{name_of(folder)}: {names}")
    assert wrong == []


def test_no_migration_is_named_by_a_machine() -> None:
    paths = [path for path in files(".py", under=PACKAGE) if path.parent.name == "migrations"]
    assert [name_of(path) for path in paths if re.search(r"_auto_|_initial$|\d{8}", path.stem)] == []
