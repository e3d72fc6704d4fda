"""What was seen of members on their blocks' days, as the rule that settles a block wants it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from hederssak.prospecting.models import Block, BlockSession, CallAttempt, HitEntry
from hederssak.rules.blocks import Deeds, Slot


def deeds_of(blocks: Sequence[Block], *, now: dt.datetime) -> dict[uuid.UUID, Deeds]:
    """Return what was done in each block, in three queries: time in it, outcomes of calls, its preparation.

    "I am here" counts from the press to the block's end, or to the writing of its preparation where that came later;
    the page of calls counts for as long as it gave signs of life.
    """
    ids = [block.pk for block in blocks]
    sessions = {one.block_id: one for one in BlockSession.objects.filter(block__in=ids)}
    outcomes: dict[uuid.UUID, list[dt.datetime]] = defaultdict(list)
    attempts = CallAttempt.objects.filter(block__in=ids).standing().order_by("at")
    for block_id, at in attempts.values_list("block_id", "at"):
        if block_id:
            outcomes[block_id].append(at)
    return {
        block.pk: Deeds(
            present=(*_here(block, now), *_called(sessions.get(block.pk))),
            outcomes=tuple(outcomes[block.pk]),
            prepared_at=block.prepared_at,
        )
        for block in blocks
    }


def listed_in(blocks: Sequence[Block]) -> dict[uuid.UUID, list[dt.datetime]]:
    """Return when each member was given somebody to call from the first of these blocks on, by whomever (R5)."""
    found: dict[uuid.UUID, list[dt.datetime]] = defaultdict(list)
    if blocks:
        since = min(block.starts_at for block in blocks)
        rows = HitEntry.objects.filter(member__in={block.member_id for block in blocks}, added_at__gte=since)
        for member_id, added_at in rows.values_list("member_id", "added_at"):
            found[member_id].append(added_at)
    return found


def _called(session: BlockSession | None) -> tuple[Slot, ...]:
    """Return the time on the page of calls as one stretch from its beginning."""
    if session is None or not session.seconds:
        return ()
    return (Slot(session.entered_at, session.entered_at + dt.timedelta(seconds=session.seconds)),)


def _here(block: Block, now: dt.datetime) -> tuple[Slot, ...]:
    if block.here_at is None:
        return ()
    until = min(max(block.ends_at, block.prepared_at or block.ends_at), now)
    return (Slot(block.here_at, until),) if until > block.here_at else ()
