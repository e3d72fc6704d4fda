"""Quotas of members and teams, as the rules take them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hederssak.goals.models import Quota
from hederssak.org.models import Member
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Quota as RuleQuota
from hederssak.rules.goals.quotas import Span


def rule_quotas(rows: Iterable[Quota]) -> dict[uuid.UUID, list[RuleQuota]]:
    """Return quotas by the identifier of the member or team that they are for."""
    found: dict[uuid.UUID, list[RuleQuota]] = defaultdict(list)
    for row in rows:
        whose = row.member_id or row.team_id
        if whose is not None:
            found[whose].append(RuleQuota(Span(row.span), row.first_day, Unit(row.unit), row.amount))
    return found


@dataclass(frozen=True)
class QuotaYear:
    """The quotas of a year: those of teams, and those of members, each by name and then by time."""

    year: int
    rows: list[Quota]


def quotas_of_year(member: Member, year: int) -> QuotaYear:
    """Return the quotas that begin in a year, as far as the member may read them."""
    rows = Quota.objects.visible_to(member).filter(
        first_day__gte=dt.date(year, 1, 1), first_day__lte=dt.date(year, 12, 31)
    )
    rows = rows.select_related("member", "team", "set_by")
    return QuotaYear(year, sorted(rows, key=lambda row: (row.team is None, str(row.team or row.member), row.first_day)))
