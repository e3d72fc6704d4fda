"""What a period's forecast is held against: the reps' own goals (R14), what was agreed on (R9), the company's quota."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from hederssak.goals.models import Goal, GoalSpan, Quota
from hederssak.goals.queries.quotas import rule_quotas
from hederssak.org.models import Member, Role, Team
from hederssak.org.queries.calendars import work_calendar
from hederssak.rules.goals.periods import Month, Unit
from hederssak.rules.goals.quotas import month_quota
from hederssak.rules.periods import Span
from hederssak.targets.queries.agreed import agreed_in


@dataclass(frozen=True)
class Asked:
    """The own goals ("goal"), what was agreed on ("agreed") or the quota ("quota") of a period, in own money."""

    code: str
    amount: float


def asked_of(reader: Member, teams: Sequence[Team], span: Span) -> list[Asked]:
    """Return what is asked of some teams in a month or quarter, goals first; a rep is told of their own only elsewhere.

    A team's quota is its own, else the sum of its members'. Goals count where every rep of the teams has set one for
    each month: the sum of some people's goals says nothing of what all will win.
    """
    if reader.role == Role.REP or not teams:
        return []
    reps = list(Member.objects.filter(team__in=teams, role=Role.REP, left_on=None))
    months = _months(span)
    found = [
        ("goal", _goals(reps, months)),
        ("agreed", agreed_in(teams, [month.first for month in months], reps=reps)),
        ("quota", _quotas(reader, teams, reps, months)),
    ]
    return [Asked(code, float(amount)) for code, amount in found if amount]


def _months(span: Span) -> list[Month]:
    first = Month.of(span.first)
    count = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    return [first.plus(n) for n in range(count)]


def _goals(reps: Sequence[Member], months: Sequence[Month]) -> Decimal | None:
    rows = Goal.objects.filter(
        member__in=reps, span=GoalSpan.MONTH, unit=Unit.MARGIN, first_day__in=[month.first for month in months]
    )
    amounts = list(rows.values_list("amount", flat=True))
    return sum(amounts, Decimal(0)) if reps and len(amounts) == len(reps) * len(months) else None


def _quotas(reader: Member, teams: Sequence[Team], reps: Sequence[Member], months: Sequence[Month]) -> Decimal | None:
    calendar = work_calendar(reader.organization, range(months[0].first.year, months[-1].first.year + 2))
    rows = Quota.objects.filter(Q(team__in=teams) | Q(member__in=reps), organization_id=reader.organization_id)
    by_id = rule_quotas(rows)

    def of(pk: uuid.UUID) -> Decimal | None:
        parts = [month_quota(by_id.get(pk, []), Unit.MARGIN, month, calendar) for month in months]
        return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))

    total = Decimal(0)
    for team in teams:
        own = of(team.pk)
        members = [of(rep.pk) for rep in reps if rep.team_id == team.pk]
        if own is None and (not members or None in members):
            return None
        total += own if own is not None else sum((part for part in members if part is not None), Decimal(0))
    return total
