"""The chance that a deal open now is won inside the period, learnt from weekly pictures of the own pipeline (R17)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.encoding import Design
from hederssak.estimates.hierarchical import fit
from hederssak.estimates.pictures import History, Picture
from hederssak.estimates.posterior import Posterior
from hederssak.estimates.scores import Floats

MOST_PICTURES = 16  # the latest finished ones
MOST_ROWS = 12_000
HALF_LIFE = 70.0  # days after which a picture counts half
BINS = 7
FEWEST_WINS = 8  # below that the chances are the pictures' common share
MOST_STAGES = 60
ONE_WAY = 0.9  # share of deals that came to their stage the usual way, from which the way is left out


@dataclass(frozen=True)
class Scale:
    """Bins of a figure of a picture, by its quantiles in training, and its place and spread as a logarithm."""

    edges: Floats
    centre: float
    spread: float

    def bins(self, values: Floats) -> NDArray[np.int32]:
        """Return the bin of each value, from 1, shape (k,)."""
        return (np.searchsorted(self.edges, values, side="right") + 1).astype(np.int32)

    def number(self, values: Floats) -> Floats:
        """Return the standardized logarithm of each value, shape (k,)."""
        return (np.log1p(np.maximum(values, 0)) - self.centre) / self.spread


@dataclass(frozen=True)
class Horizon:
    """Chances inside a period of `days`, learnt from finished pictures; without a posterior one common share.

    `ways` says whether stages are come to from several others, so that the one before says something of its own.
    """

    days: float
    scales: tuple[Scale, ...]
    posterior: Posterior | None
    share: float
    pictures: int
    ways: bool = False

    def chances(self, history: History, picture: Picture) -> Floats:
        """Return the chance of each open deal to be won within the period after the picture, shape (k,)."""
        if self.posterior is None:
            return np.full(len(picture.rows), self.share)
        return self.posterior.chances(_design(history, picture, self.scales, ways=self.ways)).mean

    def unsure(self, history: History, picture: Picture, weights: Floats) -> float:
        """Return the variance that all deals' log odds share because the effects are known from few cases only.

        `weights` (k,) say how much each deal matters to the sum.
        """
        if self.posterior is None or weights.sum() <= 0:
            return 0.0
        design = _design(history, picture, self.scales, ways=self.ways)
        return self.posterior.shared_variance(design, weights / weights.sum())


def fit_horizon(history: History, pictures: Sequence[Picture], days: float, now: float) -> Horizon:
    """Return the chances learnt from `pictures` whose period of `days` had ended by the day `now`."""
    done = [picture for picture in pictures if picture.day + days <= now and len(picture.rows)][-MOST_PICTURES:]
    won = [_won(history, picture, days) for picture in done]
    outcomes = np.concatenate(won) if won else np.empty(0)
    share = float((outcomes.sum() + 0.5) / (len(outcomes) + 5)) if len(outcomes) else 0.05
    if min(outcomes.sum(), len(outcomes) - outcomes.sum()) < FEWEST_WINS:
        return Horizon(days, (), None, share, len(done))
    figures = [np.concatenate([_figures(history, picture)[:, column] for picture in done]) for column in range(5)]
    scales = tuple(_scale(values) for values in figures)
    ways = _ways(done)
    parts = [_design(history, picture, scales, ways=ways) for picture in done]
    whole = Design(
        np.concatenate([part.levels for part in parts]), parts[0].sizes, np.concatenate([p.numbers for p in parts])
    )
    weights = np.concatenate([np.full(len(p.rows), 0.5 ** ((now - p.day) / HALF_LIFE)) for p in done])
    keep = np.arange(len(outcomes))
    if len(keep) > MOST_ROWS:
        keep = np.unique(np.linspace(0, len(keep) - 1, MOST_ROWS).astype(np.intp))
    posterior = fit(whole.rows(keep), outcomes[keep], weights[keep] / weights.max())
    return Horizon(days, scales, posterior, share, len(done), ways)


def _ways(pictures: Sequence[Picture]) -> bool:
    """Return whether deals stand in the same stage that came from different ones."""
    wide = MOST_STAGES
    here = np.concatenate([np.minimum(picture.stage, wide - 1) for picture in pictures])
    before = np.concatenate([np.minimum(picture.before, wide - 1) for picture in pictures])
    usual = np.bincount(here * wide + before, minlength=wide * wide).reshape(wide, wide).max(axis=1)
    return bool(usual.sum() < ONE_WAY * len(here))


def _won(history: History, picture: Picture, days: float) -> Floats:
    closed = history.closed[picture.rows]
    return (history.won[picture.rows] & (closed <= picture.day + days)).astype(float)


def _figures(history: History, picture: Picture) -> Floats:
    amount = picture.amount if history.amount_known else np.zeros(len(picture.rows))
    return np.column_stack([picture.age, picture.idle, picture.in_stage, picture.events, amount])


def _scale(values: Floats) -> Scale:
    logs = np.log1p(np.maximum(values, 0))
    edges = np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))
    return Scale(edges, float(logs.mean()), max(float(logs.std()), 1e-6))


def _design(history: History, picture: Picture, scales: tuple[Scale, ...], *, ways: bool) -> Design:
    figures = _figures(history, picture)
    binned = [scale.bins(figures[:, column]) for column, scale in enumerate(scales)]
    stage = np.minimum(picture.stage, MOST_STAGES - 1).astype(np.int32)
    wide = BINS + 2
    crossed = [stage * wide + binned[column] for column in (0, 1, 2)]
    own = history.fields[picture.rows] + 1
    came = [np.minimum(picture.before + 1, MOST_STAGES)] if ways else []
    levels = np.column_stack([stage, *binned, *crossed, *came, own]).astype(np.int32)
    sizes = (MOST_STAGES, *[wide] * len(binned), *[MOST_STAGES * wide] * 3, *[MOST_STAGES + 1] * len(came))
    sizes = (*sizes, *(size + 1 for size in history.sizes))
    numbers = np.column_stack([scale.number(figures[:, column]) for column, scale in enumerate(scales)])
    return Design(levels, sizes, numbers)
