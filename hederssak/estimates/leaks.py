"""Refuse columns that know the answer: those that are filled or changed only once an opportunity is closed."""

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.columns import Caution, Column
from hederssak.estimates.encoding import fit_encoding
from hederssak.estimates.scores import Floats, log_loss

ENOUGH = 10  # wins and losses needed before a column is suspected by its values
TOO_GOOD = 0.12  # a single column that leaves so little of the base rate's loss separates the classes
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zåäöé]+|\d+")
_PLANNED = {"expected", "planned", "forecast", "forecasted", "estimated", "target", "likely", "probable", "proposed"}
_CLOSING = {
    "close",
    "closed",
    "closing",
    "closure",
    "outcome",
    "avslut",
    "avslutad",
    "stängd",
    "stängt",
    "vunnen",
    "förlorad",
}
_RESULT = {"won", "lost", "loss", "win"}
_DETAIL = {
    "reason",
    "date",
    "time",
    "at",
    "on",
    "to",
    "by",
    "value",
    "amount",
    "flag",
    "is",
    "month",
    "day",
    "year",
    "why",
}
_PAPER = {"contract", "invoice", "agreement", "order"}
_PAPER_DETAIL = {"no", "nr", "number", "id", "date", "signed", "start", "end"}
_TOUCHED = {"modified", "updated", "edited", "changed", "ändrad", "muokattu"}


def name_leak(name: str) -> str:
    """Return "after_close" or "changed_late" when a column's name says it is only known then, else the empty string.

    A close date is refused too: before closing it is a plan, afterwards a fact, and files don't say which.
    """
    words = {word.casefold() for word in _WORD.findall(name)}
    if words & _CLOSING and not words & _PLANNED:
        return "after_close"
    if words & _RESULT and (words & _DETAIL or len(words) == 1):
        return "after_close"
    if words & _PAPER and words & _PAPER_DETAIL:
        return "after_close"
    if words & _TOUCHED or {"last", "activity"} <= words:
        return "changed_late"
    return ""


def leaks(columns: Mapping[str, Column], rows: NDArray[np.intp], won: Floats) -> list[Caution]:
    """Return the columns that must not be learnt from, judged on closed `rows` with outcomes `won`.

    Codes: `after_close` and `changed_late` by name, `filled_tells` when a column is filled for one outcome only,
    `separates` when it alone predicts nearly all outcomes.
    """
    found = []
    judged = min(won.sum(), len(won) - won.sum()) >= ENOUGH
    for name, column in columns.items():
        code, figure = name_leak(name), 0.0
        if not code and judged:
            code, figure = _filled_tells(column, rows, won)
        if not code and judged:
            code, figure = _separates(column, rows, won)
        if code:
            found.append(Caution(code, name, figure))
    return found


def blank_while_open(
    columns: Mapping[str, Column], closed: NDArray[np.intp], still_open: NDArray[np.intp]
) -> list[Caution]:
    """Return the columns that are blank only on open opportunities: there a blank says "not closed", not "lost"."""
    if len(still_open) < ENOUGH or len(closed) < ENOUGH:
        return []
    found = []
    for name, column in columns.items():
        blank = float((column.codes[still_open] == 0).mean())
        if blank > 0.2 and not (column.codes[closed] == 0).any():
            found.append(Caution("blank_while_open", name, blank))
    return found


def _filled_tells(column: Column, rows: NDArray[np.intp], won: Floats) -> tuple[str, float]:
    filled = column.codes[rows] > 0
    for side in (won > 0, won == 0):
        inside, outside = filled[side].mean(), filled[~side].mean()
        if outside <= 0.01 and inside >= 0.5 and filled[side].sum() >= ENOUGH:
            return "filled_tells", float(inside)
    return "", 0.0


def _separates(column: Column, rows: NDArray[np.intp], won: Floats) -> tuple[str, float]:
    encoding = fit_encoding({column.name: column}, rows)
    base = log_loss(np.full(len(won), won.mean()), won)
    design = encoding.design({column.name: column})
    for place, size in enumerate(design.sizes):
        left = leave_one_out(design.levels[rows, place], size, won)
        if log_loss(left, won) < TOO_GOOD * base:
            return "separates", log_loss(left, won) / base
    return "", 0.0


def leave_one_out(levels: NDArray[np.int32], size: int, won: Floats) -> Floats:
    """Return, per case, the share won of the *other* cases on its level, one case of base rate added; shape (n,)."""
    cases = np.bincount(levels, minlength=size)[levels] - 1
    wins = np.bincount(levels, weights=won, minlength=size)[levels] - won
    found: Floats = (wins + won.mean()) / (cases + 1)
    return found
