"""What the closed cases left us knowing about every effect, and the chances that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from hederssak.estimates.encoding import Design
from hederssak.estimates.scores import Floats

EXACT_ROWS = 5_000  # up to so many cases the variance of each is exact, above it is taken as additive over fields
TENTH = 1.2815515655446004  # standard normal quantile at 90 %: the interval holds 80 %


@dataclass(frozen=True)
class Chances:
    """Chances to win with their 80 % interval, each of shape (n,)."""

    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Node:
    """One prior scale: posterior mean (p,), covariance (p, p) and the weight of its evidence."""

    mean: Floats
    covariance: Floats
    weight: float


@dataclass(frozen=True)
class Layout:
    """Where each field's levels stand among the effects: intercept, numbers, then the fields one after another."""

    sizes: tuple[int, ...]
    scales: int

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Return the first effect of each field, shape (fields,)."""
        return 1 + self.scales + np.concatenate([[0], np.cumsum(self.sizes)])[:-1].astype(np.intp)

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """Return which variance each effect has, shape (p,): -1 intercept, 0 all numbers, 1.. the fields."""
        fields = [np.full(size, place + 1) for place, size in enumerate(self.sizes)]
        return np.concatenate([[-1], np.zeros(self.scales), *fields]).astype(np.intp)


@dataclass(frozen=True)
class Posterior:
    """Effects given the closed cases, one normal per prior scale; `variances` (1 + fields,): numbers, then fields.

    `kept` says per field where a level of the design went (0: left at its prior). `shares` are, per field, the
    shares of its levels among the closed cases.
    """

    layout: Layout
    kept: tuple[NDArray[np.int32], ...]
    nodes: tuple[Node, ...]
    variances: Floats
    shares: tuple[Floats, ...]

    def chances(self, design: Design) -> Chances:
        """Return chance and 80 % interval of each case of `design` (n,): the posterior averaged, not its mode.

        Above 5,000 cases the variance is taken as additive over fields (its interactions averaged over the closed
        cases); the chance moves by under 0.01 by that.
        """
        logits, variances = self.odds(design)
        weights = [node.weight for node in self.nodes]
        chance = np.zeros(len(design.levels))
        centre = np.zeros_like(chance)
        square = np.zeros_like(chance)
        for weight, logit, variance in zip(weights, logits, variances, strict=True):
            chance += weight * expit(logit / np.sqrt(1 + np.pi * variance / 8))
            centre += weight * logit
            square += weight * (variance + logit**2)
        reach = TENTH * np.sqrt(np.maximum(square - centre**2, 0))
        return Chances(chance, expit(centre - reach), expit(centre + reach))

    def plug_in(self, design: Design) -> Floats:
        """Return each case's chance at the posterior mode, shape (n,): what plain penalized regression says."""
        levels = placed(design.levels, self.kept)
        found: Floats = expit(self._summed(self.nodes[0].mean, levels, design.numbers))
        return found

    def odds(self, design: Design) -> tuple[list[Floats], list[Floats]]:
        """Return per node the mean and the variance of each case's log odds, shapes (n,)."""
        levels = placed(design.levels, self.kept)
        exact = len(levels) <= EXACT_ROWS
        logits, variances = [], []
        for node in self.nodes:
            logits.append(self._summed(node.mean, levels, design.numbers))
            spread = self._exact if exact else self._additive
            variances.append(spread(node, levels, design.numbers))
        return logits, variances

    def shared_variance(self, design: Design, weights: Floats) -> float:
        """Return the variance of the cases' mean log odds, each counted by `weights` (n,) that sum to 1."""
        levels = placed(design.levels, self.kept) + self.layout.starts
        mean = np.bincount(
            levels.ravel(), weights=np.repeat(weights, levels.shape[1]), minlength=len(self.layout.groups)
        ).astype(float)
        mean[0] = 1.0
        mean[1 : 1 + self.layout.scales] = weights @ design.numbers
        return float(sum(node.weight * (mean @ node.covariance @ mean) for node in self.nodes))

    def effects(self, design: Design) -> Floats:
        """Return what each field adds to each case's log odds, shape (n, fields); averaged over the nodes."""
        levels = placed(design.levels, self.kept) + self.layout.starts
        mean = sum((node.weight * node.mean for node in self.nodes), np.zeros(len(self.layout.groups)))
        found: Floats = mean[levels]
        return found

    def _summed(self, effects: Floats, levels: NDArray[np.int32], numbers: Floats) -> Floats:
        out = effects[0] + numbers @ effects[1 : 1 + self.layout.scales]
        for place, start in enumerate(self.layout.starts):
            out += effects[start : start + self.layout.sizes[place]][levels[:, place]]
        return np.asarray(out)

    def _exact(self, node: Node, levels: NDArray[np.int32], numbers: Floats) -> Floats:
        head = np.column_stack([np.ones(len(levels)), numbers])
        wide = head.shape[1]
        places = levels + self.layout.starts.astype(np.int32)[None, :]
        spread = np.einsum("ij,jk,ik->i", head, node.covariance[:wide, :wide], head, optimize=True)
        for one in range(places.shape[1]):
            spread += 2 * np.einsum("ij,ij->i", head, node.covariance[places[:, one], :wide])
            for other in range(one):
                spread += 2 * node.covariance[places[:, one], places[:, other]]
            spread += node.covariance[places[:, one], places[:, one]]
        return np.asarray(np.maximum(spread, 0))

    def _additive(self, node: Node, levels: NDArray[np.int32], numbers: Floats) -> Floats:
        """Return the variances with every interaction of two fields replaced by its averages over the closed cases."""
        covariance, wide = node.covariance, 1 + self.layout.scales
        starts, sizes = self.layout.starts, self.layout.sizes
        mean = np.zeros((len(sizes), len(covariance)))
        for place, (start, size) in enumerate(zip(starts, sizes, strict=True)):
            mean[place] = self.shares[place] @ covariance[start : start + size]
        head = np.column_stack([np.ones(len(levels)), numbers])
        cross = covariance[:wide, :wide].copy()
        cross[0] += mean[:, :wide].sum(axis=0)
        cross[:, 0] += mean[:, :wide].sum(axis=0)
        spread = np.einsum("ij,jk,ik->i", head, cross, head, optimize=True)
        for place, (start, size) in enumerate(zip(starts, sizes, strict=True)):
            inside = slice(start, start + size)
            others = mean.sum(axis=0)[inside] - mean[place, inside]
            average = float(self.shares[place] @ others)
            column = np.diagonal(covariance)[inside] + 2 * covariance[inside, 0] + 2 * others - average
            column -= 2 * mean[place, 0]
            spread += column[levels[:, place]]
        return np.asarray(np.maximum(spread, 1e-6))


def placed(levels: NDArray[np.int32], kept: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """Return levels (n, fields) after each field's own renumbering."""
    return np.column_stack([k[levels[:, f]] for f, k in enumerate(kept)]) if kept else levels
