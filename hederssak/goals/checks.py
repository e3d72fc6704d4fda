"""What must hold of goals: the roll-up of where each stands is what their deals come to."""

from __future__ import annotations

from collections.abc import Iterator

from hederssak.goals.actions.counting import selling
from hederssak.goals.models import Standing
from hederssak.goals.queries.ledgers import ledgers_of, period_of
from hederssak.lib import clock
from hederssak.lib.checks import register
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity
from hederssak.rules.goals.periods import Unit

SAMPLE = 200
"""Reps of an organization whose standing is counted again."""


@register("goals stand where they are counted")
def standings_count_right() -> Iterator[str]:
    """Yield each rep whose standing of this month is not what was sold; whose deals changed since is passed over."""
    now = clock.read()
    for organization in Organization.objects.all():
        members = selling(organization)[:SAMPLE]
        ledgers = ledgers_of(members, now=now)
        for row in Standing.objects.filter(member__in=members).select_related("member"):
            ledger = ledgers[row.member_id]
            month = period_of("month", ledger.today)
            changed = Opportunity.objects.filter(
                organization=organization, owner_id=row.member_id, changed_at__gt=row.counted_at
            )
            if row.month != month.first or changed.exists():
                continue
            sold = ledger.sold(Unit(row.unit), month.first, month.last)
            if round(sold, 2) != round(row.sold_in_month, 2):
                yield f"{row.member.name}: {row.sold_in_month} is kept, {sold} is sold; the night's job mends it"
