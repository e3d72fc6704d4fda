"""What a firm's own later outcomes say: which half-life, how much to trust the fields, how much to blend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates import boosting
from hederssak.estimates.encoding import Design
from hederssak.estimates.hierarchical import fit
from hederssak.estimates.scores import Floats, log_loss

GAIN = 0.002  # log loss a half-life must gain on later cases before it is taken
HALF_SURE, TRUST_SURE = 1.0, 0.5  # standard errors a gain must exceed
HALF_LIVES = (0.15, 0.3, 0.6)  # of the time the training cases span
BLEND_FROM = 1_000  # closed deals
MOST_CASES = 10_000  # closed deals a fold learns from, the latest
TRUSTS = (1.0, 0.75, 0.5, 0.25, 0.0)
MIXES = tuple(step / 10 for step in range(11))

Fold: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True)
class Closed:
    """Closed cases in a fixed order: design, outcomes (n,) of 0 and 1, and days (n,) or None when undated."""

    design: Design
    won: Floats
    when: Floats | None


@dataclass(frozen=True)
class Choice:
    """What held-out cases chose: half-life in days, weight of boosting, trust in the fields over the base rate."""

    half_life: float | None
    mix: float
    trust: float


def in_order(cases: Closed) -> Closed:
    """Return the cases by time and then by content, so that the order of rows in a file changes nothing."""
    keys = [*cases.design.numbers.T, *cases.design.levels.T, cases.won]
    order = np.lexsort([*keys, cases.when] if cases.when is not None else keys)
    when = None if cases.when is None else cases.when[order]
    return Closed(cases.design.rows(order), cases.won[order], when)


def weights(cases: Closed, half_life: float | None) -> Floats:
    """Return how much each case counts, shape (n,): 1 for the latest, half of it after a half-life (days)."""
    if half_life is None or cases.when is None:
        return np.ones(len(cases.won))
    found: Floats = 0.5 ** ((cases.when.max() - cases.when) / half_life)
    return found


def folds(cases: Closed) -> list[Fold]:
    """Return training and later rows: the half and the three quarters that came first, or four parts when undated."""
    count = len(cases.won)
    if cases.when is not None:
        marks = [count // 2, 3 * count // 4, count]
        found = [(np.arange(max(0, a - MOST_CASES), a), np.arange(a, b)) for a, b in pairwise(marks)]
    else:
        part = np.empty(count, dtype=np.intp)
        for side in (cases.won > 0, cases.won == 0):
            part[side] = np.arange(side.sum()) % 4
        found = [(np.flatnonzero(part != k)[:MOST_CASES], np.flatnonzero(part == k)) for k in range(4)]
    return [(a, b) for a, b in found if 0 < cases.won[a].sum() < len(a) and len(b)]


def choose(cases: Closed) -> Choice:
    """Return half-life, blend and trust that served best on later cases of the training period."""
    parts = folds(cases)
    if not parts:
        return Choice(None, 0.0, 1.0)
    later = np.concatenate([cases.won[b] for _, b in parts])

    def held_out(model: Callable[[Closed, Floats], Callable[[Design], Floats]], half: float | None) -> Floats:
        return np.concatenate([_later(cases, part, model, half) for part in parts])

    plain = held_out(_hierarchical, None)
    half_life, best = None, plain
    for share in HALF_LIVES if cases.when is not None else ():
        half = share * float(cases.when.max() - cases.when.min()) if cases.when is not None else 0.0
        tried = held_out(_hierarchical, half) if half > 0 else plain
        if _gain(best, tried, later, HALF_SURE) > (GAIN if half_life is None else 0.0):
            half_life, best = half, tried
    mix = 0.0
    if len(cases.won) >= BLEND_FROM and boosting.available():
        trees = held_out(_trees, half_life)
        mix = _least(MIXES, [log_loss((1 - m) * best + m * trees, later) for m in MIXES])
        best = (1 - mix) * best + mix * trees
    base = held_out(_base, half_life)
    trust = max(TRUSTS, key=lambda t: _gain(best, shrunk(best, base, t), later, TRUST_SURE))
    return Choice(half_life, mix, trust)


def shrunk(chances: Floats, base: Floats | float, trust: float) -> Floats:
    """Return the chances drawn towards the base rate on the scale of log odds; trust 1 leaves them, 0 is the base."""
    if trust == 1.0:
        return chances
    p, b = np.clip(chances, 1e-9, 1 - 1e-9), np.clip(base, 1e-9, 1 - 1e-9)
    odds = trust * np.log(p / (1 - p)) + (1 - trust) * np.log(b / (1 - b))
    found: Floats = 1 / (1 + np.exp(-odds))
    return found


def _gain(before: Floats, after: Floats, won: Floats, sure: float) -> float:
    """Return how much log loss `after` gains on `before`, less `sure` standard errors of that difference."""
    p, q = np.where(won > 0, before, 1 - before), np.where(won > 0, after, 1 - after)
    gain = np.log(np.maximum(q, 1e-4)) - np.log(np.maximum(p, 1e-4))
    return float(gain.mean() - sure * gain.std() / np.sqrt(len(gain)))


def _least(values: Sequence[float], losses: Sequence[float]) -> float:
    return values[int(np.argmin(losses))]


def _later(
    cases: Closed, part: Fold, model: Callable[[Closed, Floats], Callable[[Design], Floats]], half: float | None
) -> Floats:
    past, future = part
    known = Closed(cases.design.rows(past), cases.won[past], None if cases.when is None else cases.when[past])
    return model(known, weights(known, half))(cases.design.rows(future))


def _hierarchical(known: Closed, weight: Floats) -> Callable[[Design], Floats]:
    posterior = fit(known.design, known.won, weight, known.when)
    return lambda later: posterior.chances(later).mean


def _trees(known: Closed, weight: Floats) -> Callable[[Design], Floats]:
    return boosting.fit_boosted(known.design, known.won, weight).chances


def _base(known: Closed, weight: Floats) -> Callable[[Design], Floats]:
    share = float((weight @ known.won + 0.5) / (weight.sum() + 1))
    return lambda later: np.full(len(later.levels), share)
