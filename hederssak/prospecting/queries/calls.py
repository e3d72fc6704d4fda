"""What was called in the blocks, counted for the diagnosis (R4): lists at their start, attempts, conversations."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Min, Q

from hederssak.prospecting.models import Block, BlockState, CallAttempt, HitEntry
from hederssak.rules.attempts import REACHED, Outcome
from hederssak.rules.diagnosis import Calls


@dataclass(frozen=True)
class Called:
    """Of some people and some time: callable entries at the start of blocks, attempts in each, what came of them."""

    callable_at_start: list[int] = field(default_factory=list)
    attempts_per_block: list[int] = field(default_factory=list)
    calls: Calls = field(default_factory=Calls)


def calls_of(member_ids: Collection[uuid.UUID], *, since: dt.datetime, until: dt.datetime) -> dict[uuid.UUID, Called]:
    """Return what each member called between two instants, by identifier, in four queries.

    Callable at a block's start is who stood on the list then; who only rested for some hours counts. Blocks before
    anybody here had a list say nothing: what was never written down is unknown, not empty.
    """
    found = {pk: Called() for pk in member_ids}
    starts: dict[uuid.UUID, list[dt.datetime]] = defaultdict(list)
    first = HitEntry.objects.filter(member__in=found).aggregate(at=Min("added_at"))["at"]
    blocks = Block.objects.for_booking()
    blocks = blocks.filter(member__in=found, starts_at__gte=max(since, first or until), ends_at__lte=until)
    blocks = blocks.filter(state__in=[BlockState.HELD, BlockState.HELD_LATE, BlockState.MISSED])
    for member, start in blocks.order_by("starts_at").values_list("member_id", "starts_at"):
        starts[member].append(start)
    stood = HitEntry.objects.filter(member__in=starts, added_at__lte=until)
    stood = stood.filter(Q(left_at=None) | Q(left_at__gt=since))
    there: dict[uuid.UUID, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    for member, added_at, left_at in stood.values_list("member_id", "added_at", "left_at"):
        there[member].append((added_at, left_at or until))
    tries = _tries(found, since, until)
    return {
        pk: Called(
            [sum(added <= start < left for added, left in there[pk]) for start in starts[pk]],
            [sum(counts) for block, counts in tries[pk].items() if block],
            Calls(*(sum(column) for column in zip((0, 0, 0), *map(_kinds, tries[pk].values()), strict=True))),
        )
        for pk in found
    }


Counts = tuple[int, int, int]
"""Attempts of one block that reached nobody, that became a conversation, that became a meeting."""


def _tries(
    member_ids: Collection[uuid.UUID], since: dt.datetime, until: dt.datetime
) -> dict[uuid.UUID, dict[uuid.UUID | None, Counts]]:
    found: dict[uuid.UUID, dict[uuid.UUID | None, Counts]] = defaultdict(dict)
    rows = CallAttempt.objects.filter(member__in=member_ids, at__gte=since, at__lt=until).standing()
    talked = [one.value for one in REACHED if one is not Outcome.MEETING]
    counted = rows.values("member", "block").annotate(
        vain=Count("pk", filter=~Q(outcome__in=[*talked, Outcome.MEETING])),
        talks=Count("pk", filter=Q(outcome__in=talked)),
        meetings=Count("pk", filter=Q(outcome=Outcome.MEETING)),
    )
    for member, block, *counts in counted.values_list("member", "block", "vain", "talks", "meetings"):
        found[member][block] = (counts[0], counts[1], counts[2])
    return found


def _kinds(counts: Counts) -> Counts:
    """Return attempts, conversations and meetings, each of which the next is a part of."""
    vain, talks, meetings = counts
    return vain + talks + meetings, talks + meetings, meetings


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
