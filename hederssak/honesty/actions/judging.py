"""Judging opportunities and keeping what came of it as rows, so that a list of questions costs one query.

The rows follow from the facts: `hederssak check` judges again and compares.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from hederssak.honesty.actions.worth import roll_up
from hederssak.honesty.models import Flag
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.objections import silenced_codes
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.honesty.queries.weights import Weights
from hederssak.lib.prepared import prepared
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.findings import Finding
from hederssak.rules.honesty.judge import judge
from hederssak.rules.honesty.standpoint import Standpoint

BATCH = 500
OPEN = (State.OPEN, State.PARKED)


def judge_organization(*, organization: Organization, now: dt.datetime) -> int:
    """Judge every open opportunity anew, and return how many that were. A new day changes the answers."""
    rows = Opportunity.objects.filter(Q(state__in=OPEN) | Q(unjudged=True), organization=organization)
    return _Court(organization, now=now).judge(rows.order_by("team_id").values_list("pk", flat=True))


def judge_changed(*, organization: Organization, now: dt.datetime, most: int = 2000) -> int:
    """Judge what was changed since it was last judged, and return how many that were."""
    ids = _changed(organization, most)
    return _Court(organization, now=now).judge(ids) if ids else 0


def judge_few_changed(*, organization: Organization, now: dt.datetime, most: int = 20) -> int:
    """Judge what was changed if that is little, for a page that asks about it; while a file comes in the job does."""
    ids = _changed(organization, most + 1)
    return _Court(organization, now=now).judge(ids) if 0 < len(ids) <= most else 0


def _changed(organization: Organization, most: int) -> list[uuid.UUID]:
    return _stale(organization.pk, most=most)


@prepared
def _stale(organization: uuid.UUID, *, most: int) -> QuerySet[Opportunity, uuid.UUID]:
    stale = Opportunity.objects.filter(organization=organization, unjudged=True)
    return stale.order_by("pk").values_list("pk", flat=True)[:most]  # in this order the small index is entered


def judge_these(*, organization: Organization, opportunities: Iterable[Opportunity], now: dt.datetime) -> None:
    """Judge a few opportunities at once, for the page that asks about them."""
    _Court(organization, now=now).judge([row.pk for row in opportunities])


class _Court:
    """One sitting: what is the same for all opportunities of an organization is read once."""

    def __init__(self, organization: Organization, *, now: dt.datetime) -> None:
        self.organization = organization
        self.now = now
        self.reader = FactsReader(organization, as_of=now)
        self.weights = Weights(organization, now=now)
        self.teams = {team.pk: team for team in Team.objects.filter(organization=organization)}
        self.standpoints: dict[uuid.UUID | None, Standpoint] = {}

    def judge(self, ids: Iterable[uuid.UUID]) -> int:
        """Judge in batches, each a transaction of its own, so that nobody waits long for the database."""
        every = list(ids)
        touched: set[uuid.UUID | None] = set()
        for start in range(0, len(every), BATCH):
            touched |= self._sit(every[start : start + BATCH])
        roll_up(organization=self.organization, team_ids=touched, weights=self.weights)
        return len(every)

    def _sit(self, ids: list[uuid.UUID]) -> set[uuid.UUID | None]:
        """Judge one batch and return the teams whose worth it may have changed.

        The mark is cleared before the facts are read: what is changed meanwhile waits for this transaction and then
        sets it again.
        """
        with transaction.atomic():
            Opportunity.objects.filter(pk__in=ids).update(unjudged=False)
            rows = list(Opportunity.objects.filter(pk__in=ids))
            for row in rows:
                row.stage = self.reader.stages[row.stage_id]  # known already: joined, each row would bring its own
            before = Flag.objects.filter(opportunity_id__in=ids)
            teams = {row.team_id for row in rows} | set(before.values_list("team_id", flat=True))
            found = self._findings(rows)
            before.delete()
            Flag.objects.bulk_create(
                (flag for row in rows for flag in self._flags(row, found[row.pk])), batch_size=BATCH
            )
        return teams

    def _findings(self, rows: Sequence[Opportunity]) -> dict[uuid.UUID, list[Finding]]:
        """Return what there is to ask about each, weightiest first, without what somebody has objected to."""
        silenced = silenced_codes([row.pk for row in rows], as_of=self.now)
        return {
            row.pk: sorted(
                (
                    finding
                    for finding in judge(facts, self._standpoint(row.team_id))
                    if finding.is_flag and finding.code not in silenced.get(row.pk, ())
                ),
                key=lambda finding: -finding.severity.weight,
            )
            for row, facts in zip(rows, self.reader.read(rows), strict=True)
        }

    def _standpoint(self, team_id: uuid.UUID | None) -> Standpoint:
        if team_id not in self.standpoints:
            team = self.teams.get(team_id) if team_id else None
            self.standpoints[team_id] = standpoint_of(self.organization, team, as_of=self.now)
        return self.standpoints[team_id]

    def _flags(self, row: Opportunity, findings: Sequence[Finding]) -> Iterable[Flag]:
        weight = self.weights.of(row)
        return (
            Flag(
                organization=self.organization,
                opportunity=row,
                team_id=row.team_id,
                owner_id=row.owner_id,
                code=finding.code,
                since=finding.since,
                weight=weight or Decimal(0),
                figures=finding.as_json(),
                is_lead=place == 0,
            )
            for place, finding in enumerate(findings)
        )
