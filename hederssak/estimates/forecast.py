"""Won margin in a period (R17): deals open now, business born inside the period, a common shock, self-correction."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from hederssak.estimates.horizon import Horizon
from hederssak.estimates.pictures import History, Picture
from hederssak.estimates.revenue import Shock, WonMargin, mixed_margin
from hederssak.estimates.scores import Floats

NODES, MANY_NODES = 7, 15  # states of the common shock; more of them where it is wide, else its law shows lumps
WIDE = 0.6  # spread of the log odds from which it is wide
FIRST_SHOCK = 0.15  # relative spread of a period that nothing explains, before any forecast has been judged
SHOCK_WEIGHT = 2.0  # finished periods that the first guess counts for
LEVEL_SURE = 2.0  # standard errors of the level that are taken for chance: only what goes beyond them corrects it
FADE = 84.0  # days after which a finished forecast counts half
NEWBORN_PERIODS = 8


@dataclass(frozen=True)
class Judged:
    """A finished forecast: its day, what it expected and how far deals alone would scatter, and what came."""

    day: float
    expected: float
    scatter: float
    actual: float


@dataclass(frozen=True)
class Correction:
    """What the own finished forecasts teach: actual over expected, and the relative spread of what both leave open."""

    level: float
    shock: float


@dataclass(frozen=True)
class Open:
    """Amounts (n,) with chances (n,) of one forecast before correction: open deals, then the newborn's."""

    amounts: Floats
    chances: Floats
    unsure: float

    @property
    def expected(self) -> float:
        """Return the expected margin before correction."""
        return float(self.amounts @ self.chances)

    @property
    def scatter(self) -> float:
        """Return the standard deviation of the margin with independent deals."""
        return float(np.sqrt(self.amounts**2 @ (self.chances * (1 - self.chances))))


def correction(judged: Sequence[Judged], days: float, now: float) -> Correction:
    """Return what finished forecasts over `days` teach on the day `now`; overlapping ones count by their share."""
    useful = [each for each in judged if each.day + days <= now and each.expected > 0]
    if not useful:
        return Correction(1.0, FIRST_SHOCK)
    weights = np.array([min(1.0, 7 / days) * 0.5 ** ((now - each.day - days) / FADE) for each in useful])
    ratio = np.clip([each.actual / each.expected for each in useful], 0.2, 5.0)
    level = _level(ratio, weights)
    own = np.array([(each.scatter / each.expected) ** 2 for each in useful])
    beyond = (ratio / max(level, 0.05) - 1) ** 2 - own
    spread = (weights @ beyond + SHOCK_WEIGHT * FIRST_SHOCK**2) / (weights.sum() + SHOCK_WEIGHT)
    return Correction(float(np.clip(level, 0.2, 5.0)), float(np.sqrt(np.clip(spread, 0.05**2, 1.0))))


def _level(ratio: Floats, weights: Floats) -> float:
    """Return actual over expected, drawn to 1 by two standard errors: the chances were refitted on the same outcomes.

    `ratio` (k,) of finished forecasts, `weights` (k,) in forecasts that don't overlap.
    """
    count = float(weights.sum())
    if count < 1e-6:  # all too old to say anything
        return 1.0
    mean = float(weights @ ratio) / count
    square = (float(weights @ (ratio - mean) ** 2) + SHOCK_WEIGHT * FIRST_SHOCK**2) / (count + SHOCK_WEIGHT)
    beyond = max(abs(mean - 1) - LEVEL_SURE * float(np.sqrt(square / count)), 0.0)
    return 1 + float(np.copysign(beyond, mean - 1))


def open_business(history: History, horizon: Horizon, picture: Picture, pictures: Sequence[Picture]) -> Open:
    """Return the deals of `picture` with their chances inside the period, and past newborn wins as they may come again.

    Each deal that was created and won within one of the last finished periods comes again with that period's weight.
    """
    amounts = expected_amounts(history, picture)
    chances = horizon.chances(history, picture)
    unsure = horizon.unsure(history, picture, chances * (1 - chances) * np.maximum(amounts, 0))
    past = [p.day for p in pictures if p.day + horizon.days <= picture.day][-NEWBORN_PERIODS:]
    weights = 0.5 ** ((picture.day - np.array(past)) / FADE)
    parts, odds = [amounts], [chances]
    for day, weight in zip(past, weights / max(weights.sum(), 1e-9), strict=True):
        born = history.newborn_wins(day, day + horizon.days)
        parts.append(history.amount[born])
        odds.append(np.full(len(born), weight))
    return Open(np.concatenate(parts), np.concatenate(odds), unsure)


def expected_amounts(history: History, picture: Picture) -> Floats:
    """Return what each open deal would bring, shape (k,): its amount, or the mean won so far on its best field."""
    if history.amount_known:
        return picture.amount
    past = np.flatnonzero(history.won & (history.closed <= picture.day))
    if not len(past):
        return np.zeros(len(picture.rows))
    values = history.amount[past]
    best, found = float(((values - values.mean()) ** 2).sum()), np.full(len(picture.rows), values.mean())
    for place, size in enumerate(history.sizes):
        levels = history.fields[past, place]
        means = (np.bincount(levels, weights=values, minlength=size) + values.mean()) / (
            np.bincount(levels, minlength=size) + 1
        )
        left = float(((values - means[levels]) ** 2).sum()) * (1 + 2 * size / len(past))
        if left < best:
            best, found = left, means[history.fields[picture.rows, place]]
    return found


def won_in_period(business: Open, taught: Correction) -> WonMargin:
    """Return the distribution of margin won in the period: level and common shock applied to all chances."""
    shift = _shift(business, taught.level)
    spread = float(np.sqrt(taught.shock**2 + business.unsure))
    points, weights = np.polynomial.hermite_e.hermegauss(NODES if spread < WIDE else MANY_NODES)
    weights = weights / weights.sum()
    odds = logit(np.clip(business.chances, 1e-9, 1 - 1e-9)) + shift
    shocks = [Shock(float(w), expit(odds + spread * z)) for z, w in zip(points, weights, strict=True)]
    return mixed_margin(business.amounts, shocks)


def _shift(business: Open, level: float) -> float:
    """Return the shift of all log odds that brings the expected margin to `level` times what it was."""
    odds = logit(np.clip(business.chances, 1e-9, 1 - 1e-9))
    wanted = level * business.expected
    low, high = -3.0, 3.0
    for _ in range(25):
        middle = (low + high) / 2
        if float(business.amounts @ expit(odds + middle)) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
