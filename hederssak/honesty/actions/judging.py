"""Judging opportunities and keeping what came of it as rows, so that a list of questions costs one query.

The rows follow from the facts: `hederssak check` judges again and compares.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q

from hederssak.honesty.models import Flag, Judgement, Objection
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.honesty.queries.weights import Weights
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.findings import Finding
from hederssak.rules.honesty.judge import judge
from hederssak.rules.honesty.standpoint import Standpoint

BATCH = 500
OPEN = (State.OPEN, State.PARKED)


def judge_organization(*, organization: Organization, now: dt.datetime) -> int:
    """Judge every open opportunity anew, and return how many that were. A new day changes the answers."""
    rows = Opportunity.objects.filter(organization=organization, state__in=OPEN)
    Flag.objects.filter(organization=organization).exclude(opportunity__state__in=OPEN).delete()
    return _judge(organization, rows.values_list("pk", flat=True), now=now)


def judge_changed(*, organization: Organization, now: dt.datetime, most: int = 2000) -> int:
    """Judge what was changed since it was last judged, and return how many that were."""
    stale = Opportunity.objects.filter(organization=organization).filter(
        Q(judgement__isnull=True, state__in=OPEN) | Q(judgement__judged_at__lt=F("changed_at"))
    )
    return _judge(organization, stale.order_by("changed_at").values_list("pk", flat=True)[:most], now=now)


def judge_these(*, organization: Organization, opportunities: Iterable[Opportunity], now: dt.datetime) -> None:
    """Judge a few opportunities at once, for the page that asks about them."""
    _judge(organization, [row.pk for row in opportunities], now=now)


def _judge(organization: Organization, ids: Iterable[uuid.UUID], *, now: dt.datetime) -> int:
    every = list(ids)
    reader = FactsReader(organization, as_of=now)
    weights = Weights(organization, now=now)
    standpoints: dict[uuid.UUID | None, Standpoint] = {}
    teams = {team.pk: team for team in Team.objects.filter(organization=organization)}
    for start in range(0, len(every), BATCH):
        rows = list(Opportunity.objects.filter(pk__in=every[start : start + BATCH]).select_related("stage", "account"))
        for team_id in {row.team_id for row in rows} - standpoints.keys():
            team = teams.get(team_id) if team_id else None
            standpoints[team_id] = standpoint_of(organization, team, as_of=now)
        _keep(organization, rows, _findings(rows, reader, standpoints), weights, now=now, standpoints=standpoints)
    return len(every)


def _findings(
    rows: Sequence[Opportunity], reader: FactsReader, standpoints: dict[uuid.UUID | None, Standpoint]
) -> dict[uuid.UUID, list[Finding]]:
    """Return what there is to ask about each, without what somebody has objected to."""
    silenced: dict[uuid.UUID, set[str]] = defaultdict(set)
    objections = Objection.objects.filter(opportunity__in=rows).exclude(upheld=False)
    for opportunity_id, code in objections.values_list("opportunity_id", "code"):
        silenced[opportunity_id].add(code)
    return {
        row.pk: [
            finding
            for finding in judge(facts, standpoints[row.team_id])
            if finding.is_flag and finding.code not in silenced[row.pk]
        ]
        for row, facts in zip(rows, reader.read(rows), strict=True)
    }


def _keep(
    organization: Organization,
    rows: Sequence[Opportunity],
    findings: dict[uuid.UUID, list[Finding]],
    weights: Weights,
    *,
    now: dt.datetime,
    standpoints: dict[uuid.UUID | None, Standpoint],
) -> None:
    flags, judgements = [], []
    for row in rows:
        weight = weights.of(row)
        found = sorted(findings[row.pk], key=lambda finding: -finding.severity.weight)
        flags += [_flag(organization, row, finding, weight, is_lead=place == 0) for place, finding in enumerate(found)]
        judgements.append(
            Judgement(
                opportunity=row, organization=organization, judged_at=now, judged_on=standpoints[row.team_id].today
            )
        )
    with transaction.atomic():
        Flag.objects.filter(opportunity__in=rows).delete()
        Flag.objects.bulk_create(flags, batch_size=BATCH)
        Judgement.objects.bulk_create(
            judgements,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["opportunity"],
            update_fields=["judged_at", "judged_on"],
        )


def _flag(organization: Organization, row: Opportunity, finding: Finding, weight: Decimal, *, is_lead: bool) -> Flag:
    return Flag(
        organization=organization,
        opportunity=row,
        team_id=row.team_id,
        owner_id=row.owner_id,
        code=finding.code,
        since=finding.since,
        weight=weight,
        figures=finding.as_json(),
        is_lead=is_lead,
    )
