"""Replay a pipeline week by week: forecast with what was known, wait, judge, learn; beside five baselines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from hederssak.estimates.forecast import Judged, Open, correction, open_business, won_in_period
from hederssak.estimates.horizon import fit_horizon
from hederssak.estimates.pictures import History, NoHistory
from hederssak.estimates.scores import Floats, crps, pinball
from hederssak.estimates.simple_forecasts import LEVELS, Past, baselines, run_rate, season

FIRST_WEIGHTS = {"pipeline": 0.85, "run_rate": 0.15, "season": 0.15}
WEIGHT_OF_FIRST = 4.0  # finished forecasts, none overlapping, that the first weights count for
SHARPNESS = 4.0  # power by which a smaller past loss earns weight
WIDTH_WEIGHT = 3.0  # finished forecasts that the first width counts for
WIDTH = 0.7  # the square of the first width
WIDTH_FADE = 0.8  # how much less each earlier miss counts for the width
MOST_ORIGINS = 104  # the latest are replayed; all earlier weeks are still learnt from
WEEK = 7.0
TAUGHT = 2  # finished pictures from which a forecast's miss says something about the method
TENTHS: Floats = np.array([0.1, 0.5, 0.9])


@dataclass(frozen=True)
class Score:
    """Mean CRPS and pinball loss at 10, 50 and 90 %, in the amounts' unit, and how often 80 % intervals held."""

    crps: float
    pinball: float
    coverage_80: float


@dataclass(frozen=True)
class Replay:
    """The origins judged, each model's scores, and what came, per origin (k,)."""

    origins: Floats
    models: Mapping[str, Score]
    actual: Floats


@dataclass
class Diary:
    """Forecasts made so far: day, members' quantiles, the pooled ones before correction, and what came."""

    days: list[float] = field(default_factory=list)
    members: list[dict[str, Floats]] = field(default_factory=list)
    pooled: list[Floats] = field(default_factory=list)
    actual: list[float] = field(default_factory=list)

    def finished(self, days: float, now: float) -> list[int]:
        """Return which forecasts over `days` had ended by the day `now`."""
        return [place for place, day in enumerate(self.days) if day + days <= now]


@dataclass(frozen=True)
class Origin:
    """One day's raw material, from known history only: business before correction, simple forecasts, and what came."""

    day: float
    business: Open
    taught: bool
    members: Mapping[str, Floats]
    simple: Mapping[str, Floats]
    actual: float


def replay(history: History, days: float, start: float, end: float, every: float = 7.0) -> Replay:
    """Return how forecasts over `days`, made every `every` days from known history only, turned out.

    History is known from day `start` to day `end`; judged are origins from two periods (at least four weeks) on
    whose period ends by `end`. Between origins further apart than a week, pictures are taken and forecasts kept (at
    most) weekly, as the product does: they teach, and aren't judged. Raises NoHistory when no origin is left.
    """
    between = max(1, int(np.ceil(every / WEEK - 1e-9)))
    origins = start + every / between * np.arange(1, between * int((end - days - start) / every + 1e-9) + 1)
    judged = (np.arange(len(origins)) % between == between - 1) & (origins >= start + max(2 * days, 28.0) - 1e-9)
    if not judged.any():
        raise NoHistory("too short for this horizon")
    pictures = [history.picture(day) for day in origins]
    first = max(0, len(origins) - MOST_ORIGINS)
    seen = [_origin(Past(history, pictures[: place + 1], days, start)) for place in range(first, len(origins))]
    return settled(seen, days, frozenset(origins[judged]))


def _origin(past: Past) -> Origin:
    history, now = past.history, past.now
    horizon = fit_horizon(history, past.pictures, past.days, now)
    business = open_business(history, horizon, past.pictures[-1], past.pictures)
    members = {"run_rate": run_rate(past)}
    seasonal = season(past)
    if seasonal is not None:
        members["season"] = seasonal
    actual = history.won_between(now, now + past.days)
    return Origin(now, business, horizon.pictures >= TAUGHT, members, baselines(past), actual)


def settled(origins: Sequence[Origin], days: float, judge: frozenset[float]) -> Replay:
    """Return the scores of corrected and pooled forecasts, each taught by those that had finished before it.

    Scored are those made on the days of `judge`.
    """
    diary, rows = Diary(), []
    judged: list[Judged] = []
    for origin in origins:
        members, plain, pooled = foretold(origin.business, origin.members, judged, diary, days, origin.day)
        diary.days.append(origin.day)
        diary.members.append(members)
        diary.pooled.append(plain)
        diary.actual.append(origin.actual)
        if origin.taught:
            judged.append(Judged(origin.day, origin.business.expected, origin.business.scatter, origin.actual))
        if origin.day in judge:
            rows.append((origin, {"ours": pooled, **members, **origin.simple}))
    actual = np.array([origin.actual for origin, _ in rows])
    names = [name for name in rows[-1][1] if all(name in row for _, row in rows)]
    scores = {name: _score([row[name] for _, row in rows], actual) for name in names}
    return Replay(np.array([origin.day for origin, _ in rows]), scores, actual)


def foretold(
    business: Open,
    simple: Mapping[str, Floats],
    judged: Sequence[Judged],
    diary: Diary,
    days: float,
    now: float,
) -> tuple[dict[str, Floats], Floats, Floats]:
    """Return all members' quantiles, those pooled, and those corrected in width, taught by what finished by `now`."""
    law = won_in_period(business, correction(judged, days, now))
    members = {"pipeline": law.quantiles(LEVELS), **simple}
    done = diary.finished(days, now)
    plain = pool(members, diary, done, days)
    return members, plain, widened(plain, diary, done)


def pool(members: Mapping[str, Floats], diary: Diary, done: list[int], days: float) -> Floats:
    """Return the average of the members' quantiles, weighted by their loss in finished forecasts over `days`.

    Forecasts that overlap have seen much the same: they count by their share, as those that correct the level do.
    """
    weights = np.array([FIRST_WEIGHTS[name] for name in members])
    losses = []
    for name in members:
        seen = [place for place in done if name in diary.members[place]]
        losses.append([crps(diary.members[place][name], diary.actual[place]) for place in seen])
    fewest = min(len(loss) for loss in losses)
    if fewest >= 2:
        mean = np.array([np.mean(loss[-fewest:]) for loss in losses]) + 1e-9
        earned = mean**-SHARPNESS / (mean**-SHARPNESS).sum()
        seen_apart = fewest * min(1.0, WEEK / days)
        weights = WEIGHT_OF_FIRST * weights / weights.sum() + seen_apart * earned
    weights = weights / weights.sum()
    found: Floats = np.array(list(members.values())).T @ weights
    return found


def widened(quantiles: Floats, diary: Diary, done: list[int]) -> Floats:
    """Return the quantiles drawn apart or together by how finished forecasts missed, in units of their own spread."""
    misses = []
    for place in done:
        low, middle, high = np.interp(TENTHS, LEVELS, diary.pooled[place])
        away = diary.actual[place] - middle
        misses.append(away / max((high - middle) if away > 0 else (middle - low), 1e-9) * 1.2816)
    fresh = WIDTH_FADE ** np.arange(len(misses))[::-1]
    square = float(fresh @ np.minimum(np.array(misses) ** 2, 6.0)) if misses else 0.0
    factor = np.clip(np.sqrt((square + WIDTH_WEIGHT * WIDTH) / (float(fresh.sum()) + WIDTH_WEIGHT)), 0.5, 1.8)
    middle = float(np.interp(0.5, LEVELS, quantiles))
    return np.asarray(np.maximum(middle + factor * (quantiles - middle), 0.0))


def _score(forecasts: list[Floats], actual: Floats) -> Score:
    ends = [np.interp(TENTHS, LEVELS, quantiles) for quantiles in forecasts]
    return Score(
        float(np.mean([crps(q, y) for q, y in zip(forecasts, actual, strict=True)])),
        float(np.mean([pinball(e, TENTHS, y) for e, y in zip(ends, actual, strict=True)])),
        float(np.mean([e[0] <= y <= e[2] for e, y in zip(ends, actual, strict=True)])),
    )
