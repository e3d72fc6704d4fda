"""What an attempt to call ended with, and what that does to the place on the HIT list (R5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """How an attempt ended."""

    NO_ANSWER = "no_answer"
    GATEKEEPER = "gatekeeper"
    CONVERSATION = "conversation"
    CALL_BACK = "call_back"
    MEETING = "meeting"
    NOT_A_FIT = "not_a_fit"
    DO_NOT_CONTACT = "do_not_contact"


class Leaves(StrEnum):
    """Why a contact leaves the list."""

    MEETING = "meeting"
    TALKED = "talked"
    NOT_A_FIT = "not_a_fit"
    DO_NOT_CONTACT = "do_not_contact"
    NEVER_REACHED = "never_reached"
    BY_HAND = "by_hand"


REACHED = frozenset(
    {Outcome.CONVERSATION, Outcome.CALL_BACK, Outcome.MEETING, Outcome.NOT_A_FIT, Outcome.DO_NOT_CONTACT}
)
"""Outcomes in which the person was spoken with."""
TRIES_IN_VAIN = 6
"""After so many attempts in a row that reach nobody, the place goes to somebody else."""
RESTS = {Outcome.NO_ANSWER: (0.1, 1, 2, 4, 7, 14), Outcome.GATEKEEPER: (1, 2, 4, 7, 7, 14)}
"""Days until the next try, after the first attempt in vain, the second and so on: another hour, another day."""


@dataclass(frozen=True, slots=True)
class Promised:
    """When one promised to call: an instant, to the minute or only that day."""

    at: datetime
    is_timed: bool = True


@dataclass(frozen=True, slots=True)
class After:
    """What an outcome does to the place on the list: it leaves, rests, or waits for a promised call."""

    leaves: Leaves | None = None
    rests_until: datetime | None = None
    call_back: datetime | None = None
    is_timed: bool = False


def after(outcome: Outcome, *, in_vain: int, now: datetime, promised: Promised | None = None) -> After:
    """Return what becomes of the place; `in_vain` counts the attempts in a row before this one that reached nobody.

    A promise is kept until it was kept: a call-back that nobody answers is tried again and leaves only with an outcome.
    """
    ends = {
        Outcome.MEETING: Leaves.MEETING,
        Outcome.CONVERSATION: Leaves.TALKED,
        Outcome.NOT_A_FIT: Leaves.NOT_A_FIT,
        Outcome.DO_NOT_CONTACT: Leaves.DO_NOT_CONTACT,
    }
    if outcome in ends:
        return After(leaves=ends[outcome])
    if outcome is Outcome.CALL_BACK:
        if promised is None:
            raise ValueError("a call-back says when")
        return After(call_back=promised.at, is_timed=promised.is_timed)
    if in_vain + 1 >= TRIES_IN_VAIN:
        return After(leaves=Leaves.NEVER_REACHED)
    return After(rests_until=now + timedelta(days=RESTS[outcome][in_vain]))
