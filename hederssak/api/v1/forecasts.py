"""What will be won: a team's distribution, and each open deal's chance beside its rep's own calls."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut, visible_opportunity
from hederssak.api.v1.problems import REFUSALS
from hederssak.forecast import texts
from hederssak.forecast.actions import CallDraft, call_deals
from hederssak.forecast.models import Chance, Forecast, Period
from hederssak.forecast.queries.reading import calls_of, latest, may_see_all, quantile
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.queries import teams_in_view
from hederssak.pipeline.models import Opportunity

router = Router(tags=["forecasts"])
OUT: dict[int, Any] = REFUSALS


class ForecastOut(Schema):
    """What was last said of a period: 50 equally likely amounts, and without unqualified and idle deals."""

    team: NamedOut | None
    period: Period
    first_day: dt.date
    last_day: dt.date
    made_on: dt.date
    method: str
    currency: str
    won_so_far: float
    p10: float
    p50: float
    p90: float
    quantiles: list[float]
    clear: list[float]
    stage_weighted: float
    own_calls: float | None
    counts: dict[str, Any]


class ReasonOut(Schema):
    """What moves a chance: a code, its part in log odds (above 0 for up), the figure, and the sentence."""

    code: str
    part: float
    figure: Any
    sentence: str


class CallOut(Schema):
    """What somebody believed, in tenths, and when."""

    tenths: int
    by: NamedOut | None
    at: dt.datetime


class ChanceOut(Schema):
    """An open deal's chance with its 80 % interval and what stands behind it, and all calls on it, the latest first."""

    opportunity: NamedOut
    chance: float
    low: float
    high: float
    in_month: float
    in_quarter: float
    method: str
    cases: int
    alike: int
    alike_won: int
    aside: list[str]
    reasons: list[ReasonOut]
    calls: list[CallOut]


class Asked(Schema):
    """Of which team (a director: everybody unless named; else the member's first), this month or this quarter."""

    team: uuid.UUID | None = None
    period: Period = Period.QUARTER


class CallIn(Schema):
    """In how many cases of ten it is won."""

    tenths: int = Field(ge=0, le=10)


@router.get("", response={200: ForecastOut, **OUT}, operation_id="forecast")
def forecasts(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return what was last said of the period that runs."""
    member = request.member
    teams = teams_in_view(member)
    team = None
    if asked.team is not None:
        team = get_object_or_404(teams, pk=asked.team)
    elif not may_see_all(member):
        team = get_object_or_404(teams[:1])
    found = latest(member.organization, team, asked.period)
    if found is None:
        raise Http404
    return _forecast(found, member.organization.currency)


@router.get("/chances/{pk}", response={200: ChanceOut, **OUT}, operation_id="chance")
def chance(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Return one open deal's chance."""
    row = visible_opportunity(request, pk)
    return _chance(get_object_or_404(Chance, opportunity=row), row)


@router.post("/chances/{pk}/calls", response={200: CallOut, **OUT}, operation_id="call_deal")
def calls(request: MemberRequest, pk: uuid.UUID, given: CallIn) -> Any:
    """Write down what the member believes; earlier calls stay."""
    row = visible_opportunity(request, pk)
    return call_deals([CallDraft(row, given.tenths, request.member, clock.read())])[0]


def _forecast(row: Forecast, currency: str) -> dict[str, Any]:
    ends = {name: quantile(row.quantiles, level) for name, level in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9))}
    names = (
        "team",
        "period",
        "first_day",
        "last_day",
        "made_on",
        "method",
        "won_so_far",
        "quantiles",
        "clear",
        "counts",
    )
    plain = {name: getattr(row, name) for name in names}
    return plain | ends | {"currency": currency, "stage_weighted": row.weighted, "own_calls": row.called}


def _chance(row: Chance, deal: Opportunity) -> dict[str, Any]:
    names = ("chance", "low", "high", "in_month", "in_quarter", "method", "cases", "alike", "alike_won", "aside")
    reasons = [one | {"sentence": texts.reason(one)} for one in row.reasons]
    plain = {name: getattr(row, name) for name in names}
    return plain | {"opportunity": deal, "reasons": reasons, "calls": calls_of(deal)}
