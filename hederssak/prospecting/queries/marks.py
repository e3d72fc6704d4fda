"""The blocks of some people as the rules of erosion want them: local day, outcome, what became of a swap's two."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from hederssak.lib.prepared import prepared
from hederssak.org.models import Member
from hederssak.prospecting.models import Block, BlockState, Excuse
from hederssak.rules.erosion import Mark, Outcome, Repayment, stretch_start
from hederssak.rules.weeks import local_day, local_instant
from hederssak.rules.worktime import WorkCalendar

AHEAD = dt.timedelta(weeks=4)
"""How far ahead blocks are read: replacements lie in the next week that counts."""

FURTHEST = dt.timedelta(weeks=60)
"""A leave that is longer than a year ends what a promise remembers."""

COLUMNS = ("pk", "member_id", "starts_at", "ends_at", "state", "kind", "why", "replaces_id")


@dataclass(frozen=True, slots=True)
class BlockFact:
    """One block of one member, on its local day; `repayment` says what became of a swap's two."""

    pk: uuid.UUID
    member_id: uuid.UUID
    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    state: BlockState
    kind: str
    why: str
    repayment: Repayment

    @property
    def mark(self) -> Mark | None:
        """Return it as the rules take it; None while it lies ahead."""
        if self.state == BlockState.PLANNED:
            return None
        return Mark(self.day, Outcome(self.state.value), self.repayment)

    @property
    def was_taken(self) -> bool:
        """Say whether the company took it, which goes to the manager's account (R1)."""
        return self.state == BlockState.EXCUSED and self.why == Excuse.COMPANY


@prepared
def _rows(
    members: list[uuid.UUID], start: dt.datetime, swaps_start: dt.datetime, end: dt.datetime
) -> QuerySet[Block, Any]:
    wanted = Q(starts_at__gte=start) | Q(starts_at__gte=swaps_start, state=BlockState.SWAPPED)
    rows = Block.objects.for_booking().filter(wanted, member_id__in=members, starts_at__lt=end)
    return rows.order_by("starts_at").values_list(*COLUMNS)


def blocks_of(
    members: Collection[Member], *, zone: ZoneInfo, since: dt.date, until: dt.date, swaps_since: dt.date | None = None
) -> dict[uuid.UUID, list[BlockFact]]:
    """Return each member's blocks by identifier from `since` on, the earliest first, in one query.

    From `swaps_since` to `since` swapped ones alone are read: they say which exception is the second. Blocks after
    `until` are read too, as far as replacements can lie, and left out: they say what was made up.
    """
    start = local_instant(since, dt.time(0), zone)
    end = local_instant(until + dt.timedelta(days=1), dt.time(0), zone)
    first = local_instant(min(since, swaps_since or since), dt.time(0), zone)
    found = _rows([member.pk for member in members], start, first, end + AHEAD)
    paying: dict[uuid.UUID, list[str]] = defaultdict(list)
    for *_rest, state, _kind, _why, replaces in found:
        if replaces:
            paying[replaces].append(state)
    facts: dict[uuid.UUID, list[BlockFact]] = {member.pk: [] for member in members}
    for pk, member_id, starts_at, ends_at, state, kind, why, _replaces in found:
        if starts_at < end:
            facts[member_id].append(
                BlockFact(
                    pk,
                    member_id,
                    local_day(starts_at, zone),
                    starts_at,
                    ends_at,
                    BlockState(state),
                    kind,
                    why,
                    _repayment(paying.get(pk, [])),
                )
            )
    return facts


def marks_until(facts: Collection[BlockFact], *, since: dt.date | None, now: dt.datetime) -> list[Mark]:
    """Return the marks of the blocks that had ended by `now`, from the day on which a system was restarted."""
    return [
        mark
        for fact in facts
        if fact.ends_at <= now and (since is None or fact.day >= since) and (mark := fact.mark) is not None
    ]


def read_since(calendars: Mapping[uuid.UUID, WorkCalendar], today: dt.date, weeks: int) -> dt.date:
    """Return the first day of so many weeks of working time before `today`, on the slowest of the clocks."""
    starts = [stretch_start(calendar, today, weeks) for calendar in calendars.values()]
    return max(min(starts, default=today), today - FURTHEST)


def _repayment(states: list[str]) -> Repayment:
    """Return what became of a swap: paid once two were held, owed once one was missed and none is planned any more."""
    if sum(state in {BlockState.HELD, BlockState.HELD_LATE} for state in states) >= 2:
        return Repayment.PAID
    if BlockState.MISSED in states and BlockState.PLANNED not in states:
        return Repayment.OWED
    return Repayment.AHEAD
