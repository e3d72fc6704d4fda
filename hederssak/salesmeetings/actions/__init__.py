"""What is done for a sales meeting: before it begins, and while it is held."""

from hederssak.salesmeetings.actions.arriving import DoorClosedError, check_in, is_open, take_back
from hederssak.salesmeetings.actions.closing import close_forgotten
from hederssak.salesmeetings.actions.freezing import NotYetError, freeze, freeze_due
from hederssak.salesmeetings.actions.looking import look_at_pack
from hederssak.salesmeetings.actions.noting import strike_note, write_note
from hederssak.salesmeetings.actions.preparing import prepare, prepare_packs
from hederssak.salesmeetings.actions.running import (
    MAY_BE_TAKEN_UP,
    MovedError,
    NoSuchItemError,
    NothingAheadError,
    NotItsTimeError,
    OverForGoodError,
    begin_run,
    begin_visit,
    boxes_of_visit,
    end_run,
    go_on,
    go_to,
    pause,
    resume,
    skip,
    take_up,
)

__all__ = [
    "MAY_BE_TAKEN_UP",
    "DoorClosedError",
    "MovedError",
    "NoSuchItemError",
    "NotItsTimeError",
    "NotYetError",
    "NothingAheadError",
    "OverForGoodError",
    "begin_run",
    "begin_visit",
    "boxes_of_visit",
    "check_in",
    "close_forgotten",
    "end_run",
    "freeze",
    "freeze_due",
    "go_on",
    "go_to",
    "is_open",
    "look_at_pack",
    "pause",
    "prepare",
    "prepare_packs",
    "resume",
    "skip",
    "strike_note",
    "take_back",
    "take_up",
    "write_note",
]
