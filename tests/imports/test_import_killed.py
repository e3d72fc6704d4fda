"""An import whose process is killed in the middle: started again, it ends where an undisturbed one does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def kill_at(points: int, where: Path) -> list[dict[str, object]]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HEDERSSAK_")}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.imports.killing", str(where), str(points)],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith('{"point"')]
    assert len(found) == points, ran.stderr[-2000:]
    return found


def test_killed_at_eight_points_it_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    for attempt in kill_at(8, tmp_path):
        assert (attempt["died"], attempt["went_on"], attempt["differs"]) == (-9, 0, []), attempt


@pytest.mark.slow
def test_killed_at_fifty_points_it_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    for attempt in kill_at(50, tmp_path):
        assert (attempt["died"], attempt["went_on"], attempt["differs"]) == (-9, 0, []), attempt
