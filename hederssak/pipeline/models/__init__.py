"""Possible deals: where they stand, who decides, what is next, and how one lets go of them."""

from hederssak.pipeline.choices import ActivityKind, BuyingRole, LetGoReason, StageKind, State
from hederssak.pipeline.models.committee import CommitteeSeat, DecisionStep
from hederssak.pipeline.models.deals import (
    Activity,
    BuyerEvent,
    Criterion,
    Evidence,
    ExchangeRate,
    LettingGo,
    NextStep,
    Opportunity,
    OpportunityQuerySet,
    Parking,
    Stage,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "BuyerEvent",
    "BuyingRole",
    "CommitteeSeat",
    "Criterion",
    "DecisionStep",
    "Evidence",
    "ExchangeRate",
    "LetGoReason",
    "LettingGo",
    "NextStep",
    "Opportunity",
    "OpportunityQuerySet",
    "Parking",
    "Stage",
    "StageKind",
    "State",
]
