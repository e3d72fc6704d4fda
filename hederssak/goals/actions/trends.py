"""Judging once a week which way each member's figures go (R15). Only jobs import this: it needs scipy."""

from __future__ import annotations

import datetime as dt
import math
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction

from hederssak.estimates.scores import Floats
from hederssak.estimates.trend import Trend, team_dispersion, trend_of_counts, trend_of_money
from hederssak.goals.actions.counting import selling
from hederssak.goals.models import TrendState
from hederssak.goals.queries.ledgers import Ledger, ledgers_of
from hederssak.lib.clock import day_in
from hederssak.org.models import Organization
from hederssak.rules.goals.periods import Unit
from hederssak.rules.weeks import Week

WEEKS = 8
BACK = dt.timedelta(weeks=WEEKS + 2)


@dataclass(frozen=True)
class Series:
    """Eight full weeks of one member: what each brought, how many sales, and the days worked."""

    ledger: Ledger
    amounts: Floats
    counts: Floats
    days: Floats


def judge_trends(
    *, organization: Organization, now: dt.datetime, ledgers: Mapping[uuid.UUID, Ledger] | None = None
) -> int:
    """Write the trend of each rep's figures over the eight full weeks before the present one; return how many."""
    week = Week.of(day_in(organization.time_zone, now)).previous()
    teams: dict[uuid.UUID | None, list[Ledger]] = defaultdict(list)
    if ledgers is None:
        ledgers = ledgers_of(selling(organization), now=now, back=BACK)
    for ledger in ledgers.values():
        teams[ledger.member.team_id].append(ledger)
    rows = [row for members in teams.values() for unit in Unit for row in _judged(members, unit, week)]
    with transaction.atomic():
        TrendState.objects.filter(organization=organization, week=week.monday).delete()
        TrendState.objects.bulk_create(rows)
    return len(rows)


def _judged(ledgers: Iterable[Ledger], unit: Unit, last: Week) -> list[TrendState]:
    weeks = [last.plus(-n) for n in range(WEEKS - 1, -1, -1)]
    every = [_series(ledger, unit, weeks) for ledger in ledgers]
    dispersion = team_dispersion([one.counts for one in every], [one.days for one in every])
    return [_row(one, unit, last, _trend(one, unit, dispersion)) for one in every]


def _series(ledger: Ledger, unit: Unit, weeks: Sequence[Week]) -> Series:
    """Return a member's weeks; those before their first deal count as not worked."""

    def brought(week: Week) -> float:
        return float(ledger.sold(unit, week.monday, week.sunday))

    def sales(week: Week) -> float:
        if unit is Unit.QUALIFIED:
            return brought(week)
        return float(sum(ledger.wins.get(day, 0) for day in week.days))

    worked = [
        ledger.calendar.working_days(week.monday, week.sunday) if week.sunday >= ledger.began else 0 for week in weeks
    ]
    return Series(
        ledger,
        np.array([max(brought(week), 0.0) for week in weeks]),
        np.array([sales(week) for week in weeks]),
        np.array(worked, dtype=float),
    )


def _trend(series: Series, unit: Unit, dispersion: float) -> Trend:
    if unit.is_money:
        return trend_of_money(series.amounts, series.counts, series.days, dispersion)
    return trend_of_counts(series.counts, series.days, dispersion)


def _row(series: Series, unit: Unit, week: Week, trend: Trend) -> TrendState:
    return TrendState(
        organization_id=series.ledger.member.organization_id,
        member=series.ledger.member,
        figure=unit,
        week=week.monday,
        state=trend.state,
        change=trend.change,
        low=_finite(trend.low),
        high=_finite(trend.high),
        weeks=trend.weeks,
    )


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
