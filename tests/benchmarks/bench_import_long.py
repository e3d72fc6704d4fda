"""How much memory a 200 MB file takes, tried and brought in whole by the command, and how fast it goes."""

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.installation import ROOT, Installation

MEGABYTES = 200
MOST = 400
"""Megabytes: a third for Django and the room, a third for the organization, the rest for keys and one chunk."""
OWN_COLUMNS = 60
STAGES = ("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Contract Sent")
COLUMNS = ("Record ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Deal owner", "Associated Company")
PLACES = ("Al", "Bro", "Cem", "Dal", "Elv", "Fjo", "Gru", "Hag", "Isk", "Jul", "Kro", "Lun", "Mas", "Nyb", "Ros", "Sto")
NAMES = [f"{one}{other.lower()}{third.lower()} AB" for one, other, third in product(PLACES, repeat=3)]


def bench_import_long() -> Iterator[Figure]:
    """Measure the peak of resident memory of a dry run and of an import, on SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="hederssak-bench-"))
    try:
        rows = write(folder / "deals.csv", MEGABYTES * 1_000_000)
        found = Installation(folder)
        found.command("migrate", "-v", "0")
        found.command("createcachetable")
        found.command("shell", "-c", MAKE)
        for name, more in (("dry run", ["--dry-run"]), ("import", [])):
            seconds, peak = measured(found, ["import", str(folder / "deals.csv"), *more])
            what = f"{name} of {MEGABYTES} MB"
            yield Figure(name=f"{what}, memory", issue=2, value=peak, unit="MB", most=MOST)
            yield Figure(name=f"{what}, speed", issue=2, value=rows / seconds, unit="rows/s")
    finally:
        shutil.rmtree(folder)


MAKE = """
from hederssak.lib import clock
from hederssak.org.models import Organization
Organization.objects.create(name="Mätbolaget AB", created_at=clock.read())
"""


def write(path: Path, size: int) -> int:
    """Write a file as HubSpot exports it, with many columns of the company's own, and return its rows."""
    rng, rows = random.Random(1), 0
    own = [f"Egen kolumn {place}" for place in range(OWN_COLUMNS)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, *own])
        while file.tell() < size:
            for _ in range(1_000):
                deal = (100_000 + rows, f"Linje {rows}", STAGES[rows % 4], rng.randint(20, 900) * 1000)
                links = (f"2027-{rng.randint(1, 12):02d}-15", f"Rep {rows % 40:02d}", NAMES[rows % len(NAMES)])
                writer.writerow([*deal, *links, *(f"{rng.randint(1, 10**6)} {rows % 97}" for _ in own)])
                rows += 1
    return rows


def measured(found: Installation, arguments: list[str]) -> tuple[float, float]:
    """Return the seconds that a command takes and the most megabytes that it holds at once."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "hederssak.cli.main", *arguments],
        env=found.environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return time.perf_counter() - began, usage.ru_maxrss / 1000
