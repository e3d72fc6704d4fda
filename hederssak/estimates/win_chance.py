"""The chance to win an opportunity (R17), with an 80 % interval and the number of cases behind it.

Method: hierarchical empirical Bayes, blended with gradient boosting from 1,000 closed deals on, stepping back to
the base rate when it doesn't serve on the firm's own later outcomes; docs/method/win-chance.md says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, logit

from hederssak.estimates.boosting import Boosted, fit_boosted
from hederssak.estimates.columns import Caution, Column
from hederssak.estimates.encoding import Design, Encoding, fit_encoding
from hederssak.estimates.heldout import Choice, Closed, choose, in_order, shrunk, weights
from hederssak.estimates.hierarchical import fit
from hederssak.estimates.leaks import leaks
from hederssak.estimates.posterior import Chances, Posterior
from hederssak.estimates.scores import Floats

FEWEST = 10  # wins and losses needed before anything is learnt from fields
TABLE_WEIGHT = 10.0  # closed deals that the organization's own stage table counts for


class NotEnough(ValueError):
    """Nothing is closed, or outcomes are other than 0 and 1."""

    code = "no_closed_deals"


class Method(StrEnum):
    """Which method answered; shown beside the figure."""

    BLEND = "blend"
    HIERARCHICAL = "hierarchical"
    BASE_RATE = "base_rate"
    STAGE_TABLE = "stage_table"


@dataclass(frozen=True)
class StageTable:
    """The organization's own chances per stage, a prior while it has few outcomes; stage name to chance."""

    column: str
    odds: Mapping[str, float]


@dataclass(frozen=True)
class WinChance:
    """A fitted win chance; `cases` and `wins` stand behind it, `half_life` is in days, `cautions` must be shown."""

    method: Method
    encoding: Encoding
    cases: int
    wins: int
    choice: Choice
    cautions: tuple[Caution, ...]
    posterior: Posterior | None = None
    trees: Boosted | None = None
    base: tuple[float, float] = (0.5, 0.5)
    table: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    stage: str = ""

    def chances(self, columns: Mapping[str, Column]) -> Chances:
        """Return chance and 80 % interval of every row; raises KeyError when a learnt column is missing."""
        if self.method is Method.STAGE_TABLE and self.stage:
            column = columns[self.stage]
            odds = np.array([self.table.get(text, self.base) for text in column.texts])[column.codes]
            return _beta(odds[:, 0], odds[:, 1])
        return self.score(self.encoding.design(columns))

    def score(self, design: Design) -> Chances:
        """Return chance and 80 % interval of every case of an encoded `design` (n,)."""
        count = len(design.levels)
        if self.posterior is None:
            return _beta(np.full(count, self.base[0]), np.full(count, self.base[1]))
        found = self.posterior.chances(design)
        if self.trees is None and self.choice.trust == 1.0:
            return found
        mean = found.mean
        if self.trees is not None:
            mean = (1 - self.choice.mix) * mean + self.choice.mix * self.trees.chances(design)
        mean = shrunk(mean, self.base[0] / sum(self.base), self.choice.trust)
        moved = logit(mean) - logit(found.mean)
        low, high = (1 / (1 + np.exp(-(logit(edge) + moved))) for edge in (found.low, found.high))
        return Chances(mean, np.minimum(low, mean), np.maximum(high, mean))


def fit_win_chance(
    columns: Mapping[str, Column],
    rows: NDArray[np.intp],
    won: Floats,
    time: str | None = None,
    table: StageTable | None = None,
    ended: Floats | None = None,
) -> WinChance:
    """Return the win chance learnt from the closed deals in `rows` with outcomes `won` (same shape, 0 or 1).

    `time` names the column of dates by which cases are ordered, may fade, and luck may drift. Where that day is one in
    the middle of a deal's life, `ended` (same shape, days) takes its place: of those looked at lately only the quickest
    have ended. Columns that know the answer are refused and said so in `cautions`. Raises NotEnough when there is
    nothing to learn from.
    """
    if len(rows) == 0 or len(rows) != len(won) or not np.isin(won, (0.0, 1.0)).all():
        raise NotEnough(f"{len(rows)} rows, {len(won)} outcomes")
    refused = leaks(columns, rows, won)
    usable = {name: column for name, column in columns.items() if name not in {c.field for c in refused}}
    if time is not None and time in columns:
        usable[time] = columns[time]
    encoding = fit_encoding(usable, rows, time)
    cautions = (*(c for c in refused if c.field != time), *encoding.dropped)
    wins = int(won.sum())
    if min(wins, len(won) - wins) < FEWEST:
        return _few(columns, rows, won, table, encoding, (*cautions, Caution("few_outcomes", figure=len(won))))
    when = ended
    if when is None and time is not None:
        when = columns[time].days[columns[time].codes[rows]]
    if when is not None and not np.isfinite(when).all():
        when = np.where(np.isfinite(when), when, np.nanmin(when)) if np.isfinite(when).any() else None
    cases = in_order(Closed(encoding.design(columns).rows(rows), won, when))
    return fit_cases(cases, encoding, cautions)


def fit_cases(cases: Closed, encoding: Encoding, cautions: tuple[Caution, ...] = ()) -> WinChance:
    """Return the win chance learnt from encoded closed deals, with half-life, blend and trust chosen inside them."""
    choice = choose(cases)
    weight = weights(cases, choice.half_life)
    wins, losses = float(weight @ cases.won), float(weight @ (1 - cases.won))
    method, posterior, trees = Method.BASE_RATE, None, None
    if choice.trust > 0:
        method, posterior = Method.HIERARCHICAL, fit(cases.design, cases.won, weight, cases.when)
        if choice.mix > 0:
            method, trees = Method.BLEND, fit_boosted(cases.design, cases.won, weight)
    else:
        cautions = (*cautions, Caution("base_rate_served_better"))
    if choice.half_life is not None:
        cautions = (*cautions, Caution("old_deals_fade", figure=choice.half_life))
    return WinChance(
        method,
        encoding,
        len(cases.won),
        int(cases.won.sum()),
        choice,
        cautions,
        posterior,
        trees,
        (wins + 0.5, losses + 0.5),
    )


def _few(
    columns: Mapping[str, Column],
    rows: NDArray[np.intp],
    won: Floats,
    table: StageTable | None,
    encoding: Encoding,
    cautions: tuple[Caution, ...],
) -> WinChance:
    wins = float(won.sum())
    base = (wins + 1.0, len(won) - wins + 1.0)
    found: dict[str, tuple[float, float]] = {}
    if table is not None and table.column in columns:
        column = columns[table.column]
        closed = np.bincount(column.codes[rows], minlength=len(column.texts))
        won_at = np.bincount(column.codes[rows], weights=won, minlength=len(column.texts))
        for stage, chance in table.odds.items():
            text = " ".join(stage.casefold().split())
            at = column.texts.index(text) if text in column.texts else -1
            here = (float(won_at[at]), float(closed[at] - won_at[at])) if at >= 0 else (0.0, 0.0)
            sure = float(np.clip(chance, 0.01, 0.99))
            found[text] = (TABLE_WEIGHT * sure + here[0], TABLE_WEIGHT * (1 - sure) + here[1])
    stage = table.column if found and table is not None else ""
    choice = Choice(None, 0.0, 0.0)
    method = Method.STAGE_TABLE if stage else Method.BASE_RATE
    return WinChance(method, encoding, len(won), int(wins), choice, cautions, base=base, table=found, stage=stage)


def _beta(wins: Floats, losses: Floats) -> Chances:
    low, high = (np.asarray(betaincinv(wins, losses, level)) for level in (0.1, 0.9))
    return Chances(wins / (wins + losses), low, high)
