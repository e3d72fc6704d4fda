"""What can be done to an opportunity. Batches are the rule, a single case is a batch of one."""

from hederssak.pipeline.actions.buyer_events import name_buyer_event
from hederssak.pipeline.actions.committee import (
    ThroughThemselvesError,
    edit_seat,
    move_seat,
    remove_seat,
    restore_seat,
    seat_contact,
    seat_contacts,
    seat_met,
)
from hederssak.pipeline.actions.decision_steps import (
    NamelessStepError,
    TooManyStepsError,
    add_steps,
    make_steps,
    move_step,
    remove_step,
    rename_step,
    restore_step,
)
from hederssak.pipeline.actions.drafts import (
    DecisionStepDraft,
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
    name_anew,
)
from hederssak.pipeline.actions.parking import WakeInThePastError, park, wake, wake_due
from hederssak.pipeline.actions.qualification import NoEvidenceError, meet_criteria, meet_criterion
from hederssak.pipeline.actions.snapshots import snapshot_pipeline
from hederssak.pipeline.actions.undoing import (
    NothingToUndoError,
    let_go_again,
    park_again,
    put_back,
    reopen_next_step,
)

__all__ = [
    "AlreadyEndedError",
    "CompetitorMissingError",
    "DecisionStepDraft",
    "EvidenceDraft",
    "LettingGoDraft",
    "NamelessStepError",
    "NextStepChange",
    "NextStepDraft",
    "NoEvidenceError",
    "NothingToUndoError",
    "OpportunityDraft",
    "OpportunityEdit",
    "SeatDraft",
    "ThroughThemselvesError",
    "TooManyStepsError",
    "UnknownFieldError",
    "WakeInThePastError",
    "add_steps",
    "change_next_steps",
    "change_opportunities",
    "edit_opportunity",
    "edit_seat",
    "finish_next_step",
    "let_go",
    "let_go_again",
    "let_go_all",
    "make_opportunities",
    "make_steps",
    "meet_criteria",
    "meet_criterion",
    "move_seat",
    "move_step",
    "name_anew",
    "name_buyer_event",
    "park",
    "park_again",
    "put_back",
    "remove_seat",
    "remove_step",
    "rename_step",
    "reopen_next_step",
    "restore_seat",
    "restore_step",
    "seat_contact",
    "seat_contacts",
    "seat_met",
    "set_next_step",
    "snapshot_pipeline",
    "take_back",
    "wake",
    "wake_due",
]
