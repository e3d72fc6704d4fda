"""Raw columns, and what each of them can be: a category, a number, a date, or nothing to learn from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.scores import Floats
from hederssak.estimates.values import Raw, days, decimal_comma, label, month_first, number

FEW_NUMBERS = 12  # up to so many different numbers are levels (0 to 5 stars), more are a scale
READS_AS = 0.9  # share of the filled cells that must read as a number or a date
SAMPLE = 400  # different values looked at to tell the kind of a column
_IDENTIFIER = re.compile(r"(?i)(^|[\s_\-.])(id|ids|uuid|guid|key|nr|no|num|number|index|unnamed.*)$|[a-z]Id$|ID$")


class Kind(StrEnum):
    """What a column can be used as."""

    CATEGORY = "category"
    NUMBER = "number"
    DATE = "date"
    CONSTANT = "constant"
    IDENTIFIER = "identifier"
    TEXT = "text"


@dataclass(frozen=True)
class Caution:
    """Something the reader of an estimate must know: a code, the field it concerns, and a figure where there is one."""

    code: str
    field: str = ""
    figure: float = 0.0


@dataclass(frozen=True)
class Column:
    """A raw column by its different values: row i reads `texts[codes[i]]`; `texts[0]` is always the blank."""

    name: str
    codes: NDArray[np.int32]
    texts: tuple[str, ...]
    raws: tuple[Raw, ...]

    def counts(self, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return how often each different value stands in `rows`, shape (len(texts),)."""
        return np.bincount(self.codes[rows], minlength=len(self.texts)).astype(np.int64)

    @cached_property
    def numbers(self) -> Floats:
        """Return each different value as a number, NaN where it isn't one, shape (len(texts),)."""
        comma = decimal_comma(self.raws)
        return np.array([number(raw, comma=comma) for raw in self.raws], dtype=float)

    @cached_property
    def days(self) -> Floats:
        """Return each different value as days since 1970, NaN where it isn't a date, shape (len(texts),)."""
        us = month_first(self.raws)
        return np.array([days(raw, us=us) for raw in self.raws], dtype=float)


def read_column(name: str, cells: Sequence[Raw]) -> Column:
    """Return a raw column by its different values; texts that differ in case or outer spaces only are one value."""
    seen: dict[object, int] = {}
    index: dict[str, int] = {"": 0}
    raws: list[Raw] = [None]
    codes = np.empty(len(cells), dtype=np.int32)
    for row, cell in enumerate(cells):
        key = (cell.__class__, cell)
        code = seen.get(key)
        if code is None:
            text = " ".join(label(cell).casefold().split())
            code = index.setdefault(text, len(index))
            if code == len(raws):
                raws.append(cell)
            seen[key] = code
        codes[row] = code
    return Column(name, codes, tuple(index), tuple(raws))


def read_columns(cells: Mapping[str, Sequence[Raw]]) -> dict[str, Column]:
    """Return every raw column by its different values; they must have the same length, else ValueError."""
    if len({len(column) for column in cells.values()}) > 1:
        raise ValueError("columns differ in length")
    return {name: read_column(name, column) for name, column in cells.items()}


def kind_of(column: Column, rows: NDArray[np.intp]) -> Kind:
    """Return what a column can be used as, judged on `rows` (the training rows) only.

    A column whose values hardly ever repeat says nothing about the next case: an identifier or free text.
    """
    counts = column.counts(rows)
    filled = counts[1:].sum()
    levels = int((counts > 0).sum())
    if filled == 0 or levels == 1:
        return Kind.CONSTANT
    used = np.flatnonzero(counts[1:]) + 1
    sample = used if used.size <= SAMPLE else used[np.linspace(0, used.size - 1, SAMPLE).astype(int)]
    raws = [column.raws[code] for code in sample]
    weight = counts[sample] / counts[sample].sum()
    comma = decimal_comma(raws)
    figures = np.array([number(raw, comma=comma) for raw in raws])
    if weight @ np.isfinite(figures) >= READS_AS:
        return _numeric(column.name, figures, int(used.size), int(filled))
    us = month_first(raws)
    if weight @ np.isfinite([days(raw, us=us) for raw in raws]) >= READS_AS:
        return Kind.DATE
    return _wordy(counts, [column.texts[code] for code in sample], int(filled))


def _numeric(name: str, figures: Floats, different: int, filled: int) -> Kind:
    if filled >= 20 and different > 0.95 * filled and _IDENTIFIER.search(name.strip()):
        return Kind.IDENTIFIER
    known = figures[np.isfinite(figures)]
    whole = bool((known == np.round(known)).all())
    if whole and filled >= 30 and different == filled and known.max() - known.min() < 3 * filled:
        return Kind.IDENTIFIER  # a running number
    return Kind.NUMBER if different > FEW_NUMBERS else Kind.CATEGORY


def _wordy(counts: NDArray[np.int64], texts: Sequence[str], filled: int) -> Kind:
    repeated = counts[1:][counts[1:] > 1].sum() / filled
    if len(texts) <= 10 or repeated >= 0.3:
        return Kind.CATEGORY
    return Kind.TEXT if np.mean([len(text) for text in texts]) > 30 else Kind.IDENTIFIER
