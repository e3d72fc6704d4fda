"""The sums over meetings that pages read, what right hours bring, and what nobody has qualified."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median_low
from typing import Any

import numpy as np
from django.db.models import Count, Max, Min, Q, Sum

from hederssak.estimates.margin_per_meeting import FEWEST, margin_per_meeting
from hederssak.lib.among import Among
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Opportunity, Stage, State
from hederssak.pipeline.queries.rates import rates_of
from hederssak.rules.money import Money, Rates, RateUnknown
from hederssak.rules.periods import Span
from hederssak.rules.useless import Became
from hederssak.targets.models import CostSum, MarginRate, MeetingCost, UnqualifiedLoad

KEYS = ("team_id", "source", "became", "end", "criterion")
CENT = Decimal("0.01")
BACK = dt.timedelta(days=730)
ENDED = 1_000
"""So many deals that ended last are looked at for what right hours bring."""


def sum_up(organization: Organization) -> None:
    """Put the sums of every month in the place of those that stood."""
    sums = [row for month in months_with_meetings(organization) for row in sums_of(organization, month)]
    CostSum.objects.filter(organization=organization).delete()
    CostSum.objects.bulk_create(sums, batch_size=500)


def months_with_meetings(organization: Organization) -> Iterator[Span]:
    """Yield the months from the first held meeting to the last."""
    found = MeetingCost.objects.filter(organization=organization).aggregate(first=Min("on"), last=Max("on"))
    if found["first"] is None:
        return
    month = Span.month_of(found["first"])
    while month.first <= found["last"]:
        yield month
        month = Span.month_of(month.last + dt.timedelta(days=1))


def sums_of(organization: Organization, month: Span) -> Iterator[CostSum]:
    """Yield the sums of one month, without saving them."""
    rows = MeetingCost.objects.filter(organization=organization, on__range=(month.first, month.last))
    sums = (
        rows.order_by()
        .values(*KEYS)
        .annotate(
            meetings=Count("pk"),
            own=Sum("hours"),
            later=Sum("hours", filter=Q(is_later=True)),
            proposals=Sum("proposal_hours"),
            cost=Sum("money"),
            polite=Count("pk", filter=Q(is_polite=True)),
        )
    )
    for one in sums:
        yield CostSum(
            organization=organization,
            month=month.first,
            meetings=one["meetings"],
            hours=_cents(one["own"]),
            later_hours=_cents(one["later"]),
            proposal_hours=_cents(one["proposals"]),
            money=_cents(one["cost"]),
            polite=one["polite"],
            **{key: one[key] for key in KEYS},
        )


def count_rates(organization: Organization, *, today: dt.date, now: dt.datetime) -> None:
    """Count what an hour in right meetings has brought, for all and for each team, from deals that have ended."""
    rates = rates_of(organization)
    found = []
    for team in (None, *Team.objects.filter(organization=organization).order_by("pk")):
        ended = Opportunity.objects.filter(
            organization=organization, state__in=[State.WON, State.LOST, State.LET_GO], closed_on__gte=today - BACK
        ).exclude(state=State.WON, margin=None)
        if team is not None:
            ended = ended.filter(team=team)
        columns = ("pk", "state", "margin", "currency", "closed_on")
        deals = list(ended.order_by("-closed_on", "pk").values_list(*columns)[: 4 * ENDED])
        rate = _rate(deals, (Became.RIGHT,), rates) or _rate(deals, (Became.RIGHT, Became.LED_ON), rates)
        if rate is not None:
            rate.organization, rate.team, rate.counted_at = organization, team, now
            found.append(rate)
    MarginRate.objects.filter(organization=organization).delete()
    MarginRate.objects.bulk_create(found)


def _rate(deals: Sequence[tuple[Any, ...]], basis: tuple[Became, ...], rates: Rates) -> MarginRate | None:
    """Return margin over hours in meetings of some classes; None with fewer than ten such deals."""
    rows = MeetingCost.objects.filter(
        Among("meeting__opportunity_id", [pk for pk, *_rest in deals]), became__in=[one.value for one in basis]
    )
    summed = rows.order_by().values_list("meeting__opportunity_id").annotate(own=Sum("hours"))
    hours = {key: float(own) for key, own in summed if key is not None}
    known = [
        (margin, hours[pk])
        for pk, state, amount, currency, closed_on in deals
        if pk in hours and (margin := _margin(state, amount, currency, closed_on, rates)) is not None
    ][:ENDED]
    if len(known) < FEWEST:
        return None
    found = margin_per_meeting(np.array([one for one, _ in known]), np.array([one for _, one in known]))
    if found is None:
        return None
    code = "right" if basis == (Became.RIGHT,) else "led_on"
    return MarginRate(
        basis=code, value=found.value, low=found.low, high=found.high, deals=found.deals, hours=found.meetings
    )


def _margin(state: str, amount: Decimal | None, currency: str, day: dt.date, rates: Rates) -> float | None:
    """Return what an ended deal brought in the organization's currency; None where no rate is known."""
    if state != State.WON:
        return 0.0
    try:
        return float(rates.convert(Money(amount or Decimal(0), currency), rates.base, day).amount)
    except RateUnknown:
        return None


def count_loads(organization: Organization, *, wait: int, today: dt.date, now: dt.datetime) -> None:
    """Count the open deals that nobody has qualified, beyond their first stage or older than a meeting may wait."""
    rates = rates_of(organization)
    first = dict(
        Stage.objects.filter(organization=organization).order_by().values_list("pipeline").annotate(Min("position"))
    )
    columns = ("owner_id", "owner__team_id", "qualified_at", "opened_on", "margin", "currency")
    stage = ("stage__pipeline", "stage__position")
    rows = Opportunity.objects.filter(organization=organization, state=State.OPEN, owner__isnull=False)
    loads: dict[tuple[Any, Any], list[tuple[int, Decimal]]] = defaultdict(list)
    held: dict[tuple[Any, Any], int] = defaultdict(int)
    for owner, team, qualified, opened, margin, currency, pipeline, position in rows.values_list(
        *columns, *stage
    ).iterator(chunk_size=5_000):
        held[owner, team] += 1
        age = (today - opened).days
        if qualified is None and (position > first.get(pipeline, 0) or age > wait):
            money = _margin(State.WON, margin, currency, today, rates)
            loads[owner, team].append((max(age, 0), Decimal(str(money or 0))))
    UnqualifiedLoad.objects.filter(organization=organization).delete()
    UnqualifiedLoad.objects.bulk_create(
        UnqualifiedLoad(
            organization=organization,
            team_id=team,
            member_id=owner,
            deals=len(loads[owner, team]),
            of=count,
            margin=_cents(sum(money for _, money in loads[owner, team])),
            median_days=median_low([age for age, _ in loads[owner, team]] or [0]),
            counted_at=now,
        )
        for (owner, team), count in held.items()
    )


def _cents(value: Any) -> Decimal:
    """Return a sum to the cent: SQLite adds decimals as floats."""
    return Decimal(str(value or 0)).quantize(CENT)
