"""How fast a CRM export comes in, and comes in again unchanged, end to end on both databases."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside
from tests.installation import Installation
from tools import postgres

ROWS = 20_000
FIRST, AGAIN = 5_000, 20_000


def bench_import_sqlite() -> Iterator[Figure]:
    """Measure on SQLite."""
    yield from figures("SQLite", "sqlite:")


def bench_import_postgresql() -> Iterator[Figure]:
    """Measure on PostgreSQL."""
    with postgres.server() as url:
        yield from figures("PostgreSQL", url)


def figures(name: str, url: str) -> Iterator[Figure]:
    """Import a file of opportunities into an empty installation, twice, beside a bare `executemany` of its rows."""
    folder = Path(tempfile.mkdtemp(prefix="hederssak-bench-"))
    try:
        found = inside(Installation(folder, url), "import_inside", str(ROWS))
    finally:
        shutil.rmtree(folder)
    for what, key, least in (("import", "first", FIRST), ("import of it again", "again", AGAIN)):
        value, bare = found[key], found["bare"]
        yield Figure(name=f"{what}, {name}", issue=2, value=value, unit="rows/s", reference=bare, least=least)
