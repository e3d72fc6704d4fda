"""Counting the figures of quality at night, for each member who sells and each team (R7, R8, R9)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import numpy as np
from django.db import transaction

from hederssak.estimates.margin_per_meeting import margin_per_meeting, required
from hederssak.goals.models import Quota
from hederssak.goals.queries.quotas import rule_quotas
from hederssak.lib.clock import day_in
from hederssak.org.models import Member, Organization, Team
from hederssak.org.queries.calendars import work_calendar, years_around
from hederssak.pipeline.models import State
from hederssak.prospecting.queries.promises import promises_on
from hederssak.rules.goals.periods import Month as QuotaMonth
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Quota as RuleQuota
from hederssak.rules.goals.quotas import month_quota
from hederssak.rules.periods import Span
from hederssak.rules.quality import Deal, Meeting, count_months, pressure
from hederssak.rules.useless import longest_wait
from hederssak.rules.worktime import WorkCalendar
from hederssak.targets.models import QualityFigures
from hederssak.targets.queries.quality_facts import DealRow, Facts, HeldRow, read_facts

MONTHS = 12
"""The month that runs and the eleven before it."""
LONGEST_DEAL = dt.timedelta(days=730)
"""So far back the meetings of deals that ended within the year are looked for."""
ENDED = frozenset({State.WON, State.LOST, State.LET_GO})


@dataclass
class Part:
    """What belongs to one member or one team."""

    meetings: list[HeldRow] = field(default_factory=list)
    deals: list[DealRow] = field(default_factory=list)
    quotas: list[RuleQuota] = field(default_factory=list)
    planned: float = 0.0


@dataclass(frozen=True)
class Ground:
    """What is the same for all parts."""

    facts: Facts
    months: Sequence[Span]
    wait: int
    today: dt.date
    calendar: WorkCalendar


def count_quality(*, organization: Organization, now: dt.datetime) -> list[QualityFigures]:
    """Count the figures of all members and teams anew."""
    today = day_in(organization.time_zone, now)
    months = months_until(today)
    facts = read_facts(organization, since=months[0].first - LONGEST_DEAL)
    days = [
        (row.qualified_at.date() - row.opened_on).days
        for row in facts.deals.values()
        if row.qualified_at and row.qualified_at.date() >= row.opened_on
    ]
    calendar = work_calendar(organization, years_around(today))
    ground = Ground(facts, months, longest_wait(days), today, calendar)
    of_member, of_team = _parts(organization, ground)
    rows = [
        _figures(part, ground, organization=organization, team_id=team, member_id=member, counted_at=now)
        for (team, member), part in (of_member | {(team, None): part for team, part in of_team.items()}).items()
        if part.meetings or part.deals
    ]
    with transaction.atomic():
        QualityFigures.objects.filter(organization=organization).delete()
        QualityFigures.objects.bulk_create(rows, batch_size=100)
    return rows


def months_until(today: dt.date) -> list[Span]:
    """Return the twelve months that end with the one that runs, the earliest first."""
    months = [Span.month_of(today)]
    while len(months) < MONTHS:
        months.append(months[-1].before())
    return months[::-1]


Parts = dict[tuple[uuid.UUID, uuid.UUID | None], Part]


def _parts(organization: Organization, ground: Ground) -> tuple[Parts, dict[uuid.UUID, Part]]:
    """Return what belongs to each member (with their team) and to each team."""
    members = {
        member.pk: member
        for member in Member.objects.filter(organization=organization, team__isnull=False).select_related("team")
    }
    of_member: Parts = defaultdict(Part)
    of_team: dict[uuid.UUID, Part] = defaultdict(Part)
    for held in ground.facts.held:
        owner = members.get(held.owner) if held.owner else None
        if owner is not None and owner.team_id:
            of_member[owner.team_id, owner.pk].meetings.append(held)
            of_team[owner.team_id].meetings.append(held)
    for deal in ground.facts.deals.values():
        owner = members.get(deal.owner) if deal.owner else None
        if owner is not None and owner.team_id:
            of_member[owner.team_id, owner.pk].deals.append(deal)
        if deal.team:
            of_team[deal.team].deals.append(deal)
    _ask(organization, ground, of_member, of_team)
    return of_member, of_team


def _ask(organization: Organization, ground: Ground, of_member: Parts, of_team: Mapping[uuid.UUID, Part]) -> None:
    """Add what is asked for: quotas in margin, and the meetings that are agreed for the month that runs."""
    quotas = rule_quotas(Quota.objects.filter(organization=organization, unit=Unit.MARGIN))
    promises = promises_on(list(Team.objects.filter(organization=organization)), ground.today)
    month = ground.months[-1]
    weeks = ground.calendar.working_days(month.first, month.last) / 5
    reps = Counter(
        Member.objects.filter(organization=organization, role="rep", left_on=None).values_list("team_id", flat=True)
    )
    for (team, member), part in of_member.items():
        part.quotas = quotas.get(member, []) if member else []
        part.planned = promises[team].meetings * weeks if team in promises else 0.0
    for team, part in of_team.items():
        part.quotas = quotas.get(team, [])
        part.planned = promises[team].meetings * weeks * reps[team] if team in promises else 0.0


def _figures(part: Part, ground: Ground, **who: Any) -> QualityFigures:
    facts = ground.facts
    meetings: Iterable[Meeting] = map(facts.meeting, part.meetings)
    deals: Iterable[Deal] = map(facts.deal, part.deals)
    counted = count_months(meetings, deals, wait=ground.wait, today=ground.today)
    won = _won_by_month(part.deals, ground)
    usual = sum(won.values()) / MONTHS
    quotas = {
        month: month_quota(part.quotas, Unit.MARGIN, QuotaMonth.of(month.first), ground.calendar)
        for month in ground.months
    }
    this_month = quotas[ground.months[-1]]
    carried = [row for row in part.deals if row.state == State.OPEN]
    waiting = [row for row in carried if row.qualified_at is None]
    asks = {month: pressure(None if quota is None else float(quota), usual) for month, quota in quotas.items()}
    return QualityFigures(
        months={_name(month): dict(counted.get(month.first, {})) for month in ground.months},
        asked={_name(month): value for month, value in asks.items() if value is not None},
        margins=_margins(part, ground),
        required=required(float(this_month), part.planned) if this_month is not None and part.planned else None,
        planned=part.planned,
        open=len(carried),
        unqualified=len(waiting),
        carried_days=median(ground.calendar.idle_days(row.opened_on, ground.today) for row in waiting)
        if waiting
        else None,
        **who,
    )


def _name(month: Span) -> str:
    return f"{month.first:%Y-%m}"


def _won_by_month(deals: Iterable[DealRow], ground: Ground) -> dict[str, float]:
    """Return the margin that was won in each of the months."""
    found: dict[str, float] = defaultdict(float)
    for row in deals:
        if row.state == State.WON and row.closed_on and row.closed_on >= ground.months[0].first and row.margin:
            found[f"{row.closed_on:%Y-%m}"] += row.margin
    return found


def _margins(part: Part, ground: Ground) -> dict[str, dict[str, float | None] | None]:
    """Return margin per meeting of all meetings, of the right ones and of the rest, on deals that ended in the year.

    A deal's margin is spread evenly over its meetings, so that right meetings and the rest share what came of it; a
    meeting whose checks were not kept is in neither.
    """
    since = ground.months[0].first
    ended = [
        row
        for row in part.deals
        if row.state in ENDED
        and row.closed_on
        and row.closed_on >= since
        and (row.margin is not None or row.state != State.WON)
    ]
    keys = {row.pk for row in ended}
    held: Counter[uuid.UUID] = Counter()
    right: Counter[uuid.UUID] = Counter()
    wrong: Counter[uuid.UUID] = Counter()
    for one in ground.facts.held:
        if one.deal in keys and one.deal is not None:
            held[one.deal] += 1
            right[one.deal] += one.is_right is True
            wrong[one.deal] += one.is_right is False
    margins = np.array([row.margin or 0.0 if row.state == State.WON else 0.0 for row in ended])
    total = np.array([held[row.pk] for row in ended], dtype=float)
    good, rest = (np.array([side[row.pk] for row in ended], dtype=float) for side in (right, wrong))
    each = np.divide(margins, total, out=np.zeros_like(margins), where=total > 0)
    return {
        "all": _brought(margins, total),
        "right": _brought(each * good, good),
        "rest": _brought(each * rest, rest),
    }


def _brought(
    margins: np.ndarray[Any, np.dtype[np.float64]], meetings: np.ndarray[Any, np.dtype[np.float64]]
) -> dict[str, float | None] | None:
    counted = meetings > 0
    found = margin_per_meeting(margins[counted], meetings[counted]) if counted.any() else None
    if found is None:
        return None
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "deals": int(counted.sum()),
        "meetings": found.meetings,
    }
