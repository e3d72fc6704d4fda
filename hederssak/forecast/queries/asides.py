"""What the honest figure leaves out, and what the simpler sums say of the same deals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hederssak.estimates.cycle import drift
from hederssak.estimates.pictures import History, Picture
from hederssak.estimates.scores import Floats
from hederssak.forecast.models import RepCall
from hederssak.org.models import Organization
from hederssak.pipeline.queries.as_of import chunks
from hederssak.pipeline.queries.lives import Life, Lives
from hederssak.rules.periods import Span

IDLE = 14.0  # days of the work clock, two working weeks, after which a deal stands still (S4)
HALF_A_YEAR = dt.timedelta(days=182)


def asides_of(deals: Sequence[Life], picture: Picture, *, has_criteria: bool) -> list[list[str]]:
    """Return why each open deal of a picture is set aside: "unqualified", "idle", both or nothing.

    Where the organization has no mandatory criteria nothing can be unqualified.
    """
    found = []
    for life, idle in zip(deals, picture.idle, strict=True):
        standing = life.at(picture.day)
        codes = ["unqualified"] if has_criteria and not (standing and standing.qualified) else []
        found.append([*codes, "idle"] if idle > IDLE else codes)
    return found


@dataclass(frozen=True)
class Sums:
    """The stage-weighted sum of a period as a CRM shows it, and what it consists of."""

    weighted: float
    counts: dict[str, Any]


def sums_of(
    deals: Sequence[Life], asides: Sequence[list[str]], amounts: Floats, stated: Floats, span: Span, won: float
) -> Sums:
    """Return amount x stage chance of the deals that are said to close within the period, and what was won in it."""
    inside = np.array([_closes_in(life, span) for life in deals], dtype=bool)
    aside = np.array([bool(codes) for codes in asides], dtype=bool)
    each = amounts * stated
    return Sums(
        round(won + float(each[inside].sum()), 2),
        {
            "open": len(deals),
            "aside": int(aside.sum()),
            "unqualified": sum("unqualified" in codes for codes in asides),
            "idle": sum("idle" in codes for codes in asides),
            "reps": len({life.row.owner_id for life, codes in zip(deals, asides, strict=True) if codes}),
            "aside_weighted": round(float(each[inside & aside].sum()), 2),
            "unknown": sum(life.margin is None for life in deals),
        },
    )


def called(organization: Organization, deals: Sequence[Life], amounts: Floats, span: Span, won: float) -> float | None:
    """Return the sum by the reps' own latest calls of deals that are said to close within the period; None without."""
    amount = {life.row.pk: float(value) for life, value in zip(deals, amounts, strict=True) if _closes_in(life, span)}
    latest = latest_calls(organization, list(amount))
    if not latest:
        return None
    return round(won + sum(amount[pk] * call.tenths / 10 for pk, call in latest.items()), 2)


def latest_calls(organization: Organization, ids: Sequence[Any]) -> dict[Any, RepCall]:
    """Return the latest call on each of these opportunities, where there is one."""
    found: dict[Any, RepCall] = {}
    for some in chunks(ids):
        rows = RepCall.objects.filter(organization=organization, opportunity_id__in=some)
        for call in rows.select_related("by").order_by("at", "pk"):
            found[call.opportunity_id] = call
    return found


def stage_chances(lives: Lives, history: History, picture: Picture) -> Floats:
    """Return the stated chance of each open deal's stage; a stage without one has its own share of won deals."""
    places = np.maximum(picture.stage - 1, 0) // 2
    won, seen = won_by_stage(lives, history)
    shares = (won + 0.5) / (seen + 2.0)
    stated = np.array(
        [float(share if one.chance is None else one.chance) for one, share in zip(lives.stages, shares, strict=True)]
    )
    return np.where(picture.stage > 0, stated[places], shares.mean() if len(shares) else 0.0)


def won_by_stage(lives: Lives, history: History) -> tuple[Floats, Floats]:
    """Return, per stage, how many closed deals that once stood in it were won, and how many there are; shapes (k,)."""
    closed = np.isfinite(history.closed)[history.deal]
    pairs = np.unique(np.column_stack([history.deal[closed], history.stage[closed] // 2]), axis=0)
    size = len(lives.stages)
    if not len(pairs):
        return np.zeros(size), np.zeros(size)
    seen = np.bincount(pairs[:, 1], minlength=size).astype(float)
    won = np.bincount(pairs[:, 1], weights=history.won[pairs[:, 0]].astype(float), minlength=size)
    return won.astype(float), seen


def cycle_of(deals: Sequence[Life], today: dt.date) -> dict[str, Any]:
    """Return how long a sale has taken in the last half year and in the one before it, in days; empty without any."""
    won = [
        (life.row.closed_on, life.row.closed_on - life.row.opened_on)
        for life in deals
        if life.won and life.row.closed_on
    ]
    late = np.array([float(took.days) for day, took in won if day > today - HALF_A_YEAR])
    early = np.array([float(took.days) for day, took in won if today - 2 * HALF_A_YEAR < day <= today - HALF_A_YEAR])
    found = drift(late, early)
    if found is None:
        return {}
    return {
        "lately": found.lately,
        "before": found.before if found.cases_before else None,
        "low": found.low,
        "high": found.high,
        "cases": found.cases,
        "cases_before": found.cases_before,
        "sure": found.is_sure,
    }


def _closes_in(life: Life, span: Span) -> bool:
    day = life.row.close_date
    return day is not None and day <= span.last
