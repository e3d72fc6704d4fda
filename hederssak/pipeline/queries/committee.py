"""Who decides on one opportunity, and in which steps."""

from __future__ import annotations

from django.db.models import Min

from hederssak.pipeline.models import CommitteeSeat, DecisionStep, Opportunity, Stage


def seats_of(opportunity: Opportunity) -> list[CommitteeSeat]:
    """Return who takes part in the decision, by name."""
    rows = CommitteeSeat.objects.filter(opportunity=opportunity, removed_at=None)
    return list(rows.select_related("contact", "through").order_by("contact__name", "pk"))


def steps_of(opportunity: Opportunity) -> list[DecisionStep]:
    """Return the steps of the decision in their order."""
    return list(DecisionStep.objects.filter(opportunity=opportunity, removed_at=None).order_by("position", "pk"))


def proposal_reached(opportunity: Opportunity) -> bool:
    """Say whether it stands at the first proposal stage of its process or beyond."""
    stages = Stage.objects.filter(
        organization=opportunity.organization_id, pipeline=opportunity.stage.pipeline, is_proposal=True
    )
    first = stages.aggregate(first=Min("position"))["first"]
    return first is not None and opportunity.stage.position >= first
