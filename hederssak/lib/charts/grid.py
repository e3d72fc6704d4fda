"""Weeks by people: each thing promised as a shape, so that a pattern is seen without reading and without colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Literal

from hederssak.lib.charts.labels import shorten, text_width
from hederssak.lib.charts.pen import SIZE, Pen, Tone
from hederssak.lib.charts.spec import NARROW, Chart, Table

Shape = Literal["kept", "late", "swapped", "broken", "owed", "away", "ahead"]
_Draw = Callable[[Pen, float, float], None]


def _ring_with_dot(pen: Pen, x: float, y: float) -> None:
    pen.circle(x, y, 4.8, "ring", "kept")
    pen.circle(x, y, 2, "dot", "kept")


def _cross(pen: Pen, x: float, y: float) -> None:
    pen.path(f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8", "cross", "broken")


def _diamond(pen: Pen, x: float, y: float) -> None:
    pen.path(f"M{x:.1f} {y - 5.5:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z", "ring", "look")


SHAPES: Final[dict[Shape, _Draw]] = {
    "kept": lambda pen, x, y: pen.circle(x, y, 5.6, "dot", "kept"),
    "late": _ring_with_dot,
    "swapped": lambda pen, x, y: pen.circle(x, y, 4.8, "ring", "accent"),
    "broken": _cross,
    "owed": _diamond,
    "away": lambda pen, x, y: pen.line(x - 4.5, y, x + 4.5, y, "thin", "dim"),
    "ahead": lambda pen, x, y: pen.circle(x, y, 1.8, "dot", "faint"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person (or "six keep theirs"): a cell per column, of shapes or of a few words; a note at the end.

    `brief` has a shorter word for each cell, for where the columns are too narrow for the cells' own.
    """

    name: str
    cells: Sequence[Sequence[Shape] | str]
    note: str = ""
    tone: Tone = "dim"
    quiet: bool = False
    brief: Sequence[str] = ()

    def drawn(self, column: float) -> Sequence[Sequence[Shape] | str]:
        """Return the cells as columns of this width can show them."""
        fits = all(text_width(cell) <= column for cell in self.cells if isinstance(cell, str))
        return self.cells if fits or not self.brief else self.brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Chart):
    """`words` says each shape in the reader's language; those that occur are explained under the grid."""

    columns: Sequence[str] = ()
    rows: Sequence[Row] = ()
    words: dict[Shape, str] = field(default_factory=dict)
    name: str = ""

    def is_empty(self) -> bool:
        """Say whether there is no row or no column."""
        return not (self.rows and self.columns)

    def _used(self) -> list[Shape]:
        seen = {shape for row in self.rows for cell in row.cells if not isinstance(cell, str) for shape in cell}
        return [shape for shape in SHAPES if shape in seen and shape in self.words]

    def _frame(self, width: float) -> tuple[float, float, float, int]:
        """Return left edge, width of a column, height of a row and shapes per line."""
        notes = max((text_width(row.note) for row in self.rows), default=0)
        narrow = width < NARROW
        left = 0.0 if narrow else min(max(text_width(row.name, strong=True) for row in self.rows) + 24, width * 0.26)
        right = 0.0 if narrow else min(notes + 16, width * 0.2) if notes else 0.0
        column = (width - left - right) / len(self.columns)
        most = max((len(cell) for row in self.rows for cell in row.cells if not isinstance(cell, str)), default=1)
        across = max(1, min(most, int(column / 17)))
        lines = max(1, -(-most // across))
        return left, column, (22 if narrow else 0) + max(24 if narrow else 40, lines * 18 + 12), across

    def _legend(self, width: float) -> list[list[tuple[Shape, float]]]:
        """Return lines of (shape, place) that fit the width."""
        lines: list[list[tuple[Shape, float]]] = [[]]
        x = 0.0
        for shape in self._used():
            wide = 20 + text_width(self.words[shape]) + 16
            if x + wide > width and lines[-1]:
                lines.append([])
                x = 0.0
            lines[-1].append((shape, x))
            x += wide
        return lines if lines[0] else []

    def height(self, width: float) -> float:
        """Return the height of head, rows and explanation."""
        return 28 + self._frame(width)[2] * len(self.rows) + 24 * len(self._legend(width)) + 8

    def paint(self, pen: Pen) -> None:
        """Draw the grid row by row."""
        left, column, tall, across = self._frame(pen.width)
        narrow = left == 0
        every = max(1, -(-int(max(map(text_width, self.columns)) + 8) // max(1, int(column))))
        for i, words in enumerate(self.columns):
            if (len(self.columns) - 1 - i) % every == 0:
                pen.text(left + column * (i + 0.5), 16, shorten(words, column * every), anchor="middle")
        for r, row in enumerate(self.rows):
            top = 28 + r * tall
            pen.line(0, top, pen.width, top, "grid")
            middle = top + (22 + (tall - 22) / 2 if narrow else tall / 2)
            base = top + 18 if narrow else middle + 4
            room = pen.width - text_width(row.note) - 16 if narrow else left - 8
            pen.text(
                0,
                base,
                shorten(row.name, room, strong=not row.quiet),
                tone="dim" if row.quiet else "ink",
                strong=not row.quiet,
            )
            if row.note:
                pen.text(
                    pen.width,
                    base,
                    shorten(row.note, pen.width * (0.5 if narrow else 0.2)),
                    tone=row.tone,
                    anchor="end",
                )
            for c, cell in enumerate(row.drawn(column)[: len(self.columns)]):
                _cell(pen, cell, left + column * (c + 0.5), middle, column, across)
        y = 28 + tall * len(self.rows)
        for line in self._legend(pen.width):
            y += 24
            for shape, x in line:
                SHAPES[shape](pen, x + 7, y - 4)
                pen.text(x + 20, y, shorten(self.words[shape], pen.width - 20))

    def table(self) -> Table:
        """Return the counts of each cell in words."""
        rows = [
            [row.name, *(cell if isinstance(cell, str) else self._counted(cell) for cell in row.cells), row.note]
            for row in self.rows
        ]
        return Table([self.name, *self.columns, ""], rows)

    def _counted(self, cell: Sequence[Shape]) -> str:
        groups = [(shape, len(list(group))) for shape, group in groupby(sorted(cell, key=list(SHAPES).index))]
        return ", ".join(f"{count} {self.words.get(shape, shape)}" for shape, count in groups)


def _cell(pen: Pen, cell: Sequence[Shape] | str, x: float, y: float, column: float, across: int) -> None:
    """Draw one cell around its middle."""
    if isinstance(cell, str):
        pen.text(x, y + SIZE * 0.34, shorten(cell, column), anchor="middle")
        return
    lines = [cell[i : i + across] for i in range(0, len(cell), across)]
    for i, line in enumerate(lines):
        row = y + (i - (len(lines) - 1) / 2) * 18
        for j, shape in enumerate(line):
            SHAPES[shape](pen, x + (j - (len(line) - 1) / 2) * 17, row)
