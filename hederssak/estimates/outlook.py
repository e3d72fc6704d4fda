"""What a team will win in the days ahead (R17), said now, taught by what was said before and what then came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.forecast import Correction, Judged, Open, correction, open_business, won_in_period
from hederssak.estimates.horizon import Horizon
from hederssak.estimates.replay import TAUGHT, Diary, foretold
from hederssak.estimates.scores import Floats
from hederssak.estimates.simple_forecasts import LEVELS, Past, run_rate, season, stage_weighted

YARDSTICK = 28.0  # days that the weekly kept forecasts look ahead: what they miss corrects every other length
PIPELINE, RUN_RATE, STAGE_TABLE = "pipeline", "run_rate", "stage_table"
GUESSED = 1.0  # variance of all log odds together while the chances are only stated


@dataclass(frozen=True)
class Kept:
    """A weekly forecast of the next 28 days as it is stored, and (once they are over) what came."""

    day: float
    expected: float
    scatter: float
    taught: bool
    members: Mapping[str, Floats]
    pooled: Floats
    actual: float | None = None


@dataclass(frozen=True)
class Outlook:
    """Quantiles at LEVELS (50,) of what is won in the days ahead, and what to keep of it.

    `method` is "pipeline", "run_rate" (too few finished periods to learn chances from) or "stage_table" (nothing won
    yet: the organization's own chances). `clear` are the quantiles without the deals that were set aside, `aside`
    the margin expected of these, and `weighted` the stage-weighted sum on the same day.
    """

    quantiles: Floats
    clear: Floats
    aside: float
    weighted: float
    kept: Kept
    method: str


def outlook(
    past: Past,
    horizon: Horizon,
    kept: Sequence[Kept],
    aside: NDArray[np.bool_] | None = None,
    stated: Floats | None = None,
    year: float = 365.25,
) -> Outlook:
    """Return what will be won in `past.days` from `past.now` on.

    `horizon` is learnt for that length; `kept` are the weekly forecasts so far, the earliest first, of which only
    those judged teach. `aside` (k,) marks deals of the last picture that the second figure leaves out, and
    `stated` (k,) are their chances by the organization's stage table. A year is `year` days of the history's clock.
    """
    picture = past.pictures[-1]
    business = open_business(past.history, horizon, picture, past.pictures)
    method = _method(past, horizon, stated)
    if method == STAGE_TABLE and stated is not None:
        business = Open(picture.amount, stated, GUESSED)
    judged, diary = _memory(kept)
    simple = {} if method == STAGE_TABLE else {"run_rate": run_rate(past)}
    seasonal = season(past, year)
    if seasonal is not None:
        simple["season"] = seasonal
    members, plain, quantiles = foretold(business, simple, judged, diary, YARDSTICK, past.now)
    if method == RUN_RATE and np.ptp(simple["run_rate"]) > 0:  # a pace of nothing so far is no forecast of nothing
        plain = quantiles = simple["run_rate"]
    keep = Kept(past.now, business.expected, business.scatter, horizon.pictures >= TAUGHT, members, plain)
    clear, left_out = quantiles, 0.0
    if aside is not None and aside.any():
        taught = correction(judged, YARDSTICK, past.now)
        clear, left_out = _without(business, aside, taught, members["pipeline"], quantiles)
    return Outlook(quantiles, clear, left_out, stage_weighted(past.history, picture), keep, method)


def _method(past: Past, horizon: Horizon, stated: Floats | None) -> str:
    """Return what the figure rests on: the pipeline, the run rate, or (before anything is won) the stage table."""
    if stated is not None and not (past.history.won & (past.history.closed <= past.now)).any():
        return STAGE_TABLE
    return RUN_RATE if horizon.posterior is None and len(past.totals()) < 2 else PIPELINE


def _without(
    business: Open, aside: NDArray[np.bool_], taught: Correction, pipeline: Floats, quantiles: Floats
) -> tuple[Floats, float]:
    """Return the quantiles without the deals set aside, and the margin that was expected of these."""
    out = np.concatenate([aside, np.zeros(len(business.chances) - len(aside), dtype=bool)])
    rest = Open(business.amounts, np.where(out, 0.0, business.chances), business.unsure)
    less = np.maximum(pipeline - won_in_period(rest, taught).quantiles(LEVELS), 0.0)
    left_out = float(taught.level * (business.amounts * business.chances)[out].sum())
    return np.clip(quantiles - less, 0.0, quantiles), left_out


def ended(kept: Kept, actual: float) -> Kept:
    """Return a kept forecast with what came."""
    return replace(kept, actual=actual)


def _memory(kept: Sequence[Kept]) -> tuple[list[Judged], Diary]:
    judged: list[Judged] = []
    diary = Diary()
    for one in kept:
        if one.actual is None:
            continue
        diary.days.append(one.day)
        diary.members.append(dict(one.members))
        diary.pooled.append(one.pooled)
        diary.actual.append(one.actual)
        if one.taught:
            judged.append(Judged(one.day, one.expected, one.scatter, one.actual))
    return judged, diary
