"""Which sign parts the columns: the one that gives the rows a constant number of cells, quotes respected."""

from __future__ import annotations

import csv
from collections import Counter
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS = (";", ",", "\t", "|")
_DIRECTIVE = "sep="


def directive_of(line: str) -> str:
    """Give the delimiter that a first line such as `sep=;` names, or ""."""
    text = line.lstrip("\ufeff").rstrip("\r\n")
    if text[:4].lower() == _DIRECTIVE and len(text) == len(_DIRECTIVE) + 1:
        return text[-1]
    return ""


def find_delimiter(lines: Sequence[str]) -> str:
    """Give the delimiter of these first lines; a comma when nothing parts them."""
    if lines and (named := directive_of(lines[0])):
        return named
    return max(DELIMITERS, key=lambda sign: (_score(lines, sign), sign == ","))


def _score(lines: Sequence[str], sign: str) -> float:
    """The share of rows with the commonest number of cells, weighed by the logarithm of that number."""
    try:
        widths = Counter(len(record) for record in csv.reader(lines, delimiter=sign) if record)
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return rows / widths.total() * log2(width)
