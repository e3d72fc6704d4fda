"""Everything that changes coaching."""

from hederssak.coaching.actions.observing import Notes, NothingSeenError, NotYetError, Seen, answer, draft, read, share
from hederssak.coaching.actions.practising import (
    FocusDraft,
    NoCriteriaError,
    NothingToPractiseError,
    PlayDraft,
    PracticeDraft,
    WithOneselfError,
    choose_focus,
    end_focus,
    practise,
    retire_play,
    write_play,
)
from hederssak.coaching.actions.riding import (
    AlreadySharedError,
    CannotFollowError,
    agree_pace,
    ask,
    call_off,
    decline,
    plan,
)

__all__ = [
    "AlreadySharedError",
    "CannotFollowError",
    "FocusDraft",
    "NoCriteriaError",
    "NotYetError",
    "Notes",
    "NothingSeenError",
    "NothingToPractiseError",
    "PlayDraft",
    "PracticeDraft",
    "Seen",
    "WithOneselfError",
    "agree_pace",
    "answer",
    "ask",
    "call_off",
    "choose_focus",
    "decline",
    "draft",
    "end_focus",
    "plan",
    "practise",
    "read",
    "retire_play",
    "share",
    "write_play",
]
