"""Who decides on one opportunity, and in which steps."""

from __future__ import annotations

import uuid

from django.db.models import Min, QuerySet

from hederssak.lib.prepared import prepared
from hederssak.pipeline.models import CommitteeSeat, DecisionStep, Opportunity, Stage


@prepared
def _seats(opportunity: uuid.UUID) -> QuerySet[CommitteeSeat]:
    rows = CommitteeSeat.objects.filter(opportunity=opportunity, removed_at=None)
    return rows.select_related("contact", "through").order_by("contact__name", "pk")


@prepared
def _steps(opportunity: uuid.UUID) -> QuerySet[DecisionStep]:
    return DecisionStep.objects.filter(opportunity=opportunity, removed_at=None).order_by("position", "pk")


def seats_of(opportunity: Opportunity) -> list[CommitteeSeat]:
    """Return who takes part in the decision, by name."""
    return _seats(opportunity.pk)


def steps_of(opportunity: Opportunity) -> list[DecisionStep]:
    """Return the steps of the decision in their order."""
    return _steps(opportunity.pk)


def proposal_reached(opportunity: Opportunity) -> bool:
    """Say whether it stands at the first proposal stage of its process or beyond."""
    stages = Stage.objects.filter(
        organization=opportunity.organization_id, pipeline=opportunity.stage.pipeline, is_proposal=True
    )
    first = stages.aggregate(first=Min("position"))["first"]
    return first is not None and opportunity.stage.position >= first
