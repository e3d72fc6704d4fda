"""Forecasts as rows: made, kept for a week's sake, judged when their period is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from hederssak.estimates.outlook import Kept, Outlook
from hederssak.forecast.models import Forecast, Period
from hederssak.org.models import Organization, Team
from hederssak.pipeline.queries.lives import Life
from hederssak.rules.periods import Span

NIGHTS_KEPT = dt.timedelta(days=10)
"""Forecasts of calendar periods that are not the first of their week are kept so long, to show what has moved."""


def kept_of(organization: Organization, team: Team | None) -> list[Forecast]:
    """Return a team's weekly forecasts of the four weeks ahead, the earliest first."""
    rows = Forecast.objects.filter(organization=organization, team=team, period=Period.WEEKS, is_kept=True)
    return list(rows.order_by("made_on"))


def new_forecast(
    organization: Organization, team: Team | None, period: Period, span: Span, found: Outlook, *, now: dt.datetime
) -> Forecast:
    """Return a forecast that is not saved yet, of the days ahead only."""
    kept = found.kept
    return Forecast(
        organization=organization,
        team=team,
        period=period,
        first_day=span.first,
        last_day=span.last,
        made_at=now,
        quantiles=_plain(found.quantiles),
        clear=_plain(found.clear),
        won_so_far=0.0,
        weighted=round(found.weighted, 2),
        aside=round(found.aside, 2),
        method=found.method,
        memory={
            "expected": round(kept.expected, 2),
            "scatter": round(kept.scatter, 2),
            "taught": kept.taught,
            "members": {name: _plain(values) for name, values in kept.members.items()},
            "pooled": _plain(kept.pooled),
        },
    )


def remembered(forecast: Forecast, day: float, actual: float | None) -> Kept:
    """Return what a kept forecast teaches; `day` is its day on the work clock."""
    memory = forecast.memory
    members = {name: np.array(values) for name, values in memory["members"].items()}
    pooled = np.array(memory["pooled"])
    return Kept(day, memory["expected"], memory["scatter"], memory["taught"], members, pooled, actual)


def save_today(organization: Organization, forecasts: Sequence[Forecast], today: dt.date) -> None:
    """Save a day's forecasts in place of earlier ones of the day; the first of a week is kept."""
    rows = Forecast.objects.filter(organization=organization, period__in=[Period.MONTH, Period.QUARTER])
    monday = today - dt.timedelta(days=today.weekday())
    rows.filter(made_on=today).delete()
    rows.filter(is_kept=False, made_on__lt=today - NIGHTS_KEPT).delete()
    kept = set(rows.filter(is_kept=True, made_on__gte=monday).values_list("team_id", "period"))
    for forecast in forecasts:
        forecast.is_kept = (forecast.team_id, forecast.period) not in kept
    Forecast.objects.bulk_create(forecasts)


def judge(organization: Organization, deals: Sequence[Life], *, today: dt.date, now: dt.datetime) -> None:
    """Write down what came of the kept forecasts whose period is over."""
    due = Forecast.objects.filter(organization=organization, is_kept=True, judged_at=None, last_day__lt=today)
    won = [(life.row.closed_on, life.row.team_id, life.margin or 0.0) for life in deals if life.won]
    rows = list(due)
    for row in rows:
        row.came = sum(
            margin
            for day, team_id, margin in won
            if day and row.first_day <= day <= row.last_day and row.team_id in {None, team_id}
        )
        row.judged_at = now
    Forecast.objects.bulk_update(rows, ["came", "judged_at"], batch_size=200)


def _plain(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    return [round(float(value), 2) for value in values]
