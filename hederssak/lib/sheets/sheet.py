"""A table that can be read row by row, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

from hederssak.lib.sheets.header import LOOK_AHEAD, Header, Note, find_header
from hederssak.lib.sheets.refusals import SheetRefused

if TYPE_CHECKING:
    from hederssak.lib.sheets.source import Limits, Source

Records = Callable[[], Generator[tuple[int, Sequence[str]]]]


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it, a text for each column, what is wrong with it (a code or "")."""

    number: int
    values: tuple[str, ...]
    problem: str = ""


@dataclass
class Sheet:
    """A table in a file. All cells are text: numbers with a point, dates as ISO, truth as TRUE and FALSE."""

    source: Source
    kind: str
    header: tuple[str, ...]
    header_row: int
    records: Records
    encoding: str | None = None
    delimiter: str | None = None
    sheet_name: str = ""
    sheet_names: tuple[str, ...] = ()
    rows_at_most: int = 0
    notes: tuple[Note, ...] = field(default=())

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.source.name

    def rows(self) -> Generator[Row]:
        """Give the rows below the header, one at a time; empty ones are passed over.

        Raises:
            SheetRefused: cell_too_large, when a quote is never closed.
        """
        width = len(self.header)
        for number, cells in self.records():
            if number <= self.header_row:
                continue
            values, problem = tuple(cells), ""
            if len(values) != width:
                values, problem = _fitted(values, width)
            if any(values) and any(map(str.strip, values)):
                yield Row(number, values, problem)

    def sample(self, count: int = 200) -> list[Row]:
        """Give the first rows, to recognize columns and formats by."""
        with closing(self.rows()) as rows:
            return list(islice(rows, count))

    def close(self) -> None:
        """Let go of the file."""
        self.source.close()

    def __enter__(self) -> Self:
        """Give the sheet itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()


def _fitted(values: tuple[str, ...], width: int) -> tuple[tuple[str, ...], str]:
    """Give as many cells as the header has; cells beyond it that hold something are a problem, a lone cell too."""
    if len(values) < width:
        problem = "too_few_cells" if len(values) == 1 and width > 2 else ""
        return values + ("",) * (width - len(values)), problem
    problem = "too_many_cells" if any(cell.strip() for cell in values[width:]) else ""
    return values[:width], problem


def header_of(records: Records, source: Source, limits: Limits) -> Header:
    """Find the header and refuse a table without one, with one column, too many, or no rows beneath.

    Raises:
        SheetRefused: empty_file, one_column, too_many_columns or no_rows.
    """
    with closing(records()) as first:
        header = find_header(list(islice(first, LOOK_AHEAD)))
    columns = len(header.names)
    if not columns:
        raise SheetRefused("empty_file", file=source.name)
    if columns > limits.columns:
        raise SheetRefused("too_many_columns", file=source.name, row=header.row, columns=columns, limit=limits.columns)
    with closing(records()) as all_of_them:
        below = (cells for number, cells in all_of_them if number > header.row)
        filled = any(any(map(str.strip, cells)) for cells in below)
    if not filled:
        raise SheetRefused("no_rows", file=source.name, row=header.row, columns=columns)
    if columns == 1:
        raise SheetRefused("one_column", file=source.name, row=header.row, column=header.names[0])
    return header


def fingerprint(values: Sequence[str]) -> bytes:
    """Give eight bytes that change when any cell changes."""
    return blake2b("\x1f".join(values).encode(), digest_size=8).digest()
