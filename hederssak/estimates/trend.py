"""Is it rising or falling (R15)? Counts by a quasi-Poisson slope, money by ranks; "cannot tell yet" is normal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from hederssak.estimates import ranks
from hederssak.estimates.scores import Floats
from hederssak.rules.goals.states import State

FALSE_CALLS = 0.10  # share of series without a trend that may be called rising or falling
TEAM_WEIGHT = 12.0  # weeks that the team's dispersion counts for beside a series' own
STEEP = np.log(2.0)  # halved or doubled over the weeks
LEVEL = np.log(1.35)  # an 80 % interval within this is called level
MOSTLY_ZERO = 0.5
FEWEST_WEEKS = 4
LARGEST = 3.0


@dataclass(frozen=True)
class Trend:
    """State, change from first to last week as a factor with its 80 % interval, and the weeks behind it."""

    state: State
    change: float
    low: float
    high: float
    weeks: int


class NoSeries(ValueError):
    """The series is empty, negative where it can't be, or its parts differ in length."""

    code = "no_series"


def team_dispersion(counts: Sequence[Floats], working_days: Sequence[Floats]) -> float:
    """Return the dispersion of weekly counts over a team's series, at least 1 (Poisson); pooled Pearson statistic."""
    total, freedom = 0.0, 0
    for series, days in zip(counts, working_days, strict=True):
        y, d = np.asarray(series, dtype=float), np.asarray(days, dtype=float)
        use = d > 0
        if use.sum() < FEWEST_WEEKS or y[use].sum() == 0:
            continue
        _, _, pearson = _slope(y[use], d[use])
        total, freedom = total + pearson, freedom + int(use.sum()) - 2
    return max(1.0, total / freedom) if freedom > 0 else 1.0


def trend_of_counts(counts: Floats, working_days: Floats, dispersion: float = 1.0) -> Trend:
    """Return the trend of weekly counts (k,) with that many working days (k,), weeks without any left out.

    A log-linear quasi-Poisson slope; the dispersion is the series' own, shrunk to the team's `dispersion`.
    Raises NoSeries on negative or missing counts.
    """
    y, d = np.asarray(counts, dtype=float), np.asarray(working_days, dtype=float)
    if y.shape != d.shape or y.ndim != 1 or not np.isfinite(y).all() or (y < 0).any() or not (d >= 0).all():
        raise NoSeries("counts and working days must be as many, and not negative")
    y, d = y[d > 0], d[d > 0]
    weeks = len(y)
    if weeks < FEWEST_WEEKS:
        return Trend(State.CANNOT_TELL, 1.0, 0.0, np.inf, weeks)
    if y.sum() == 0:
        return Trend(State.NONE, 1.0, 0.0, np.inf, weeks)
    slope, variance, pearson = _slope(y, d)
    freedom = weeks - 2
    shrunk = max(1.0, (pearson + TEAM_WEIGHT * dispersion) / (freedom + TEAM_WEIGHT))
    error = float(np.sqrt(shrunk * variance))
    return _judged(slope, error, freedom + TEAM_WEIGHT, weeks)


def trend_of_money(amounts: Floats, counts: Floats, working_days: Floats, dispersion: float = 1.0) -> Trend:
    """Return the trend of weekly amounts (k,): Theil and Sen's slope, called by Mann and Kendall's test.

    Amounts are taken per working day and winsorized at three times their spread (median absolute deviation). A
    series that is mostly zero is judged by its `counts` (k,). Raises NoSeries.
    """
    m, d = np.asarray(amounts, dtype=float), np.asarray(working_days, dtype=float)
    if m.shape != d.shape or not np.isfinite(m).all():
        raise NoSeries("amounts and working days must be as many, and finite")
    m, use = m[d > 0] / d[d > 0], int((d > 0).sum())
    if use < FEWEST_WEEKS:
        return Trend(State.CANNOT_TELL, 1.0, 0.0, np.inf, use)
    if not m.any():
        return Trend(State.NONE, 1.0, 0.0, np.inf, use)
    middle = float(np.median(m))
    if (m == 0).mean() >= MOSTLY_ZERO or middle <= 0:
        return trend_of_counts(counts, working_days, dispersion)
    reach = 3 * 1.4826 * float(np.median(np.abs(m - middle))) or middle
    calm = np.clip(m, middle - reach, middle + reach)
    change, low, high = (_factor(slope, use, float(np.median(calm))) for slope in ranks.slope(calm, coverage=0.8))
    state = State.CANNOT_TELL
    if ranks.chance_of_no_trend(calm) < FALSE_CALLS:
        state = _called(float(np.log(change)))
    elif max(-np.log(low), np.log(high)) < LEVEL:
        state = State.LEVEL
    return Trend(state, change, low, high, use)


def _factor(slope: float, weeks: int, middle: float) -> float:
    half = float(np.clip(slope * (weeks - 1) / (2 * middle), -0.95, 0.95))
    return (1 + half) / (1 - half)


def _slope(y: Floats, days: Floats) -> tuple[float, float, float]:
    """Return the log-linear slope per week, its variance at dispersion 1, and Pearson's statistic."""
    x = np.arange(len(y), dtype=float)
    x -= x.mean()
    design = np.column_stack([np.ones(len(y)), x])
    effects = np.array([np.log(y.sum() / days.sum()), 0.0])
    ridge = np.diag([0.0, 1e-3])
    for _ in range(30):
        mean = days * np.exp(np.clip(design @ effects, -30, 30))
        curve = design.T @ (mean[:, None] * design) + ridge
        step = np.linalg.solve(curve, design.T @ (y - mean) - ridge @ effects)
        effects = effects + np.clip(step, -1, 1)
        effects[1] = np.clip(effects[1], -LARGEST, LARGEST)
        if np.abs(step).max() < 1e-8:
            break
    mean = days * np.exp(np.clip(design @ effects, -30, 30))
    pearson = float(np.sum((y - mean) ** 2 / np.maximum(mean, 1e-9)))
    return float(effects[1]), float(np.linalg.inv(curve)[1, 1]), min(pearson, 1e6)


def _judged(slope: float, error: float, freedom: float, weeks: int) -> Trend:
    span = weeks - 1
    reach = error * float(stdtrit(freedom, 0.9))
    change, low, high = (float(np.exp(np.clip(v * span, -20, 20))) for v in (slope, slope - reach, slope + reach))
    state = State.CANNOT_TELL
    if abs(slope) > error * float(stdtrit(freedom, 1 - FALSE_CALLS / 2)):
        state = _called(slope * span)
    elif max(abs(slope - reach), abs(slope + reach)) * span < LEVEL:
        state = State.LEVEL
    return Trend(state, change, low, high, weeks)


def _called(change: float) -> State:
    if change > 0:
        return State.STEEP_RISE if change >= STEEP else State.RISE
    return State.STEEP_FALL if change <= -STEEP else State.FALL
