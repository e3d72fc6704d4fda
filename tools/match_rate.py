"""Measure how well headers are recognized, on lists that the dictionaries were not written from.

`python -m tools.match_rate [--columns]` prints a row per system and split: how many lists got the right kind of
record, and of their columns the precision (of those taken, how many rightly) and recall (of those that should be, how
many were). Splits: "held_out" was gathered last and nothing was changed after measuring; "first" was gathered after
the first writing, measured, and then learned from; "seen" was met while writing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hederssak.imports.presets import recognize

LISTS = Path(__file__).parent.parent / "tests" / "imports" / "headers"


@dataclass
class Tally:
    """Counts over lists and their columns."""

    lists: int = 0
    kinds: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of the columns taken for a field, the share taken rightly."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of the columns that mean a field of ours, the share taken rightly."""
        return self.right / max(self.right + self.missed, 1)

    def add(self, entry: dict[str, Any]) -> Iterator[str]:
        """Count one list, giving a line for each column that went wrong."""
        found = recognize(list(entry["labels"]))
        kinds = entry["kind"] if isinstance(entry["kind"], list) else [entry["kind"]]
        self.lists += 1
        self.kinds += found.record_kind in kinds
        taken = {**found.losers, **found.mapping}
        for header, label in entry["labels"].items():
            accepted = label if isinstance(label, list) else [label]
            target = taken.get(header)
            field = target.field if target and target.kind in kinds else target and target.value
            self.right += field is not None and field in accepted
            self.wrong += field is not None and field not in accepted
            missed = field not in accepted and None not in accepted
            self.missed += missed
            if field not in accepted:
                yield f"    {found.preset}/{found.record_kind}: {header!r} taken for {field}, is {label}"


def measure() -> Iterator[tuple[str, str, Tally, list[str]]]:
    """Give a tally per system and split, with its faults."""
    for path in sorted(LISTS.glob("*.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        for split in ("held_out", "first", "seen"):
            tally = Tally()
            faults = [line for entry in entries if entry["split"] == split for line in tally.add(entry)]
            if tally.lists:
                yield path.stem, split, tally, faults


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--columns", action="store_true", help="name each column that went wrong")
    options = parser.parse_args()
    print(f"{'system':<12}{'split':<10}{'lists':>6}{'kind right':>12}{'columns':>9}{'precision':>11}{'recall':>8}")
    for system, split, tally, faults in measure():
        columns = tally.right + tally.missed
        figures = f"{tally.lists:>6}{tally.kinds:>12}{columns:>9}{tally.precision:>11.1%}{tally.recall:>8.1%}"
        print(f"{system:<12}{split:<10}{figures}")
        for line in faults if options.columns else ():
            print(line)


if __name__ == "__main__":
    main()
