"""The chance of each open deal to be won, what moves it up and down, and how many cases stand behind it (R17)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.columns import Caution, read_columns
from hederssak.estimates.encoding import Design, Part
from hederssak.estimates.scores import Floats
from hederssak.estimates.values import Raw
from hederssak.estimates.win_chance import Method, StageTable, WinChance, fit_win_chance

MOST_REASONS = 4
SPEAKS = 0.12  # log odds from which a field's part is worth a word


@dataclass(frozen=True)
class Reason:
    """A field that moves a deal's chance: its part in log odds against the usual closed deal, above 0 for up."""

    field: str
    part: float


@dataclass(frozen=True)
class DealChances:
    """Chances (n,) of the open deals with their 80 % interval, the reasons per deal, and what they rest on."""

    mean: Floats
    low: Floats
    high: Floats
    reasons: tuple[tuple[Reason, ...], ...]
    method: Method
    cases: int
    wins: int
    cautions: tuple[Caution, ...]


def deal_chances(
    table: Mapping[str, Sequence[Raw]],
    won: Floats,
    *,
    time: str,
    silent: frozenset[str] = frozenset(),
    stages: StageTable | None = None,
    ended: Floats | None = None,
) -> DealChances:
    """Return the chances of open deals, learnt from closed ones as they stood while they were open.

    `table` holds one value per deal and field; the first len(won) rows are closed, with outcomes `won` of 0 and 1,
    the others are open. `time` names the column of days on which deals were looked at, `ended` (same shape as `won`)
    are the days on which the closed ones ended; fields in `silent` are learnt from and never named as a
    reason. Raises NotEnough (estimates.win_chance) when nothing is closed.
    """
    columns = read_columns(table)
    closed = np.arange(len(won))
    count = len(next(iter(columns.values())).codes)
    rows = np.arange(len(won), count)
    model = fit_win_chance(columns, closed, won, time, stages, ended)
    found = model.chances(columns)
    reasons = _reasons(model, columns_design(model, table), closed, rows, silent)
    return DealChances(
        found.mean[rows],
        found.low[rows],
        found.high[rows],
        reasons,
        model.method,
        model.cases,
        model.wins,
        model.cautions,
    )


def columns_design(model: WinChance, table: Mapping[str, Sequence[Raw]]) -> Design:
    """Return the encoded design of a table of deals."""
    return model.encoding.design(read_columns(table))


def _reasons(
    model: WinChance,
    design: Design,
    closed: NDArray[np.intp],
    rows: NDArray[np.intp],
    silent: frozenset[str],
) -> tuple[tuple[Reason, ...], ...]:
    posterior = model.posterior
    if posterior is None:
        return tuple(() for _ in rows)
    effects = posterior.effects(design)
    mean = np.asarray(
        sum((node.weight * node.mean for node in posterior.nodes), np.zeros(len(posterior.layout.groups)))
    )
    numbers = design.numbers * mean[1 : 1 + posterior.layout.scales]
    parts: dict[str, Floats] = {}
    scale = 0
    for place, feature in enumerate(model.encoding.features):
        part = effects[:, place]
        if feature.part in {Part.SCALE, Part.DAY, Part.AGE}:
            part = part + numbers[:, scale]
            scale += 1
        parts[feature.column] = parts.get(feature.column, np.zeros(len(part))) + part
    trust = model.choice.trust
    names = [name for name in parts if name not in silent]
    if not names:
        return tuple(() for _ in rows)
    moved = np.column_stack([trust * (parts[name][rows] - parts[name][closed].mean()) for name in names])
    return tuple(_largest(names, row) for row in moved)


def _largest(names: Sequence[str], parts: Floats) -> tuple[Reason, ...]:
    order = np.argsort(-np.abs(parts), kind="stable")[:MOST_REASONS]
    return tuple(Reason(names[place], float(parts[place])) for place in order if abs(parts[place]) >= SPEAKS)
