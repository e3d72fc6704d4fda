"""What each owner's pipeline is worth with and without the questions: a roll-up by day."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from hederssak.honesty.models import Flag, Worth
from hederssak.honesty.queries.weights import Weights
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity, State


def roll_up(*, organization: Organization, team_ids: Iterable[uuid.UUID | None], weights: Weights) -> None:
    """Count today's worth of these teams anew; the rows of earlier days stay."""
    for team_id in team_ids:
        with transaction.atomic():
            Organization.objects.select_for_update().get(pk=organization.pk)  # two counts of one day would double it
            Worth.objects.filter(Q(team_id=team_id), organization=organization, day=weights.today).delete()
            Worth.objects.bulk_create(count_worth(organization, team_id, weights))


def count_worth(organization: Organization, team_id: uuid.UUID | None, weights: Weights) -> list[Worth]:
    """Return a team's worth by owner as it is now, not saved."""
    owners: dict[uuid.UUID | None, Worth] = {}
    asked = set(
        Flag.objects.filter(Q(team_id=team_id), organization=organization, is_lead=True).values_list(
            "opportunity_id", flat=True
        )
    )
    totals: dict[uuid.UUID | None, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    rows = Opportunity.objects.filter(Q(team_id=team_id), organization=organization, state=State.OPEN)
    for row in rows.only("pk", "owner_id", "margin", "currency").iterator(chunk_size=2000):
        sums, weight = totals[row.owner_id], weights.of(row)
        sums["open_count"] += 1
        sums["open_margin"] += weight
        sums["unknown_count"] += row.margin is None
        if row.pk in asked:
            sums["asked_count"] += 1
            sums["asked_margin"] += weight
    for owner_id, sums in totals.items():
        owners[owner_id] = Worth(
            organization=organization, team_id=team_id, owner_id=owner_id, day=weights.today, **sums
        )
    return list(owners.values())
