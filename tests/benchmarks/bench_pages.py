"""What a page costs on the server in the large organization, and that lists do not grow with their rows."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import SIZES, environment, inside, installation
from tests.installation import ROOT, Installation, wait_for

MEDIAN_MS, P95_MS = 30, 60
P95_DURING_IMPORT_MS = 300
IMPORTED = 200_000
"""Rows of the file that comes in meanwhile: more than can be done while the pages are fetched."""
COUNT = "SELECT count(*) FROM pipeline_opportunity"


def bench_pages() -> Iterator[Figure]:
    """Measure each page with its whole HTML, one client after the other, beside a bare query for its rows."""
    few, many = inside(installation("small"), "pages_inside"), inside(installation("xl"), "pages_inside")
    bare = many.pop("bare")["ms"]
    for name, figures in many.items():
        for share, most in (("p50", MEDIAN_MS), ("p95", P95_MS)):
            yield Figure(name=f"{name}, {share}", issue=2, value=figures[share], unit="ms", reference=bare, most=most)
    for name in ("opportunities", "questions of all", "companies"):
        yield Figure(
            name=f"{name}, queries at 10,000 rows beside those at ten",
            issue=2,
            value=many[name]["queries"],
            unit="queries",
            reference=few[name]["queries"],
            most_ratio=1.0,
        )


def bench_pages_during_import() -> Iterator[Figure]:
    """Measure the same pages while a file comes in, in a copy of the installation."""
    with copied(installation("xl")) as copy:
        arguments = [sys.executable, "-m", "tests.benchmarks.import_inside", str(IMPORTED)]
        coming = subprocess.Popen(arguments, env=environment(copy), cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_for(lambda: copy.rows(COUNT)[0][0] > SIZES["xl"], seconds=180)  # until it has begun to write
            found = inside(copy, "pages_inside")
            if coming.poll() is not None:
                raise SystemExit("the import had ended before the pages were measured")
        finally:
            coming.kill()
            coming.wait()
    bare = found.pop("bare")["ms"]
    for name, figures in found.items():
        yield Figure(
            name=f"{name} during an import, p95",
            issue=2,
            value=figures["p95"],
            unit="ms",
            reference=bare,
            most=P95_DURING_IMPORT_MS,
        )


@contextmanager
def copied(original: Installation) -> Iterator[Installation]:
    """Yield a copy of an installation, taken away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="copy-", dir=original.folder.parent))
    try:
        shutil.copytree(original.folder, folder, dirs_exist_ok=True)
        yield Installation(folder)
    finally:
        shutil.rmtree(folder)
