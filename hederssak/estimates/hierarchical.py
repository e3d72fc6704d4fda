"""Logistic regression in which every level of every field has its own effect around 0, one variance per field.

The variances are fitted by type-II maximum likelihood with a fixed point (MacKay 1992) on a Laplace approximation,
and the overall scale of the prior is averaged by evidence, so that few cases are not taken for much.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, lapack
from scipy.special import expit

from hederssak.estimates import drift
from hederssak.estimates.encoding import Design
from hederssak.estimates.posterior import Layout, Node, Posterior, placed
from hederssak.estimates.scores import Floats

MOST_EFFECTS = 1_000  # above this the rarest levels keep their prior: exact algebra stays under a second
START = 0.3  # variance of a field's effects before anything is learnt
HOLD, HELD_AT = 1.0, 0.05  # the prior on a variance weighs as much as one level with this squared effect
SCALE_STEPS = 4  # halvings and doublings of the prior's scale that are averaged
NO_WEIGHT = 6.0  # log evidence below which a scale is left out
ROUNDS = 25
INTERCEPT_VARIANCE = 25.0
SMALLEST, LARGEST = 1e-6, 25.0


class Problem:
    """The closed cases as sums over levels: gradients and curvatures without the (n, p) matrix.

    `steps` (n, k) are those of a drift; they stand after the numbers and have a variance of their own, the last.
    `first` and `held` (variances,) say where each variance begins, and the squared effect that holds it.
    """

    def __init__(self, design: Design, won: Floats, weights: Floats, steps: Floats | None = None) -> None:
        fields, scales = len(design.sizes), design.numbers.shape[1]
        parts = [np.ones(len(won)), design.numbers] + ([] if steps is None else [steps])
        self.head = np.column_stack(parts)
        self.layout = Layout(design.sizes, self.head.shape[1] - 1)
        self.groups = self.layout.groups.copy()
        self.groups[1 + scales : self.head.shape[1]] = fields + 1
        wanders = [] if steps is None else [(drift.START, drift.HELD_AT)]
        begins: Floats = np.array([(START, HELD_AT)] * (fields + 1) + wanders)
        self.first, self.held = begins[:, 0], begins[:, 1]
        self.won, self.weights = won, weights
        self.places = design.levels + self.layout.starts.astype(np.int32)[None, :]
        self.size = len(self.layout.groups)

    def logits(self, effects: Floats) -> Floats:
        """Return the log odds of every case, shape (n,)."""
        found: Floats = self.head @ effects[: self.head.shape[1]] + effects[self.places].sum(axis=1)
        return found

    def gathered(self, values: Floats) -> Floats:
        """Return X' values, shape (p,)."""
        out = np.bincount(
            self.places.ravel(), weights=np.repeat(values, self.places.shape[1]), minlength=self.size
        ).astype(float)
        out[: self.head.shape[1]] = self.head.T @ values
        return out

    def curvature(self, values: Floats) -> Floats:
        """Return X' diag(values) X, shape (p, p)."""
        wide = self.head.shape[1]
        out = np.zeros((self.size, self.size))
        out[:wide, :wide] = self.head.T @ (values[:, None] * self.head)
        starts, sizes = self.layout.starts, self.layout.sizes
        for one, (start, size) in enumerate(zip(starts, sizes, strict=True)):
            at = self.places[:, one]
            for column in range(wide):
                sums = np.bincount(at - start, weights=values * self.head[:, column], minlength=size)
                out[start : start + size, column] = out[column, start : start + size] = sums
            out[range(start, start + size), range(start, start + size)] = out[start : start + size, 0]
            for other in range(one):
                first, width = starts[other], sizes[other]
                key = (at - start).astype(np.int64) * width + (self.places[:, other] - first)
                block = np.bincount(key, weights=values, minlength=size * width).reshape(size, width)
                out[start : start + size, first : first + width] = block
                out[first : first + width, start : start + size] = block.T
        return out


def fit(design: Design, won: Floats, weights: Floats, when: Floats | None = None) -> Posterior:
    """Return the posterior of all effects given closed cases.

    `won` (n,) is 0 or 1, `weights` (n,) says how much each case counts (1: fully), `when` (n,) is its day, finite:
    with it the luck of all cases may drift, and the answer is today's. Both classes must occur.
    """
    design, kept = _fewer_levels(design)
    problem = Problem(design, won, weights, drift.steps(when))
    variances = problem.first
    effects = np.zeros(problem.size)
    share = float(weights @ won / weights.sum())
    effects[0] = np.log(share / (1 - share))
    for _ in range(ROUNDS):
        effects, covariance, _ = _mode(problem, effects, variances, steps=1)
        fresh = _variances(effects, covariance, problem, variances)
        moved = float(np.max(np.abs(np.log(fresh / variances)), initial=0.0))
        variances = fresh
        if moved < 0.05:
            break
    nodes = _nodes(problem, effects, variances)
    fields = len(design.sizes)
    nodes = tuple(_today(node, problem.groups <= fields, variances[fields + 1 :]) for node in nodes)
    layout = Layout(design.sizes, design.numbers.shape[1])
    return Posterior(layout, kept, nodes, variances[: fields + 1], _shares(design, weights))


def fit_fixed(design: Design, won: Floats, variance: float) -> Posterior:
    """Return the posterior when every effect has the same prior `variance`: L2-penalized logistic regression."""
    design, kept = _fewer_levels(design)
    problem = Problem(design, won, np.ones(len(won)))
    variances = np.full(len(design.sizes) + 1, variance)
    mean, covariance, _ = _mode(problem, np.zeros(problem.size), variances, steps=30)
    return Posterior(problem.layout, kept, (Node(mean, covariance, 1.0),), variances, _shares(design, problem.weights))


def _today(node: Node, stays: NDArray[np.bool_], ahead: Floats) -> Node:
    """Return the posterior without the steps that lead back from today, and with the one that may lie ahead."""
    if stays.all():
        return node
    covariance = node.covariance[np.ix_(stays, stays)]
    covariance[0, 0] += ahead.sum()
    return Node(node.mean[stays], covariance, node.weight)


def _shares(design: Design, weights: Floats) -> tuple[Floats, ...]:
    return tuple(
        np.bincount(design.levels[:, f], weights=weights, minlength=size) / weights.sum()
        for f, size in enumerate(design.sizes)
    )


def _nodes(problem: Problem, effects: Floats, variances: Floats) -> tuple[Node, ...]:
    """Return the posterior at each prior scale that matters, outwards from 1 until the evidence is gone."""
    found = [_node(problem, effects, variances, 0.0)]
    for direction in (-1.0, 1.0):
        for step in range(1, SCALE_STEPS + 1):
            node = _node(problem, effects, variances, direction * step)
            if node.weight < found[0].weight - NO_WEIGHT:
                break
            found.append(node)
    top = max(node.weight for node in found)
    total = sum(float(np.exp(node.weight - top)) for node in found)
    return tuple(Node(n.mean, n.covariance, float(np.exp(n.weight - top)) / total) for n in found)


def _node(problem: Problem, start: Floats, variances: Floats, step: float) -> Node:
    scaled = np.clip(variances * 2.0**step, SMALLEST, LARGEST)
    mean, covariance, evidence = _mode(problem, start, scaled, steps=6)
    return Node(mean, covariance, evidence - 0.5 * (step / 2) ** 2)


def _fewer_levels(design: Design) -> tuple[Design, tuple[NDArray[np.int32], ...]]:
    """Return the design with at most MOST_EFFECTS levels, and per field where each old level went (0: unseen)."""
    counts = [np.bincount(design.levels[:, f], minlength=size) for f, size in enumerate(design.sizes)]
    every = np.sort(np.concatenate([c[1:] for c in counts])) if counts else np.zeros(0)
    least = max(1, int(every[-MOST_EFFECTS]) + 1) if len(every) > MOST_EFFECTS else 1
    kept = []
    for count in counts:
        stays = count >= least
        stays[0] = False
        kept.append(np.where(stays, np.cumsum(stays), 0).astype(np.int32))
    sizes = tuple(int(k.max()) + 1 for k in kept)
    return Design(placed(design.levels, kept), sizes, design.numbers), tuple(kept)


def _precision(problem: Problem, variances: Floats) -> Floats:
    groups = problem.groups
    return np.where(groups < 0, 1 / INTERCEPT_VARIANCE, 1 / variances[np.maximum(groups, 0)])


def _height(problem: Problem, effects: Floats, precision: Floats) -> float:
    logits = problem.logits(effects)
    likely = problem.weights @ (problem.won * logits - np.logaddexp(0, logits))
    return float(likely - 0.5 * precision @ effects**2)


def _mode(problem: Problem, effects: Floats, variances: Floats, steps: int) -> tuple[Floats, Floats, float]:
    """Return mode, covariance and log evidence by Newton steps, halved while they lead downhill."""
    precision = _precision(problem, variances)
    height = _height(problem, effects, precision)
    for _ in range(steps):
        chance = expit(problem.logits(effects))
        slope = problem.gathered(problem.weights * (problem.won - chance)) - precision * effects
        bent = problem.curvature(problem.weights * chance * (1 - chance))
        bent[np.diag_indices_from(bent)] += precision
        factor = cho_factor(bent, lower=True, overwrite_a=True, check_finite=False)
        step = cho_solve(factor, slope, check_finite=False)
        size = 1.0
        while size > 1e-3 and _height(problem, effects + size * step, precision) < height - 1e-9:
            size /= 2
        effects = effects + size * step
        gain = _height(problem, effects, precision) - height
        height += gain
        if gain < 1e-3:
            break
    evidence = height + 0.5 * float(np.log(precision).sum()) - float(np.log(np.diagonal(factor[0])).sum())
    half, _ = lapack.dpotri(factor[0], lower=1, overwrite_c=1)
    covariance = np.tril(half) + np.tril(half, -1).T
    return effects, covariance, evidence


def _variances(effects: Floats, covariance: Floats, problem: Problem, old: Floats) -> Floats:
    """Return MacKay's fixed point: squared effects over the number of effects that the data have determined."""
    inside = problem.groups >= 0
    at, many = problem.groups[inside], len(old)
    squares = np.bincount(at, weights=effects[inside] ** 2, minlength=many)
    spread = np.bincount(at, weights=np.diagonal(covariance)[inside], minlength=many)
    levels = np.bincount(at, minlength=many)
    determined = np.clip(levels - spread / old, 0, levels)
    fresh = (squares + HOLD * problem.held) / (determined + HOLD)
    return np.clip(fresh, SMALLEST, LARGEST)
