"""An import whose process is killed in the middle: started again, it ends where an undisturbed one does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.imports.killing import GIVES_UP, ROWS
from tests.installation import ROOT, installed

Attempt = dict[str, Any]
ENDED_WELL = (-9, 0, [])


def kill_at(points: int, where: Path, server: str | None) -> tuple[list[Attempt], list[Attempt]]:
    """Return what became of an import that was killed at random points, and just before it gave up its turn."""
    with installed(where, server) as installation:
        command = [sys.executable, "-m", "tests.imports.killing", str(where), str(points)]
        ran = subprocess.run(
            command, cwd=ROOT, env=installation.environment, capture_output=True, text=True, check=False
        )
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(found) >= points, ran.stderr[-2000:]
    return found[:points], found[points:]


def ended_otherwise(attempts: list[Attempt]) -> list[Attempt]:
    """Return the attempts that did not end as an undisturbed import does."""
    return [one for one in attempts if (one["died"], one["went_on"], one["differs"]) != ENDED_WELL]


@pytest.fixture(scope="module")
def attempts(tmp_path_factory: pytest.TempPathFactory, database_server: str | None) -> tuple[list[Attempt], ...]:
    """Kill an import at eight random points and at those where it gives up its turn."""
    return kill_at(8, tmp_path_factory.mktemp("killed"), database_server)


def test_killed_at_eight_points_it_ends_as_if_nothing_had_happened(attempts: tuple[list[Attempt], ...]) -> None:
    assert ended_otherwise(attempts[0]) == []


def test_killed_when_a_file_is_done_the_next_one_is_taken_at_once(attempts: tuple[list[Attempt], ...]) -> None:
    assert [GIVES_UP in one["before"] for one in attempts[1]] == [True, True]
    assert ended_otherwise(attempts[1]) == []


@pytest.mark.slow
def test_killed_at_fifty_points_it_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    attempts, _ = kill_at(50, tmp_path, None)  # on SQLite, where a fresh database for each costs next to nothing
    assert ended_otherwise(attempts) == []
    between_chunks = [one for one in attempts if any(0 < rows < ROWS for rows in one["came"])]
    assert len(between_chunks) >= 10
