"""What was called in the blocks, counted for the diagnosis (R4): lists at their start, attempts, conversations."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from hederssak.rules.diagnosis import Calls


@dataclass(frozen=True)
class Called:
    """Of some people and some time: callable entries at the start of blocks, attempts in each, what came of them."""

    callable_at_start: list[int] = field(default_factory=list)
    attempts_per_block: list[int] = field(default_factory=list)
    calls: Calls = field(default_factory=Calls)


def calls_of(member_ids: Collection[uuid.UUID], *, _since: dt.datetime, _until: dt.datetime) -> dict[uuid.UUID, Called]:
    """Return what each member called between two instants, by identifier."""
    return {pk: Called() for pk in member_ids}


def together(many: Collection[Called]) -> Called:
    """Return what several people called, as one."""
    return Called(
        [count for one in many for count in one.callable_at_start],
        [count for one in many for count in one.attempts_per_block],
        Calls(
            sum(one.calls.attempts for one in many),
            sum(one.calls.conversations for one in many),
            sum(one.calls.meetings for one in many),
        ),
    )
