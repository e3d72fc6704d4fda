"""What a night works out about each team (R3, R4), so that a page reads a row and computes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries import zone_of
from hederssak.org.queries.calendars import work_calendar, years_around
from hederssak.prospecting.models import Outlook
from hederssak.prospecting.queries.diagnosis import diagnosis_of_team
from hederssak.prospecting.queries.past import assumed_of, bookings_around_collapses, deals_with_meetings, marks_of_year
from hederssak.prospecting.queries.promises import promise_on
from hederssak.rules.collapse import Assumed, Bookings, Deal, Estimate, Price, price_of_collapse
from hederssak.rules.contagion import Contagion, contagion_of
from hederssak.rules.erosion import Mark
from hederssak.rules.weeks import local_day

Past: TypeAlias = tuple[list[Bookings], list[Bookings]]
MEETINGS = 5
"""Meetings a week that a price is worked out for where none are agreed: the source's."""


def work_out(*, organization: Organization, now: dt.datetime) -> int:
    """Work out contagion, price and root problem of each team anew, and return how many teams there are."""
    assumed = assumed_of(organization)
    deals = deals_with_meetings(organization, today=now.date())
    rows = Team.objects.filter(organization=organization).select_related("organization", "manager").order_by("name")
    teams = {team: marks_of_year(team, now=now) for team in rows}
    past = _past(teams.values(), now=now)
    for team, marks in teams.items():
        Outlook.objects.update_or_create(
            team=team,
            defaults={
                "organization": organization,
                "figures": figures_of(team, marks, assumed=assumed, deals=deals, past=past, now=now),
                "worked_out_at": now,
            },
        )
    return len(teams)


def _past(teams: Iterable[Mapping[Member, Sequence[Mark]]], *, now: dt.datetime) -> Past:
    """Return what was booked around the collapses of the whole organization: one team has too few to learn from."""
    found = [bookings_around_collapses(marks, now=now) for marks in teams]
    return [one for before, _ in found for one in before], [one for _, after in found for one in after]


def figures_of(
    team: Team,
    marks: Mapping[Member, Sequence[Mark]],
    *,
    assumed: Assumed,
    deals: list[Deal],
    past: Past,
    now: dt.datetime,
) -> dict[str, Any]:
    """Return a team's outlook as plain JSON; `past` is what was booked before and after collapses."""
    today = local_day(now, zone_of(team))
    before, after = past
    promise = promise_on(team, today)
    price = price_of_collapse(
        meetings_per_week=promise.meetings if promise else MEETINGS,
        assumed=assumed,
        deals=deals,
        before=before,
        after=after,
    )
    spread = contagion_of(
        {str(member.pk): ended for member, ended in marks.items()}, work_calendar(team, years_around(today)), today
    )
    diagnosis = diagnosis_of_team(team, now=now)
    return {
        "price": _price(price),
        "contagion": _contagion(spread),
        "diagnosis": diagnosis.as_json() if diagnosis else None,
    }


def _price(price: Price) -> dict[str, Any]:
    return {
        "currency": price.price.currency,
        **{name: str(getattr(price, name).amount) for name in ("price", "low", "high", "visits_low", "visits_high")},
        "meetings_per_week": price.meetings_per_week,
        "weeks": price.weeks,
        "drop": _estimate(price.drop),
        "margin": _estimate(price.margin),
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return asdict(estimate)


def _contagion(found: Contagion) -> dict[str, Any]:
    return {
        "count": found.followed.count,
        "cases": found.followed.cases,
        "low": found.followed.low,
        "high": found.followed.high,
        "expected": found.expected,
        "verdict": found.verdict.value,
    }
