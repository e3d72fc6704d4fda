"""The chance of each open opportunity, written as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
from django.db.models import Min

from hederssak.estimates.horizon import Horizon
from hederssak.estimates.open_deals import DealChances, deal_chances
from hederssak.estimates.pictures import History, Picture
from hederssak.estimates.scores import Floats
from hederssak.estimates.win_chance import StageTable
from hederssak.forecast.models import Chance, Period, ToldChance
from hederssak.forecast.queries.asides import asides_of, stage_chances, won_by_stage
from hederssak.forecast.queries.numbers import looked_at, table_of
from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Organization
from hederssak.pipeline.models import Criterion
from hederssak.pipeline.queries.as_of import chunks
from hederssak.pipeline.queries.lives import Life, Lives

SILENT = frozenset({"owner", "when"})
"""Learnt from, and never given as a reason: a deal is not explained by whose it is."""
PRIOR_CASES = 10.0  # closed deals that a stage's stated chance counts for while there are no outcomes


def write_chances(
    *,
    organization: Organization,
    lives: Lives,
    history: History,
    picture: Picture,
    within: Mapping[Period, Horizon],
    usual: float,
    now: dt.datetime,
) -> None:
    """Write the chances of the deals of today's picture in place of yesterday's."""
    deals = [lives.deals[row] for row in picture.rows]
    ended = [life for life in lives.deals if np.isfinite(life.closed)]
    found = _chances(lives, ended, deals, picture.day, usual)
    has_criteria = Criterion.objects.filter(organization=organization, is_mandatory=True).exists()
    asides = asides_of(deals, picture, has_criteria=has_criteria)
    inside = {period: horizon.chances(history, picture) for period, horizon in within.items()}
    alike = _alike(lives, history, picture)
    stated = stage_chances(lives, history, picture)
    rows = [
        Chance(
            organization=organization,
            opportunity=life.row,
            team_id=life.row.team_id,
            made_at=now,
            margin=Decimal(str(round(float(picture.amount[place]), 2))),
            margin_known=life.margin is not None,
            alike=alike[place][0],
            alike_won=alike[place][1],
            reasons=_reasons(found, place, life, lives, picture),
            aside=asides[place],
            **_figures(found, place, float(stated[place]), inside),
        )
        for place, life in enumerate(deals)
        if life.row.is_open  # one that ended today still counts in this morning's forecast
    ]
    keep_told(organization)
    Chance.objects.filter(organization=organization).delete()
    Chance.objects.bulk_create(rows, batch_size=500)


def keep_told(organization: Organization) -> None:
    """Keep the chance that each deal had been given whose state has changed since: how it ended is held against it."""
    chances = Chance.objects.filter(organization=organization)
    first = chances.aggregate(first=Min("made_at"))["first"]
    if first is None:
        return
    changes = Change.objects.filter(
        organization=organization, kind=RecordKind.OPPORTUNITY, field="state", known_at__gt=first
    )
    for ids in chunks(changes.values_list("record_id", flat=True).distinct()):
        rows = chances.filter(opportunity_id__in=ids).values_list("opportunity_id", "made_at", "chance")
        ToldChance.objects.bulk_create(
            [
                ToldChance(organization=organization, opportunity_id=pk, made_at=made_at, chance=chance)
                for pk, made_at, chance in rows
            ],
            ignore_conflicts=True,
        )


def _alike(lives: Lives, history: History, picture: Picture) -> list[tuple[int, int]]:
    """Return, per open deal, how many closed ones once stood in its stage, and how many of those were won."""
    won, seen = won_by_stage(lives, history)
    places = np.maximum(picture.stage - 1, 0) // 2
    return [
        (int(seen[at]), int(won[at])) if stage > 0 else (0, 0) for at, stage in zip(places, picture.stage, strict=True)
    ]


def _chances(lives: Lives, ended: list[Life], deals: list[Life], day: float, usual: float) -> DealChances | None:
    """Return the learnt chances; None while nothing has ended, or nothing is open."""
    if not ended or not deals:
        return None
    days = [*(looked_at(life) for life in ended), *(day for _ in deals)]
    table = table_of(lives, [*ended, *deals], days, usual)
    odds = {stage.name: float(stage.chance) for stage in lives.stages if stage.chance is not None}
    won = np.array([float(life.won) for life in ended])
    closed = np.array([life.closed for life in ended])
    stages = StageTable("stage", odds)
    return deal_chances(table, won, time="when", silent=SILENT, stages=stages, ended=closed)


def _figures(found: DealChances | None, place: int, stated: float, inside: Mapping[Period, Floats]) -> dict[str, Any]:
    """Return chance, interval, chances within the periods, and what they rest on.

    While nothing has ended it is the stage's stated chance with a wide interval.
    """
    if found is None:
        spread = 1.2816 * float(np.sqrt(max(stated * (1 - stated), 0.0) / (PRIOR_CASES + 1)))
        chance, low, high = stated, max(stated - spread, 0.0), min(stated + spread, 1.0)
    else:
        chance = float(np.clip(found.mean[place], 0, 1))
        low, high = float(np.clip(found.low[place], 0, chance)), float(np.clip(found.high[place], chance, 1))
    return {
        "chance": chance,
        "low": low,
        "high": high,
        "in_month": _part(inside[Period.MONTH], place, chance),
        "in_quarter": _part(inside[Period.QUARTER], place, chance),
        "cases": found.cases if found else 0,
        "method": found.method.value if found else "stage_table",
    }


def _part(inside: Floats, place: int, chance: float) -> float:
    """Return the chance to be won within a period: never more than to be won at all."""
    return float(np.clip(inside[place], 0, chance))


def _reasons(
    found: DealChances | None, place: int, life: Life, lives: Lives, picture: Picture
) -> list[dict[str, object]]:
    """Return what moves a deal's chance as codes, each with its part in log odds and the figure behind it."""
    if found is None:
        return []
    known = life.at(picture.day)
    stage = max(int(picture.stage[place]) - 1, 0) // 2
    figures: dict[str, object] = {
        "stage": lives.stages[stage].name if picture.stage[place] else "",
        "qualified": bool(known and known.qualified),
        "pushes": known.pushes if known else 0,
        "age": _days(picture.age[place]),
        "idle": _days(picture.idle[place]),
        "in_stage": _days(picture.in_stage[place]),
        "margin": round(float(picture.amount[place])),
        "segment": life.row.segment,
        "source": life.row.lead_source,
        "tender": life.row.is_tender,
    }
    return [
        {"code": reason.field, "part": round(reason.part, 3), "figure": figures[reason.field]}
        for reason in found.reasons[place]
        if reason.field in figures
    ]


def _days(clock: float) -> int:
    """Return working days from days of the work clock."""
    return round(float(clock) * 5 / 7)
