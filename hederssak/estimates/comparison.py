"""Measure the win chance against the four baselines on one split of one file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.baselines import Cases, every_baseline
from hederssak.estimates.columns import Caution, Column, read_columns
from hederssak.estimates.leaks import blank_while_open
from hederssak.estimates.scores import Floats, auc, brier, calibration_error, log_loss
from hederssak.estimates.splitting import Split, by_time, same_case, sample, stratified
from hederssak.estimates.values import Raw, number
from hederssak.estimates.win_chance import Method, fit_win_chance

FEWEST_CASES = 20
READABLE_DATES = 0.5


class NotComparable(ValueError):
    """The file can't be evaluated; `code` and `detail` say why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Question:
    """What to evaluate: the outcome column, its value for won (and lost), the time column, training size and seed."""

    outcome: str
    won: str
    lost: str | None = None
    time: str | None = None
    drop: tuple[str, ...] = ()
    train: int | None = None
    seed: int = 0


@dataclass(frozen=True)
class Score:
    """Log loss (nats), Brier score, expected calibration error over ten bins, and area under the curve."""

    log_loss: float
    brier: float
    ece: float
    auc: float


@dataclass(frozen=True)
class Comparison:
    """Closed rows, training and test sizes, each model's scores, which method answered, and what to be wary of."""

    rows: int
    train: int
    test: int
    models: Mapping[str, Score]
    method: Method
    cautions: tuple[Caution, ...]


def compare(table: Mapping[str, Sequence[Raw]], asked: Question) -> Comparison:
    """Return how our win chance and four baselines score on later (or held-out) closed deals of a raw table.

    Rows with another outcome than won or lost are still open and left out. With a time column the last 30 %
    are the test, else a stratified 30 %; `train` deals are drawn at random from the rest. Raises NotComparable.
    """
    columns = read_columns({name: cells for name, cells in table.items() if name not in asked.drop})
    for name in [asked.outcome, *asked.drop, *([asked.time] if asked.time else [])]:
        if name not in table:
            raise NotComparable("no_such_column", name)
    if asked.outcome not in columns or (asked.time and asked.time not in columns):
        raise NotComparable("dropped_column_needed", asked.outcome if asked.outcome in asked.drop else asked.time or "")
    closed, won, cautions = _outcomes(columns[asked.outcome], asked)
    others = {name: column for name, column in columns.items() if name != asked.outcome}
    if not others:
        raise NotComparable("no_fields")
    still_open = np.setdiff1d(np.arange(len(columns[asked.outcome].codes)), closed)
    cautions += blank_while_open(others, closed, still_open)
    time, closed, won = _dated(others, asked.time, closed, won, cautions)
    split = _split(others, closed, won, time, asked.seed)
    if split.left_out:
        cautions.append(Caution("on_both_sides", figure=split.left_out))
    train = split.train if asked.train is None else sample(split.train, won, asked.train, asked.seed)
    if len(train) == 0 or len(split.test) == 0:
        raise NotComparable("too_few", str(len(closed)))
    return _scored(others, closed, won, train, split.test, time, cautions)


def _scored(
    columns: Mapping[str, Column],
    closed: NDArray[np.intp],
    won: Floats,
    train: NDArray[np.intp],
    test: NDArray[np.intp],
    time: str | None,
    cautions: list[Caution],
) -> Comparison:
    model = fit_win_chance(columns, closed[train], won[train], time)
    design = model.encoding.design(columns)
    known, later = design.rows(closed[train]), design.rows(closed[test])
    chances = {"ours": model.score(later).mean}
    chances |= every_baseline(Cases(model.encoding, known, won[train], later))
    scores = {
        name: Score(log_loss(p, won[test]), brier(p, won[test]), calibration_error(p, won[test]), auc(p, won[test]))
        for name, p in chances.items()
    }
    return Comparison(len(closed), len(train), len(test), scores, model.method, (*cautions, *model.cautions))


def _outcomes(column: Column, asked: Question) -> tuple[NDArray[np.intp], Floats, list[Caution]]:
    won_text = _value(column, asked.won)
    lost_text = None if asked.lost is None else _value(column, asked.lost)
    texts = np.array(column.texts, dtype=object)[column.codes]
    is_won = texts == won_text
    is_lost = (column.codes > 0) & ~is_won if lost_text is None else texts == lost_text
    if won_text == lost_text or not is_won.any() or not is_lost.any():
        raise NotComparable("one_outcome_only", asked.outcome)
    closed = np.flatnonzero(is_won | is_lost)
    if len(closed) < FEWEST_CASES:
        raise NotComparable("too_few", str(len(closed)))
    cautions = []
    others = len(column.texts) - 2
    if lost_text is None and others > 1:
        cautions.append(Caution("several_values_as_lost", asked.outcome, others))
    if len(closed) < len(texts):
        cautions.append(Caution("not_closed", asked.outcome, len(texts) - len(closed)))
    return closed, is_won[closed].astype(float), cautions


def _value(column: Column, said: str) -> str:
    """Return how the column itself writes a value: whatever the case, and 1 for 1.0."""
    text = " ".join(said.casefold().split())
    if text in column.texts[1:]:
        return text
    same = [other for other in column.texts[1:] if number(other) == number(text)]
    if len(same) != 1:
        raise NotComparable("no_such_outcome", said)
    return same[0]


def _dated(
    columns: Mapping[str, Column],
    time: str | None,
    closed: NDArray[np.intp],
    won: Floats,
    cautions: list[Caution],
) -> tuple[str | None, NDArray[np.intp], Floats]:
    """Return the time column if most closed rows are dated by it, with the dated rows only."""
    if time is None:
        return None, closed, won
    dated = np.isfinite(columns[time].days[columns[time].codes[closed]])
    different = np.unique(columns[time].codes[closed[dated]]).size
    if dated.mean() < READABLE_DATES or different < 2:
        cautions.append(Caution("time_unreadable", time, float(dated.mean())))
        return None, closed, won
    if not dated.all():
        cautions.append(Caution("undated_left_out", time, float((~dated).sum())))
    return time, closed[dated], won[dated]


def _split(columns: Mapping[str, Column], closed: NDArray[np.intp], won: Floats, time: str | None, seed: int) -> Split:
    groups = same_case(columns, closed)
    if time is not None:
        return by_time(columns[time].days[columns[time].codes[closed]], groups)
    return stratified(won, groups, seed)
