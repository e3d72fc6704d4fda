"""Booking hours for the tests."""

from __future__ import annotations

import datetime as dt

from hederssak.org.models import Member
from hederssak.prospecting.models import Block, BlockKind, BlockState
from hederssak.rules.weeks import local_instant
from tests.cast import NOW, STOCKHOLM


def make_block(
    member: Member,
    day: dt.date,
    clock: dt.time = dt.time(9),
    *,
    minutes: int = 120,
    state: BlockState = BlockState.PLANNED,
    kind: BlockKind = BlockKind.REGULAR,
    replaces: Block | None = None,
) -> Block:
    """Make one time of a member in the database, in the zone of the cast."""
    starts_at = local_instant(day, clock, STOCKHOLM)
    return Block.objects.create(
        organization=member.organization,
        member=member,
        kind=kind,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        state=state,
        replaces=replaces,
        settled_at=None if state == BlockState.PLANNED else max(NOW, starts_at),
    )
