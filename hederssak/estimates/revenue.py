"""The distribution of margin won from open opportunities (R17): computed, never sampled.

Up to 16 deals are enumerated. Above, the characteristic function is inverted as a Fourier series on a window that
holds all but 1e-9 of the law (Bernstein 1924); where it doesn't fade (few deals, a common price), the deals are
convolved on a lattice instead. docs/method/won-margin.md has the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.cumulants import Sums, sums_over
from hederssak.estimates.fourier import Law, inverted
from hederssak.estimates.lattice import convolved, enumerated
from hederssak.estimates.scores import Floats

ENUMERATE = 16  # deals: 65,536 outcomes
FEW = 40  # deals up to which the lattice is taken at once
MANY = 200_000  # deals above which sure and impossible ones aren't looked for
MOST_CONVOLVED = 20_000
SMOOTH = 1e-6  # error of the Fourier series above which the lattice is taken


class NoDistribution(ValueError):
    """Amounts or chances that no distribution can be made of."""

    code = "no_distribution"


@dataclass(frozen=True)
class Shock:
    """One state of the common shock: its probability, and the chance of each deal in that state, shape (n,)."""

    weight: float
    chances: Floats


@dataclass(frozen=True)
class WonMargin:
    """Won margin as a mixture of laws, one per state of the common shock, in the unit of the amounts.

    `mean` and `variance` are exact; `error` bounds how far the distribution function is off.
    """

    laws: tuple[Law, ...]
    weights: tuple[float, ...]
    mean: float
    variance: float
    error: float

    def chance_at_most(self, amounts: Floats) -> Floats:
        """Return the chance that at most each of `amounts` (k,) is won, shape (k,)."""
        points = np.asarray(amounts, dtype=float)
        found = np.zeros(points.shape)
        for weight, law in zip(self.weights, self.laws, strict=True):
            found += weight * law.at(points)
        return np.clip(found, 0.0, 1.0)

    def chance_of(self, goal: float) -> float:
        """Return the chance that at least `goal` is won."""
        return float(1.0 - self.chance_at_most(np.array([np.nextafter(goal, -np.inf)]))[0])

    def quantiles(self, levels: Floats) -> Floats:
        """Return the smallest amounts that are not exceeded with the chances `levels` (k,) within 0..1, shape (k,)."""
        wanted = np.asarray(levels, dtype=float)
        if wanted.size and (wanted.min() < 0 or wanted.max() > 1):
            raise NoDistribution("levels must lie within 0 and 1")
        if len(self.laws) == 1:
            return self.laws[0].inverse(wanted)
        points = np.unique(np.concatenate([law.points for law in self.laws]))
        reached = np.maximum.accumulate(self.chance_at_most(points))
        if all(law.steps for law in self.laws):
            return points[np.minimum(np.searchsorted(reached, wanted - 1e-12), len(points) - 1)]
        return np.asarray(np.interp(wanted, reached, points))


def won_margin(amounts: Floats, chances: Floats) -> WonMargin:
    """Return the distribution of what independent deals bring: `amounts` (n,) in any unit, `chances` (n,) to win.

    Negative amounts are losses on a won deal. Raises NoDistribution on NaN, infinite amounts, chances outside 0..1.
    """
    return mixed_margin(amounts, [Shock(1.0, np.asarray(chances, dtype=float))])


def mixed_margin(amounts: Floats, shocks: Sequence[Shock]) -> WonMargin:
    """Return the distribution under a common shock: deals are independent given its state, and the laws are mixed.

    `amounts` (n,); the weights of `shocks` must sum to 1. Raises NoDistribution.
    """
    values = np.asarray(amounts, dtype=float)
    weights = np.array([shock.weight for shock in shocks])
    if values.ndim != 1:
        raise NoDistribution("amounts must be one row")
    if not len(weights) or (weights < 0).any() or abs(weights.sum() - 1) > 1e-9:
        raise NoDistribution("the weights of the shocks must sum to 1")
    laws, means, variances = [], [], []
    for shock in shocks:
        chances = np.asarray(shock.chances, dtype=float)
        sums = sums_over(values, chances) if chances.shape == values.shape else None
        if sums is None or not sums.valid:
            raise NoDistribution("amounts must be finite, and each needs a chance within 0 and 1")
        laws.append(_law(values, chances, sums))
        means.append(sums.mean)
        variances.append(sums.variance)
    mean = float(weights @ means)
    spread = float(weights @ (np.array(variances) + (np.array(means) - mean) ** 2))
    return WonMargin(tuple(laws), tuple(weights), mean, spread, max(law.error for law in laws))


def _law(amounts: Floats, chances: Floats, sums: Sums) -> Law:
    if len(amounts) > MANY and sums.variance > 0:
        return inverted(amounts, chances, sums)
    undecided = (chances > 0) & (chances < 1) & (amounts != 0)
    sure = float(amounts[chances == 1].sum())
    left, odds = amounts[undecided], chances[undecided]
    if len(left) <= ENUMERATE:
        return enumerated(left, odds, sure)
    if len(left) > FEW:
        law = inverted(left, odds, replace(sums, mean=sums.mean - sure))
        if law.error <= SMOOTH or len(left) > MOST_CONVOLVED:
            return law.moved(sure)
    return convolved(left, odds).moved(sure)


def summed(one: WonMargin, other: WonMargin, cells: int = 4096) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points (k,) and distribution function (k,) of the sum of two independent margins, on `cells` cells."""
    ends = [(law.points[0], law.points[-1]) for law in (*one.laws, *other.laws)]
    low = [min(e[0] for e in ends[: len(one.laws)]), min(e[0] for e in ends[len(one.laws) :])]
    high = [max(e[1] for e in ends[: len(one.laws)]), max(e[1] for e in ends[len(one.laws) :])]
    step = max(sum(high) - sum(low), 1e-9) / (cells - 2)
    masses = []
    for margin, start, end in zip((one, other), low, high, strict=True):
        edges = start + step * (np.arange(int(np.ceil((end - start) / step)) + 2) - 0.5)
        masses.append(np.diff(np.concatenate([[0.0], margin.chance_at_most(edges[1:])])))
    whole = np.convolve(masses[0], masses[1])
    points = sum(low) + step * np.arange(len(whole))
    return points, np.minimum(np.cumsum(whole), 1.0)
