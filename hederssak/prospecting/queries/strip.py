"""What a rep's first page says of booking hours: the next one, what lies over one, what is owed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.models import Block, BlockKind, BlockState
from hederssak.prospecting.queries.blocks import Conflict, blocks_between, conflicts_of
from hederssak.prospecting.queries.debts import debt_of
from hederssak.prospecting.queries.planning import Filling, filling_for
from hederssak.rules.blocks import Slot
from hederssak.rules.weeks import local_day

AHEAD = dt.timedelta(days=10)


@dataclass(frozen=True)
class Strip:
    """The coming days of a member's booking hours."""

    zone: ZoneInfo
    today: dt.date
    now: dt.datetime
    next: Block | None
    planning: Block | None
    filling: Filling | None
    conflicts: list[Conflict]
    owed: int

    @property
    def has_begun(self) -> bool:
        """Say whether the time for filling the list runs now."""
        return self.planning is not None and self.planning.starts_at <= self.now

    @property
    def is_today(self) -> bool:
        """Say whether the next hour is today, or has begun."""
        return self.next is not None and local_day(self.next.starts_at, self.zone) == self.today

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to tell."""
        return self.next is None and self.planning is None and not self.conflicts and not self.owed


def strip_of(member: Member, *, now: dt.datetime) -> Strip:
    """Return what stands ahead of a member in the next days."""
    zone = zone_of(member)
    within = Slot(now, now + AHEAD)
    blocks = blocks_between([member], within)
    planned = [block for block in blocks[member.pk] if block.state == BlockState.PLANNED]
    coming = next((block for block in planned if block.kind != BlockKind.PLANNING), None)
    planning = next((block for block in planned if block.kind == BlockKind.PLANNING), None)
    if planning is not None and (local_day(planning.starts_at, zone) != local_day(now, zone)):
        planning = None  # what is set aside for another day is no news of today
    debt = debt_of(member)
    return Strip(
        zone=zone,
        today=local_day(now, zone),
        now=now,
        next=coming,
        planning=planning,
        filling=filling_for(member, now=now) if planning else None,
        conflicts=conflicts_of([member], within, blocks=blocks)[member.pk],
        owed=debt.owed if debt else 0,
    )
