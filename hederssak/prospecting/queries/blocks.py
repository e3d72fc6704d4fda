"""The times in which meetings are booked, as rows and as slots."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from hederssak.lib.prepared import prepared
from hederssak.org.models import Member
from hederssak.prospecting.models import Block, BlockKind, BlockState
from hederssak.prospecting.queries.busy import Near, busy_of
from hederssak.rules.blocks import Busy, Slot, conflicts

TAKES_TIME = (BlockState.PLANNED, BlockState.HELD, BlockState.HELD_LATE)
"""A time that was given up, missed or excused is free for something else."""
MOST = 500


def slot_of(block: Block) -> Slot:
    """Return when a block is."""
    return Slot(block.starts_at, block.ends_at)


@prepared
def _touching(
    members: list[uuid.UUID], earliest: dt.datetime, since: dt.datetime, until: dt.datetime
) -> QuerySet[Block]:
    rows = Block.objects.filter(member__in=members, starts_at__gt=earliest, starts_at__lt=until, ends_at__gt=since)
    return rows.order_by("starts_at").defer("preparation")


def blocks_between(members: Collection[Member], within: Slot) -> dict[uuid.UUID, list[Block]]:
    """Return the blocks of each member that touch a stretch of time, earliest first, in one query."""
    ids = [member.pk for member in members]
    rows = _touching(ids, within.starts_at - dt.timedelta(days=1), within.starts_at, within.ends_at)
    by_id = {member.pk: member for member in members}
    found: dict[uuid.UUID, list[Block]] = defaultdict(list)
    for block in rows:
        block.member = by_id[block.member_id]
        found[block.member_id].append(block)
    return found


def listed_blocks(member: Member, within: Slot, *, of: uuid.UUID | None = None) -> list[Block]:
    """Return the blocks that a member may see in a stretch of time, earliest first, at most `MOST`."""
    rows = Block.objects.visible_to(member).filter(starts_at__gte=within.starts_at, starts_at__lt=within.ends_at)
    if of:
        rows = rows.filter(member_id=of)
    return list(rows.select_related("member").defer("preparation").order_by("starts_at", "pk")[:MOST])


@dataclass(frozen=True)
class Conflict:
    """A coming time with what lies over it."""

    block: Block
    over: list[Busy]


def conflicts_of(
    members: Collection[Member], within: Slot, *, blocks: Mapping[uuid.UUID, list[Block]] | None = None
) -> dict[uuid.UUID, list[Conflict]]:
    """Return, for each member, the planned blocks over which something lies, earliest first (R1).

    It must end as "moved the other thing" or as a swap: once the other thing is moved, the conflict is gone by itself.
    `blocks` are those of the stretch, where they are at hand already.
    """
    if blocks is None:
        blocks = blocks_between(members, within)
    planned = {member.pk: [block for block in blocks[member.pk] if _is_to_come(block)] for member in members}
    if not any(planned.values()):
        return {member.pk: [] for member in members}
    near = {pk: Near(slot_of(block) for block in theirs) for pk, theirs in planned.items()}
    busy = busy_of(members, within, near=near)
    return {pk: list(_over(theirs, busy[pk])) for pk, theirs in planned.items()}


def _is_to_come(block: Block) -> bool:
    return block.state == BlockState.PLANNED and block.kind != BlockKind.PLANNING


def _over(planned: list[Block], busy: list[Busy]) -> Iterable[Conflict]:
    for block, over in zip(planned, conflicts([slot_of(block) for block in planned], busy), strict=True):
        if over:
            yield Conflict(block, over)
