"""How good a forecast was: proper scores for chances and for distributions."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
CLIP = 1e-4  # a chance is never scored as more certain than 0.01 % or 99.99 %


class NothingToScore(ValueError):
    """There are no outcomes, or the arrays don't have the same length."""

    code = "nothing_to_score"


def _pair(chances: Floats, won: Floats) -> tuple[Floats, Floats]:
    p, y = np.asarray(chances, dtype=float), np.asarray(won, dtype=float)
    if p.shape != y.shape or p.ndim != 1 or p.size == 0:
        raise NothingToScore(f"chances {p.shape}, outcomes {y.shape}")
    if not np.isfinite(p).all() or p.min() < 0 or p.max() > 1:
        raise NothingToScore("chances must lie within 0 and 1")
    return p, y


def log_loss(chances: Floats, won: Floats) -> float:
    """Return the mean negative log likelihood in nats of outcomes `won` (n,) of 0 and 1; 0 is perfect.

    Chances (n,) are clipped to 0.0001..0.9999. Raises NothingToScore.
    """
    p, y = _pair(chances, won)
    p = np.clip(p, CLIP, 1 - CLIP)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log1p(-p)))


def brier(chances: Floats, won: Floats) -> float:
    """Return the mean squared difference of chance (n,) and outcome (n,); 0 is perfect. Raises NothingToScore."""
    p, y = _pair(chances, won)
    return float(np.mean((p - y) ** 2))


def calibration_error(chances: Floats, won: Floats, bins: int = 10) -> float:
    """Return the expected calibration error over equally wide bins of the chance; 0 is perfect.

    It is the mean over cases of the distance between a bin's mean chance and its share won
    (Naeini, Cooper and Hauskrecht 2015). A perfect model scores above 0 on few cases. Raises NothingToScore.
    """
    p, y = _pair(chances, won)
    which = np.minimum((p * bins).astype(int), bins - 1)
    gap = np.bincount(which, weights=p - y, minlength=bins)
    return float(np.abs(gap).sum() / p.size)


def auc(chances: Floats, won: Floats) -> float:
    """Return the chance that a won case was rated above a lost one, ties counted half; 0.5 with one class only.

    Raises NothingToScore.
    """
    p, y = _pair(chances, won)
    wins = float(y.sum())
    losses = y.size - wins
    if wins == 0 or losses == 0:
        return 0.5
    _, first, counts = np.unique(p, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2.0)[first]
    return float((rank[y > 0].sum() - wins * (wins + 1) / 2) / (wins * losses))


def pinball(quantiles: Floats, levels: Floats, outcome: float) -> float:
    """Return the mean pinball loss, in the unit of the outcome, of `quantiles` (k,) at `levels` (k,) within 0..1."""
    q, a = np.asarray(quantiles, dtype=float), np.asarray(levels, dtype=float)
    miss = outcome - q
    return float(np.mean(np.maximum(a * miss, (a - 1) * miss)))


def crps(quantiles: Floats, outcome: float) -> float:
    """Return the continuous ranked probability score, in the unit of the outcome, of a forecast given by quantiles.

    `quantiles` (k,) stand at the levels (i + 0.5) / k and are taken as k equally likely values; then the score is
    mean |q - y| - mean |q - q'| / 2 (Gneiting and Raftery 2007), exact for that forecast. One quantile gives the
    absolute error.
    """
    q = np.sort(np.asarray(quantiles, dtype=float))
    if q.size == 0:
        raise NothingToScore("a forecast needs a quantile")
    k = q.size
    spread = float(np.sum((2 * np.arange(1, k + 1) - k - 1) * q)) / k**2
    return float(np.mean(np.abs(q - outcome))) - spread
