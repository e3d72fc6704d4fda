"""`make bench [NAME ...]`: runs every `bench_*` function of every `bench_*.py` here and prints one table.

A function yields `Figure`s: a value, beside it what this machine needs for the bare work (`reference`), and the goal.
What counts is the ratio: absolute times say more about the machine than about the program.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure

HERE = Path(__file__).resolve().parent
REPORT = HERE.parent.parent / "build" / "bench.json"
HEADINGS = ("", "figure", "value", "unit", "reference", "ratio", "goal")

Benchmark = Callable[[], Iterable[Figure]]


def main(wanted: list[str]) -> int:
    """Run what is wanted (parts of names; all if none), and return 1 when a goal is missed."""
    figures: list[Figure] = []
    for name, benchmark in benchmarks():
        if wanted and not any(part in name for part in wanted):
            continue
        print(f"{name} ...", flush=True)
        began = time.monotonic()
        figures += benchmark()
        print(f"    {time.monotonic() - began:.0f} s", flush=True)
    print("\n" + table(figures))
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([figure.as_row() for figure in figures], indent=1), encoding="utf-8")
    missed = [figure for figure in figures if not figure.met]
    print(
        f"\n{len(figures)} figures, {len(missed)} short of their goal; also in {REPORT.relative_to(HERE.parent.parent)}"
    )
    return int(bool(missed))


def benchmarks() -> Iterator[tuple[str, Benchmark]]:
    """Yield name and function of each benchmark, in the order of the files."""
    for path in sorted(HERE.glob("bench_*.py")):
        module = importlib.import_module(f"tests.benchmarks.{path.stem}")
        for name, found in vars(module).items():
            if name.startswith("bench_") and callable(found):
                yield f"{path.stem[6:]}.{name[6:]}", found


def table(figures: list[Figure]) -> str:
    """Return the figures as text in columns."""
    rows = [HEADINGS, *(figure.as_cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].ljust(widths[1])]
        cells += [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
