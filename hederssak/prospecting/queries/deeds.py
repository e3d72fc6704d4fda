"""What was seen of members on their blocks' days, as the rule that settles a block wants it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from hederssak.prospecting.models import Block
from hederssak.rules.blocks import Deeds, Slot


def deeds_of(blocks: Sequence[Block], *, now: dt.datetime) -> dict[uuid.UUID, Deeds]:
    """Return what was done in each block.

    "I am here" counts from the press to the block's end, or to the writing of its preparation where that came later.
    """
    return {block.pk: Deeds(present=_here(block, now), prepared_at=block.prepared_at) for block in blocks}


def _here(block: Block, now: dt.datetime) -> tuple[Slot, ...]:
    if block.here_at is None:
        return ()
    until = min(max(block.ends_at, block.prepared_at or block.ends_at), now)
    return (Slot(block.here_at, until),) if until > block.here_at else ()
