"""Make a pipeline's history from raw columns: a log of events, or one row per deal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.columns import Caution, Column, read_columns
from hederssak.estimates.encoding import Part, fit_encoding
from hederssak.estimates.leaks import name_leak
from hederssak.estimates.pictures import History, NoHistory
from hederssak.estimates.scores import Floats
from hederssak.estimates.values import Raw

MOST_FIELDS = 12
KNOWN_LATE = 0.9  # share of lost deals without an amount from which amounts are taken as known only after a win


@dataclass(frozen=True)
class LogColumns:
    """Columns of an event log: deal, time and stage of each event, amount; the stages that mean won and lost."""

    deal: str
    time: str
    stage: str
    amount: str
    won: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class DealColumns:
    """Columns of a table with one row per deal: created, closed, outcome, amount; the outcome that means won."""

    created: str
    closed: str
    outcome: str
    amount: str
    won: tuple[str, ...]
    drop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """A history, the first and the last day it knows of, and what to be wary of."""

    history: History
    start: float
    end: float
    cautions: tuple[Caution, ...]


def from_log(table: Mapping[str, Sequence[Raw]], names: LogColumns) -> Read:
    """Return the history in an event log; a deal closes at its first won or lost event. Raises NoHistory."""
    columns = _needed(table, (names.deal, names.time, names.stage, names.amount))
    days = columns[names.time].days[columns[names.time].codes]
    stage, named = columns[names.stage].codes, columns[names.deal].codes
    good = np.isfinite(days) & (named > 0) & (stage > 0)
    cautions = [Caution("undated_left_out", names.time, float((~good).sum()))] if not good.all() else []
    if not good.any():
        raise NoHistory("no event has a deal, a day and a stage")
    won_codes, lost_codes = _codes(columns[names.stage], names.won), _codes(columns[names.stage], names.lost)
    deal = np.unique(named[good], return_inverse=True)[1].reshape(-1)
    day, code, count = days[good], stage[good], int(deal.max()) + 1
    amounts = columns[names.amount].numbers[columns[names.amount].codes][good]
    created, closed = np.full(count, np.inf), np.full(count, np.inf)
    np.minimum.at(created, deal, day)
    ends = np.isin(code, won_codes + lost_codes)
    np.minimum.at(closed, deal[ends], day[ends])
    won = np.zeros(count, dtype=bool)
    winning = np.isin(code, won_codes) & (day == closed[deal])
    won[deal[winning]] = True
    amount = _first_amounts(amounts, deal, day, count)
    cautions += _unknown(amount, names.amount)
    before = (day < closed[deal]) & ~ends
    none = np.zeros((count, 0), dtype=np.int32)
    history = History(
        created, closed, won, np.nan_to_num(amount), none, (), deal[before], day[before], code[before].astype(np.intp)
    )
    return Read(history, float(np.floor(day.min())), float(np.floor(day.max())), tuple(cautions))


def from_deals(table: Mapping[str, Sequence[Raw]], names: DealColumns) -> Read:
    """Return the history in a table of deals; a deal without a closing day is open to the end. Raises NoHistory."""
    columns = _needed(table, (names.created, names.closed, names.outcome, names.amount))
    created = columns[names.created].days[columns[names.created].codes]
    closed = columns[names.closed].days[columns[names.closed].codes]
    won = np.isin(columns[names.outcome].codes, _codes(columns[names.outcome], names.won)) & np.isfinite(closed)
    good = np.isfinite(created) & ~(closed < created)
    cautions = [Caution("undated_left_out", names.created, float((~good).sum()))] if not good.all() else []
    rows = np.flatnonzero(good)
    if not len(rows) or not won[rows].any():
        raise NoHistory("no deal was won on a known day")
    amount = columns[names.amount].numbers[columns[names.amount].codes]
    lost = good & np.isfinite(closed) & ~won
    late = bool(lost.any() and ((np.nan_to_num(amount[lost]) == 0).mean() >= KNOWN_LATE))
    if late:
        cautions.append(Caution("amount_known_late", names.amount))
    cautions += _unknown(amount[rows][won[rows]] if late else amount[rows], names.amount)
    used = {names.created, names.closed, names.outcome, names.amount, *names.drop}
    fields, sizes = _fields({n: c for n, c in columns.items() if n not in used and not name_leak(n)}, rows)
    ends = np.where(np.isfinite(closed), closed, np.inf)[rows]
    history = History(
        created[rows],
        ends,
        won[rows],
        np.nan_to_num(amount[rows]),
        fields,
        sizes,
        np.arange(len(rows)),
        created[rows],
        np.zeros(len(rows), dtype=np.intp),
        amount_known=not late,
    )
    known = ends[np.isfinite(ends)]
    return Read(history, float(np.floor(known.min())), float(np.floor(known.max())), tuple(cautions))


def _needed(table: Mapping[str, Sequence[Raw]], names: tuple[str, ...]) -> dict[str, Column]:
    for name in names:
        if name not in table:
            raise KeyError(name)
    return read_columns(table)


def _codes(column: Column, values: tuple[str, ...]) -> list[int]:
    wanted = {" ".join(value.casefold().split()) for value in values}
    found = [code for code, text in enumerate(column.texts) if code and text in wanted]
    if values and not found:
        raise NoHistory(f'"{column.name}" never says {", ".join(values)}')
    return found


def _first_amounts(amounts: Floats, deal: NDArray[np.intp], day: Floats, count: int) -> Floats:
    known = np.flatnonzero(np.isfinite(amounts))
    late_first = known[np.argsort(-day[known], kind="stable")]
    found = np.full(count, np.nan)
    found[deal[late_first]] = amounts[late_first]
    return found


def _unknown(amount: Floats, name: str) -> list[Caution]:
    missing = int((~np.isfinite(amount)).sum())
    if missing == len(amount):
        raise NoHistory(f'no amount can be read in "{name}"')
    return [Caution("amount_missing", name, missing)] if missing else []


def _fields(columns: dict[str, Column], rows: NDArray[np.intp]) -> tuple[NDArray[np.int32], tuple[int, ...]]:
    if not columns:
        return np.zeros((len(rows), 0), dtype=np.int32), ()
    encoding = fit_encoding(columns, rows)
    places = [k for k, f in enumerate(encoding.features) if f.part is Part.LEVEL][:MOST_FIELDS]
    design = encoding.design(columns)
    return design.levels[rows][:, places], tuple(design.sizes[place] for place in places)
