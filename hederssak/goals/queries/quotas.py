"""Quotas of members and teams, as the rules take them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from hederssak.goals.models import Quota
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
