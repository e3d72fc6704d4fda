"""Forecasts of won margin that need no model: the run rate, and five that a pipeline forecast must beat."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from hederssak.estimates.pictures import History, Picture
from hederssak.estimates.scores import Floats

LEVELS: Floats = (np.arange(50) + 0.5) / 50  # at which forecasts give their quantiles
RECENT = 8  # periods the run rate looks back
WIDE = 0.5  # relative spread of a run rate that rests on under two periods


@dataclass(frozen=True)
class Past:
    """What was known on a day: the history, the weekly pictures up to then, the length of the period, the first day."""

    history: History
    pictures: Sequence[Picture]
    days: float
    start: float

    @property
    def now(self) -> float:
        """Return the day of the latest picture."""
        return self.pictures[-1].day

    def totals(self) -> Floats:
        """Return margin won in past periods that don't overlap, the latest first, shape (k,)."""
        many = int((self.now - self.start) // self.days)
        ends = self.now - self.days * np.arange(many)
        return np.array([self.history.won_between(end - self.days, end) for end in ends])


def run_rate(past: Past) -> Floats:
    """Return quantiles at LEVELS of what past periods brought, by Student's t; wide when under two have ended."""
    totals = past.totals()[:RECENT]
    if len(totals) < 2:
        centre, spread, freedom = float(totals.sum()), WIDE * float(totals.sum()), 3
    else:
        weights = 0.7 ** np.arange(len(totals))
        weights /= weights.sum()
        centre = float(weights @ totals)
        spread = float(np.sqrt((totals - centre) ** 2 @ weights + (0.15 * centre) ** 2))
        freedom = len(totals) + 1
    return np.maximum(centre + spread * np.asarray(stdtrit(freedom, LEVELS)), 0.0)


def season(past: Past, cycle: float = 365.25) -> Floats | None:
    """Return quantiles at LEVELS of the same period in past cycles, grown as the last did; None under two cycles."""
    span = past.now - past.start
    if span < 2 * cycle:
        return None
    back = np.arange(1, int(span // cycle) + 1) * cycle
    same = np.array([past.history.won_between(past.now - b, past.now - b + past.days) for b in back])
    last, before = (past.history.won_between(past.now - b, past.now - b + cycle) for b in (cycle, 2 * cycle))
    growth = float(np.clip(last / before if before > 0 else 1.0, 0.5, 2.0))
    grown = same * growth ** np.arange(1, len(same) + 1)
    spread = max(float(grown.std()), 0.3 * float(grown.mean()))
    return np.asarray(np.maximum(grown.mean() + spread * stdtrit(len(same) + 1, LEVELS), 0.0))


def baselines(past: Past) -> dict[str, Floats]:
    """Return the quantiles of the five baselines, by name; a point forecast has all its quantiles there."""
    totals = past.totals()
    last = float(totals[0]) if len(totals) else 0.0
    weighted = stage_weighted(past.history, past.pictures[-1])
    shares = [
        (past.history.won_between(p.day, p.day + past.days), stage_weighted(past.history, p))
        for p in past.pictures[:-1]
        if p.day + past.days <= past.now
    ]
    won, said = (float(sum(column)) for column in zip(*shares, strict=True)) if shares else (0.0, 0.0)
    changes = totals[:-1] - totals[1:]
    spread = np.quantile(changes, LEVELS) if len(changes) else np.zeros(len(LEVELS))
    return {
        "stage_weighted": _point(weighted),
        "stage_weighted_realized": _point(weighted * (won / said if said > 0 else 1.0)),
        "last_period": _point(last),
        "last_period_with_changes": np.maximum(last + spread, 0.0),
        "mean_of_periods": _point(float(totals.mean()) if len(totals) else 0.0),
    }


def stage_weighted(history: History, picture: Picture) -> float:
    """Return the number that CRMs show: each open amount times the share won of deals that ever stood in its stage.

    The shares come from deals closed by the picture's day, with one case of the overall share added.
    """
    closed = history.closed <= picture.day
    known = closed[history.deal]
    size = int(history.stage.max(initial=0)) + 1
    pair = np.unique(history.deal[known] * size + history.stage[known])
    won_at = np.bincount(pair % size, weights=history.won[pair // size].astype(float), minlength=size)
    overall = float((history.won[closed].sum() + 0.5) / (closed.sum() + 1))
    rates = (won_at + overall) / (np.bincount(pair % size, minlength=size) + 1)
    chance = np.where(picture.stage > 0, rates[np.maximum(picture.stage - 1, 0)], overall)
    mean = float(history.amount[history.won & closed].mean()) if (history.won & closed).any() else 0.0
    amounts = picture.amount if history.amount_known else np.full(len(picture.rows), mean)
    return float(chance @ amounts)


def _point(value: float) -> Floats:
    return np.full(len(LEVELS), max(value, 0.0))
