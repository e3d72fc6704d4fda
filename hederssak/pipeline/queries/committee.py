"""Who decides on one opportunity, and in which steps."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.pipeline.models import CommitteeSeat, DecisionStep, Opportunity, Stage


@prepared
def _seats(opportunity: uuid.UUID) -> QuerySet[CommitteeSeat]:
    rows = CommitteeSeat.objects.filter(opportunity=opportunity, removed_at=None)
    return rows.select_related("contact", "through").order_by(ByName("contact__name"), "pk")


@prepared
def _steps(opportunity: uuid.UUID) -> QuerySet[DecisionStep]:
    return DecisionStep.objects.filter(opportunity=opportunity, removed_at=None).order_by("position", "pk")


def seats_of(opportunity: Opportunity) -> list[CommitteeSeat]:
    """Return who takes part in the decision, by name."""
    return _seats(opportunity.pk)


def steps_of(opportunity: Opportunity) -> list[DecisionStep]:
    """Return the steps of the decision in their order."""
    return _steps(opportunity.pk)


@prepared
def _proposals(organization: uuid.UUID, pipeline: str) -> QuerySet[Stage, int]:
    stages = Stage.objects.filter(organization=organization, pipeline=pipeline, is_proposal=True)
    return stages.order_by("position").values_list("position", flat=True)[:1]


def proposal_reached(opportunity: Opportunity) -> bool:
    """Say whether it stands at the first proposal stage of its process or beyond."""
    first = _proposals.first(opportunity.organization_id, opportunity.stage.pipeline)
    return first is not None and opportunity.stage.position >= first
