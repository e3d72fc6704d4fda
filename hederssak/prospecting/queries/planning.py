"""The times that are set aside for filling the HIT list, before the hour in which it is called (R5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.models import Block, BlockKind, BlockState
from hederssak.prospecting.queries.hitlist import Readiness, readiness
from hederssak.prospecting.queries.now import next_block


def planning_before(
    member_ids: Collection[uuid.UUID], *, now: dt.datetime, until: dt.datetime
) -> dict[uuid.UUID, list[Block]]:
    """Return what is set aside for each member's list from now on and begins before an instant, earliest first.

    A time that has begun counts until it is over.
    """
    rows = Block.objects.filter(
        member__in=member_ids,
        kind=BlockKind.PLANNING,
        state=BlockState.PLANNED,
        starts_at__gt=now - dt.timedelta(days=1),
        starts_at__lt=until,
        ends_at__gt=now,
    )
    found: dict[uuid.UUID, list[Block]] = {}
    for block in rows.defer("preparation").order_by("starts_at"):
        found.setdefault(block.member_id, []).append(block)
    return found


@dataclass(frozen=True)
class Filling:
    """What a time for filling the list is for: the next booking hour, and whether the list will last through it."""

    zone: ZoneInfo
    hour: Block | None
    ready: Readiness


def filling_for(member: Member, *, now: dt.datetime) -> Filling:
    """Return how long a member's list is for the next booking hour."""
    hour = next_block(member, now)
    at, until = (hour.starts_at, hour.ends_at) if hour else (now, now + dt.timedelta(hours=2))
    return Filling(zone_of(member), hour, readiness(member, at=at, until=until))
