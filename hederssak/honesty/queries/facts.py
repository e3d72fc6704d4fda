"""The facts on which the rules of the honest pipeline decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from hederssak.honesty.queries.beside import Beside, read_beside
from hederssak.org.models import Organization
from hederssak.pipeline.models import Criterion, Opportunity, Stage, StageKind, State
from hederssak.pipeline.queries.as_of import learned_after, stages_of
from hederssak.rules.honesty import facts as rules
from hederssak.rules.money import Margin, Money


class FactsReader:
    """Reads facts as of an instant; one reader serves all chunks of an organization."""

    def __init__(self, organization: Organization, *, as_of: dt.datetime) -> None:
        """Read what is the same for every opportunity: the stages."""
        self.organization = organization
        self.as_of = as_of
        self.zone = ZoneInfo(organization.time_zone)
        self.stages = stages_of(organization)
        open_ones = [stage for stage in self.stages.values() if stage.kind == StageKind.OPEN]
        self.first_positions = _lowest(open_ones)
        self.proposal_positions = _lowest(stage for stage in open_ones if stage.is_proposal)

    @cached_property
    def has_criteria(self) -> bool:
        """Whether there is anything to qualify by."""
        return Criterion.objects.filter(organization=self.organization, is_mandatory=True).exists()

    def read(self, rows: Sequence[Opportunity]) -> list[rules.OpportunityFacts]:
        """Return the facts of each row, in the order given; rows bring their stage with them."""
        changed_since = [row.pk for row in rows if row.changed_at > self.as_of]
        beside = read_beside(
            [row.pk for row in rows],
            organization_id=self.organization.pk,
            as_of=self.as_of,
            stages=self.stages,
            learned=learned_after(changed_since, organization_id=self.organization.pk, as_of=self.as_of),
        )
        return [self._facts(row, beside) for row in rows]

    def stage(self, stage: Stage) -> rules.Stage:
        """Return a stage as the rules see it."""
        proposal = self.proposal_positions.get(stage.pipeline)
        return rules.Stage(
            key=str(stage.pk),
            position=stage.position,
            is_first=stage.position == self.first_positions.get(stage.pipeline),
            from_proposal=proposal is not None and stage.position >= proposal,
        )

    def _facts(self, row: Opportunity, beside: Beside) -> rules.OpportunityFacts:
        wake_on, woken_at = beside.slept.get(row.pk, (None, None))
        is_parked = row.state == State.PARKED
        stage = self.stage(row.stage)
        return rules.OpportunityFacts(
            id=str(row.pk),
            owner=str(row.owner_id or ""),
            stage=stage,
            created_on=row.opened_on,
            stage_since=row.stage_since,
            state=rules.State.OPEN if is_parked else rules.State(row.state),
            amount=_money(row.amount, row.currency),
            margin=_margin(row),
            close_date=row.close_date,
            qualified=self._is_qualified(row),
            is_tender=row.is_tender,
            next_step=beside.steps.get(row.pk),
            last_buyer_progress_on=self._progress(row, stage, beside.progress.get(row.pk)),
            decision_maker_met=beside.deciders_met.get(row.pk),
            parked_until=wake_on if is_parked else None,
            awake_since=self._day(woken_at) if not is_parked else None,
            amount_basis_stated=bool(row.amount_basis),
            segment=row.segment,
            buyer_events=tuple(beside.events.get(row.pk, ())),
            changes=tuple(beside.changes.get(row.pk, ())),
        )

    def _is_qualified(self, row: Opportunity) -> bool | None:
        """Return None where the organization has no criteria: then there is nothing to be judged by."""
        if row.qualified_at is not None and row.qualified_at <= self.as_of:
            return True
        return False if self.has_criteria else None

    def _progress(self, row: Opportunity, stage: rules.Stage, known: dt.datetime | None) -> dt.date | None:
        """Return the day of the last progress; what came to us beyond the first stage had some when it got there."""
        day = self._day(known)
        return day or (None if stage.is_first else row.stage_since)

    def _day(self, instant: dt.datetime | None) -> dt.date | None:
        return instant.astimezone(self.zone).date() if instant else None


def _lowest(stages: Iterable[Stage]) -> dict[str, int]:
    lowest: dict[str, int] = {}
    for stage in stages:
        lowest[stage.pipeline] = min(stage.position, lowest.get(stage.pipeline, stage.position))
    return lowest


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)


def _margin(row: Opportunity) -> Margin | None:
    return None if row.margin is None else Margin(Money(row.margin, row.currency), assumed=row.margin_assumed)
