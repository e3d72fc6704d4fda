"""Where each key of a file stood first, in twelve bytes a key however long the file is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    Run = tuple[np.ndarray, np.ndarray]
    """Hashes of keys in ascending order, and the row in which each stood first."""

HELD = 50_000
"""Keys that are kept in a plain table before they are packed; a file that has no more never needs packing."""


@dataclass
class FirstPlaces:
    """The rows that have been seen, by key. Hashes of 64 bits are kept: two keys of a million share one by 3 in 10⁸."""

    held: int = HELD
    _recent: dict[int, int] = field(default_factory=dict)
    _runs: list[Run] = field(default_factory=list)

    def see(self, keys: Sequence[str], numbers: Sequence[int]) -> list[int]:
        """Take in rows by key and number, and return for each in which row its key stood first.

        A key that was not seen before, or that is empty, stood first in the row itself.
        """
        hashes = [hash(key) if key else 0 for key in keys]
        packed = self._packed(hashes)
        recent = self._recent
        firsts = [
            number if not key else packed.get(mark) or recent.setdefault(mark, number)
            for key, mark, number in zip(keys, hashes, numbers, strict=True)
        ]
        if len(recent) >= self.held:
            self._pack()
        return firsts

    def _packed(self, hashes: list[int]) -> dict[int, int]:
        """Return the rows of those that are packed."""
        found: dict[int, int] = {}
        if not self._runs:
            return found
        import numpy as np  # noqa: PLC0415 (slow to load, and needed for long files only)

        wanted = np.array(hashes, dtype=np.int64)
        for marks, rows in self._runs:
            at = np.searchsorted(marks, wanted)
            at[at == len(marks)] = 0
            for hit in np.flatnonzero(marks[at] == wanted):
                found[hashes[hit]] = int(rows[at[hit]])
        return found

    def _pack(self) -> None:
        """Pack what is held, and join runs of like length, so that there are ever few."""
        import numpy as np  # noqa: PLC0415 (as above)

        marks = np.fromiter(self._recent.keys(), dtype=np.int64, count=len(self._recent))
        rows = np.fromiter(self._recent.values(), dtype=np.uint32, count=len(self._recent))
        self._recent = {}
        while self._runs and len(self._runs[-1][0]) <= len(marks) * 2:
            before = self._runs.pop()
            marks, rows = np.concatenate([before[0], marks]), np.concatenate([before[1], rows])
        order = np.argsort(marks)
        self._runs.append((marks[order], rows[order]))
