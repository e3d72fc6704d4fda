"""Installations with the large organization in them, made once into build/bench and used again.

Every benchmark of a run shares them, and the next run too: making the large one takes minutes. They stand elsewhere if
the environment says so: `HEDERSSAK_BENCH_DATA=/some/folder make bench`, to keep them over a fresh clone. What makes
them anew is a change of `hederssak/demo/large`; a new migration is only run.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.installation import ROOT, Installation

MADE = Path(os.environ.get("HEDERSSAK_BENCH_DATA") or ROOT / "build" / "bench").resolve()
WATCHED = "hederssak/demo/large/*.py"
SIZES = {"xl": 100_000, "small": 100}
"""Opportunities in each; of these, 30 in 100 are open."""


def installation(size: str) -> Installation:
    """Return an installation with the organization of a size, made anew only when what makes it has changed."""
    folder = MADE / size
    stamp, wanted = folder / "stamp", _fingerprint()
    found = Installation(folder)
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        found.command("prepare", "--database-only")
        return found
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"    making the {size} organization ...", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.making", str(SIZES[size])],
        check=False,
        env=environment(found),
        cwd=ROOT,
    )
    if done.returncode:
        raise SystemExit(f"the {size} organization could not be made")
    stamp.write_text(wanted, encoding="ascii")
    return found


def inside(found: Installation, what: str, *arguments: str) -> Any:
    """Run a measurement (a module of this folder) inside an installation and return what it prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.{what}", *arguments],
        check=False,
        env=environment(found),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{what} ended with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


def environment(found: Installation) -> dict[str, str]:
    """Return the environment of a process that measures: templates are cached and nothing is debugged."""
    return found.environment | {"HEDERSSAK_DEMO": "yes", "PATH": os.environ.get("PATH", "")}


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(ROOT).glob(WATCHED)):
        digest.update(path.read_bytes())
    return digest.hexdigest()
