"""Targets that can be reached (R9): how many first meetings it takes, what they cost in hours, and how likely.

Plain numpy, since a slider waits for it: Gamma functions are written out as sums of logarithms.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.scores import Floats

CONFIDENCE = 0.8
MOST_STARTS = 1_500
SURE = 1e7  # Beta parameters adding up to this stand for a chance known exactly
PRIOR_STRENGTHS = np.geomspace(1, 1000, 61)


class NoTarget(ValueError):
    """A goal, chance or number of hours that no target can be made of."""

    code = "no_target"


@dataclass(frozen=True)
class Beta:
    """What is known of a chance: Beta(wins, losses)."""

    wins: float
    losses: float

    @property
    def mean(self) -> float:
        """Return the expected chance."""
        return self.wins / (self.wins + self.losses)


def known(chance: float) -> Beta:
    """Return a chance taken as known exactly."""
    return Beta(chance * SURE, (1 - chance) * SURE)


@dataclass(frozen=True)
class Step:
    """One stage of the funnel: the chance to pass it, meetings it takes, and hours per meeting, all told."""

    chance: Beta
    meetings: float
    hours: float


@dataclass(frozen=True)
class Plan:
    """First meetings for the goal at 80 %, meetings in all, hours, and what is feasible within the net hours.

    `needed` is None when more than 1,500 first meetings would be needed.
    """

    needed: int | None
    meetings: float
    hours: float
    feasible: int
    chance: float
    share: float
    largest_goal: int


def rep_prior(wins: NDArray[np.int64], trials: NDArray[np.int64]) -> Beta:
    """Return the empirical-Bayes prior over reps from each one's wins (k,) out of trials (k,).

    Mean by pooling, strength by the marginal likelihood of the beta-binomial on a grid, weighed with a prior flat
    in its logarithm, so that few reps don't make it too sure. No trials: Beta(0.5, 0.5). Raises NoTarget.
    """
    w, n = np.asarray(wins, dtype=float), np.asarray(trials, dtype=float)
    if w.shape != n.shape or (w < 0).any() or (w > n).any():
        raise NoTarget("wins must lie within trials")
    if n.sum() == 0:
        return Beta(0.5, 0.5)
    mean = (w.sum() + 0.5) / (n.sum() + 1)
    a, b = (mean * PRIOR_STRENGTHS)[:, None], ((1 - mean) * PRIOR_STRENGTHS)[:, None]
    likely = (_log_beta(a + w, b + n - w) - _log_beta(a, b)).sum(axis=1)
    weight = np.exp(likely - likely.max())
    strength = float(np.exp(weight @ np.log(PRIOR_STRENGTHS) / weight.sum()))
    return Beta(mean * strength, (1 - mean) * strength)


def learnt(prior: Beta, wins: float, trials: float) -> Beta:
    """Return what is known of a chance after `wins` out of `trials` (counts)."""
    if not 0 <= wins <= trials:
        raise NoTarget("wins must lie within trials")
    return Beta(prior.wins + wins, prior.losses + trials - wins)


def chance_of_goal(starts: int, goal: int, chances: Sequence[Beta]) -> float:
    """Return the chance that at least `goal` of `starts` pass every stage, each stage's chance being uncertain.

    The beta-binomial through the whole chain: a stage's chance is one for all that enter it (R9).
    """
    if goal <= 0:
        return 1.0
    return float(np.clip(_wins(starts, chances)[goal:].sum(), 0.0, 1.0)) if starts >= goal else 0.0


def _wins(starts: int, chances: Sequence[Beta]) -> Floats:
    """Return the chance of each number of wins out of `starts`, shape (starts + 1,)."""
    sure = float(np.prod([chance.mean for chance in chances if _certain(chance)]))
    share = _passing(np.array([starts]), starts, known(sure))[0]
    for chance in chances:
        if not _certain(chance):
            share = np.asarray(share @ _passing(np.arange(starts + 1), starts, chance))
    return np.asarray(share)


def needed(goal: int, chances: Sequence[Beta], confidence: float = CONFIDENCE) -> int | None:
    """Return the fewest starts that give at least `goal` wins with `confidence`; None above 1,500."""
    if goal < 0 or not 0 < confidence < 1:
        raise NoTarget("a goal can't be negative, and confidence lies within 0 and 1")
    low, high = goal, max(goal, 8)
    while chance_of_goal(high, goal, chances) < confidence:
        low, high = high, high * 2
        if high > MOST_STARTS:
            return None
    while low < high:
        middle = (low + high) // 2
        if chance_of_goal(middle, goal, chances) >= confidence:
            high = middle
        else:
            low = middle + 1
    return high


def pace(goal: int, chances: Sequence[Beta], fewest: int | None, confidence: float = CONFIDENCE) -> float | None:
    """Return the starts per period that give at least `goal` wins in just `confidence` of many periods.

    A whole count overshoots: its chance is `confidence` or more, with small goals much more. `fewest` (from `needed`)
    in some periods and one less in the others, in this mean, hits it exactly. None when `fewest` is.
    """
    if not fewest:
        return fewest
    above, below = (chance_of_goal(starts, goal, chances) for starts in (fewest, fewest - 1))
    return fewest - min(max((above - confidence) / max(above - below, 1e-12), 0.0), 1.0)


def plan(goal: int, steps: Sequence[Step], net_hours: float) -> Plan:
    """Return what `goal` wins in a period take, and what `net_hours` of selling time in it allow.

    Raises NoTarget on a negative goal or hours, or without steps.
    """
    if not steps or net_hours < 0 or goal < 0 or any(step.hours < 0 or step.meetings < 0 for step in steps):
        raise NoTarget("steps are needed, and nothing may be negative")
    chances = [step.chance for step in steps]
    reaching = np.concatenate([[1.0], np.cumprod([chance.mean for chance in chances[:-1]])])
    meetings = float(reaching @ [step.meetings for step in steps])
    hours = float(reaching @ [step.meetings * step.hours for step in steps])
    starts = needed(goal, chances)
    feasible = MOST_STARTS if hours <= 0 else min(MOST_STARTS, int(net_hours / hours + 1e-9))
    count = starts or 0
    return Plan(
        starts,
        meetings * count,
        hours * count,
        feasible,
        chance_of_goal(feasible, goal, chances),
        hours * count / net_hours if net_hours > 0 else float("inf") if count else 0.0,
        _largest(feasible, chances),
    )


def _largest(starts: int, chances: Sequence[Beta]) -> int:
    at_least = np.cumsum(_wins(starts, chances)[::-1])[::-1]
    return int(np.flatnonzero(at_least >= CONFIDENCE - 1e-12).max(initial=0))


def _certain(chance: Beta) -> bool:
    return chance.wins + chance.losses >= SURE * 0.999


def _passing(entering: NDArray[np.int64], most: int, chance: Beta) -> Floats:
    """Return the beta-binomial chance that k of m pass, by m in `entering` (j,) and k, shape (j, most + 1)."""
    m = entering[:, None]
    k = np.arange(most + 1)[None, :]
    lost = np.maximum(m - k, 0)
    if _certain(chance):
        p = np.clip(chance.mean, 1e-12, 1 - 1e-12)
        logs = k * np.log(p) + lost * np.log1p(-p)
    else:
        a, b = max(chance.wins, 1e-9), max(chance.losses, 1e-9)
        logs = _rising(a, most)[k] + _rising(b, most)[lost] - _rising(a + b, most)[np.maximum(m, k)]
    whole = _rising(1.0, most)
    logs = logs + whole[m] - whole[k] - whole[lost]
    return np.where(k <= m, np.exp(np.minimum(logs, 0.0)), 0.0)


def _rising(start: float, most: int) -> Floats:
    """Return log(start (start + 1) ... (start + n - 1)) for n from 0 to `most`, shape (most + 1,)."""
    return np.concatenate([[0.0], np.cumsum(np.log(start + np.arange(float(most))))])


def _log_beta(a: Floats, b: Floats) -> Floats:
    return np.asarray(_log_gamma(a) + _log_gamma(b) - _log_gamma(a + b), dtype=float)


_log_gamma = np.vectorize(math.lgamma, otypes=[float])
