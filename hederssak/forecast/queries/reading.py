"""Forecasts as the pages show them: rows that the night's job wrote, and what arithmetic makes of these."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import F, Q, QuerySet, Sum

from hederssak.forecast.models import Chance, Forecast, Period, RepCall
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.periods import Span

JUDGED = 26
"""Weekly forecasts that the page on past ones looks back at."""
SHOULD_HOLD = 0.8
FAIR = (0.7, 0.9)
"""The shares of 80 % intervals that held within which nothing is said of their width."""
SURE = 1.645
"""Standard errors beyond which a share is not taken for chance: once in twenty on either side."""
Verdict = Literal["fair", "unclear", "narrow", "wide"]


def may_see_all(member: Member) -> bool:
    """Say whether the member may see the organization's own forecast."""
    return member.role == Role.DIRECTOR


def latest(organization: Organization, team: Team | None, period: Period) -> Forecast | None:
    """Return what was last said of the period that runs, by the latest night's job."""
    rows = Forecast.objects.filter(organization=organization, team=team, period=period)
    return rows.order_by("-made_on").first()


def said_before(forecast: Forecast) -> Forecast | None:
    """Return what was said of the same period at least five days earlier, for "up since last week"."""
    rows = Forecast.objects.filter(
        organization_id=forecast.organization_id,
        team=forecast.team,
        period=forecast.period,
        first_day=forecast.first_day,
        made_on__lte=forecast.made_on - dt.timedelta(days=5),
    )
    return rows.order_by("-made_on").first()


def judged(organization: Organization, team: Team | None) -> list[Forecast]:
    """Return the latest weekly forecasts whose four weeks are over, the earliest first."""
    rows = Forecast.objects.filter(organization=organization, team=team, period=Period.WEEKS, is_kept=True)
    return list(reversed(rows.exclude(judged_at=None).order_by("-made_on")[:JUDGED]))


def won_in(organization: Organization, team: Team | None, span: Span) -> float:
    """Return the margin won in a period that is over, in the deals' own currency."""
    rows = Opportunity.objects.filter(Q(team=team) if team else Q(), organization=organization, state=State.WON)
    rows = rows.filter(closed_on__gte=span.first, closed_on__lte=span.last, currency=organization.currency)
    return float(rows.aggregate(sum=Sum("margin"))["sum"] or 0)


def quantile(quantiles: Sequence[float], level: float) -> float:
    """Return the amount at a level within 0..1 of equally likely `quantiles`, straight between them."""
    place = level * len(quantiles) - 0.5
    low = min(max(int(place), 0), len(quantiles) - 1)
    high = min(low + 1, len(quantiles) - 1)
    part = min(max(place - low, 0.0), 1.0)
    return quantiles[low] * (1 - part) + quantiles[high] * part


def chance_of(quantiles: Sequence[float], amount: float) -> float:
    """Return the chance that at least an amount is reached, 0 to 1, by equally likely `quantiles`."""
    count = len(quantiles)
    place = bisect_left(quantiles, amount)
    if place == 0:
        return 1.0 if amount <= quantiles[0] - (quantiles[-1] - quantiles[0]) / count else 1 - 0.25 / count
    if place == count:
        return 0.25 / count if amount <= quantiles[-1] + (quantiles[-1] - quantiles[0]) / count else 0.0
    low, high = quantiles[place - 1], quantiles[place]
    part = (amount - low) / (high - low) if high > low else 0.0
    return 1 - (place - 0.5 + part) / count


@dataclass(frozen=True)
class Record:
    """How one way of saying it beforehand has done: mean miss and bias in money, and the cases."""

    code: str
    miss: float
    bias: float
    cases: int


@dataclass(frozen=True)
class TrackRecord:
    """How often the 80 % interval held, how often what came lay above the middle, and each way's record.

    Weekly forecasts of four weeks overlap, and see much the same: `apart` of the `cases` don't.
    """

    cases: int
    apart: int
    held: int
    above: int
    pinball: float
    records: list[Record]
    replayed: int

    @property
    def verdict(self) -> Verdict:
        """Say what the share that held tells: that 80 % was fair, narrow or wide, or, being few, nothing yet."""
        share = self.held / self.cases
        if FAIR[0] <= share <= FAIR[1]:
            return "fair"
        if abs(share - SHOULD_HOLD) <= SURE * (SHOULD_HOLD * (1 - SHOULD_HOLD) / self.apart) ** 0.5:
            return "unclear"
        return "narrow" if share < SHOULD_HOLD else "wide"


def track_record(rows: Sequence[Forecast]) -> TrackRecord | None:
    """Return how judged forecasts have done beside the simpler sums; None without any."""
    done = [(row, row.came) for row in rows if row.came is not None]
    if not done:
        return None
    ends = [
        (quantile(row.quantiles, 0.1), quantile(row.quantiles, 0.5), quantile(row.quantiles, 0.9)) for row, _ in done
    ]
    came = [value for _, value in done]
    ways: dict[str, Sequence[float | None]] = {
        "ours": [middle for _, middle, _ in ends],
        "weighted": [row.weighted for row, _ in done],
        "called": [row.called for row, _ in done],
    }
    pinball = [_pinball(end, value) for end, value in zip(ends, came, strict=True)]
    return TrackRecord(
        cases=len(done),
        apart=_apart([row for row, _ in done]),
        held=sum(low <= value <= high for (low, _, high), value in zip(ends, came, strict=True)),
        above=sum(value > middle for (_, middle, _), value in zip(ends, came, strict=True)),
        pinball=sum(pinball) / len(pinball),
        records=[found for code, said in ways.items() if (found := _record(code, said, came))],
        replayed=sum(row.is_replayed for row, _ in done),
    )


def _apart(rows: Sequence[Forecast]) -> int:
    """Return how many of the forecasts, the earliest first, can be picked so that none begins within another."""
    count, over = 0, dt.date.min
    for row in rows:
        if row.first_day > over:
            count, over = count + 1, row.last_day
    return count


def _record(code: str, said: Sequence[float | None], came: Sequence[float]) -> Record | None:
    away = [one - value for one, value in zip(said, came, strict=True) if one is not None]
    if not away:
        return None
    return Record(code, sum(map(abs, away)) / len(away), sum(away) / len(away), len(away))


def _pinball(ends: tuple[float, float, float], value: float) -> float:
    losses = (
        max(level * (value - end), (level - 1) * (value - end))
        for level, end in zip((0.1, 0.5, 0.9), ends, strict=True)
    )
    return sum(losses) / 3


def chances_to_show(member: Member, team: Team | None, *, only_aside: bool) -> QuerySet[Chance]:
    """Return the open deals' chances that a member may read."""
    rows = Chance.objects.filter(
        organization_id=member.organization_id, opportunity__in=Opportunity.objects.visible_to(member)
    ).filter(opportunity__state__in=[State.OPEN, State.PARKED])
    if team is not None:
        rows = rows.filter(team=team)
    if only_aside:
        rows = rows.exclude(aside=[])
    return rows.select_related("opportunity__account", "opportunity__stage", "opportunity__owner")


def calls_of(opportunity: Opportunity) -> list[RepCall]:
    """Return the calls on one deal, the latest first."""
    rows = RepCall.objects.filter(organization_id=opportunity.organization_id, opportunity=opportunity)
    return list(rows.select_related("by").order_by(F("at").desc(), "-pk")[:20])
