"""What can be done to an opportunity. Batches are the rule, a single case is a batch of one."""

from hederssak.pipeline.actions.buyer_events import name_buyer_event
from hederssak.pipeline.actions.committee import seat_contact, seat_contacts, seat_met
from hederssak.pipeline.actions.drafts import (
    EvidenceDraft,
    LettingGoDraft,
    NextStepChange,
    NextStepDraft,
    OpportunityDraft,
    OpportunityEdit,
    SeatDraft,
)
from hederssak.pipeline.actions.letting_go import (
    AlreadyEndedError,
    CompetitorMissingError,
    let_go,
    let_go_all,
    take_back,
)
from hederssak.pipeline.actions.next_steps import change_next_steps, finish_next_step, set_next_step
from hederssak.pipeline.actions.opportunities import (
    UnknownFieldError,
    change_opportunities,
    edit_opportunity,
    make_opportunities,
)
from hederssak.pipeline.actions.parking import WakeInThePastError, park, wake, wake_due
from hederssak.pipeline.actions.qualification import NoEvidenceError, meet_criteria, meet_criterion
from hederssak.pipeline.actions.snapshots import snapshot_pipeline

__all__ = [
    "AlreadyEndedError",
    "CompetitorMissingError",
    "EvidenceDraft",
    "LettingGoDraft",
    "NextStepChange",
    "NextStepDraft",
    "NoEvidenceError",
    "OpportunityDraft",
    "OpportunityEdit",
    "SeatDraft",
    "UnknownFieldError",
    "WakeInThePastError",
    "change_next_steps",
    "change_opportunities",
    "edit_opportunity",
    "finish_next_step",
    "let_go",
    "let_go_all",
    "make_opportunities",
    "meet_criteria",
    "meet_criterion",
    "name_buyer_event",
    "park",
    "seat_contact",
    "seat_contacts",
    "seat_met",
    "set_next_step",
    "snapshot_pipeline",
    "take_back",
    "wake",
    "wake_due",
]
