"""Which row is the header, and its names made clean and unique."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK_AHEAD = 50
LAST_HEADER_ROW = 30
_SHARE_FILLED = 0.6
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))


@dataclass(frozen=True)
class Note:
    """Something that was put right while reading: a code and figures.

    Codes: header_below (row), duplicate_header (column, made), unnamed_column (made), encoding_guessed
    (encoding), more_sheets (taken, sheets).
    """

    code: str
    figures: dict[str, object]


@dataclass(frozen=True)
class Header:
    """The names as they are shown and matched, and their row, counted as a spreadsheet counts."""

    names: tuple[str, ...]
    row: int
    notes: tuple[Note, ...]


def clean(text: str) -> str:
    """Give a header name in NFC, without marks that can't be seen, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def find_header(records: Sequence[tuple[int, Sequence[str]]]) -> Header:
    """Give the header among a file's first records (row number, cells).

    Titles, dates of printing and empty rows above it are passed over: the header is the first row that fills most
    of the columns and whose cells are mostly words.
    """
    fullest = max((_filled(cells) for _, cells in records), default=0)
    wide = [
        (row, cells)
        for row, cells in records[:LAST_HEADER_ROW]
        if _filled(cells) and _filled(cells) >= _SHARE_FILLED * fullest
    ]
    if not wide:
        return Header((), 0, ())
    row, cells = next(((row, cells) for row, cells in wide if _is_words(cells)), wide[0])
    extent = max(_extent(cells) for number, cells in records if number >= row)
    names, notes = _unique([clean(cell) for cell in [*cells, *[""] * extent][:extent]])
    first = next(number for number, cells in records if number == row or _filled(cells))
    if first != row or row != records[0][0]:
        notes = (Note("header_below", {"row": row}), *notes)
    return Header(names, row, notes)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _extent(cells: Sequence[str]) -> int:
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)


def _is_words(cells: Sequence[str]) -> bool:
    figures = sum(1 for cell in cells if cell.strip() and not any(letter.isalpha() for letter in cell))
    return figures * 2 < _filled(cells)


def letters_of(column: int) -> str:
    """Give a spreadsheet's letters for a column counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _unique(names: list[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    taken: set[str] = set()
    made: list[str] = []
    notes: list[Note] = []
    for at, name in enumerate(names):
        new = name or f"[{letters_of(at)}]"
        count = 2
        while new in taken:
            new = f"{name} ({count})"
            count += 1
        if not name:
            notes.append(Note("unnamed_column", {"made": new}))
        elif new != name:
            notes.append(Note("duplicate_header", {"column": name, "made": new}))
        taken.add(new)
        made.append(new)
    return tuple(made), tuple(notes)
