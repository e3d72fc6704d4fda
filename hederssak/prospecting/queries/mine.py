"""What the page of one's own booking hours shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.org.queries import work_calendar, years_around, zone_of
from hederssak.prospecting.models import Block, BlockKind, BlockState, Debt, Swap
from hederssak.prospecting.queries.blocks import Conflict, blocks_between, conflicts_of, slot_of
from hederssak.prospecting.queries.debts import debt_of
from hederssak.prospecting.queries.rules import rules_of
from hederssak.rules.blocks import Share, Slot, WeeklyRule, booked_inside
from hederssak.rules.erosion import LONG, Honour, Mark, Outcome, Repayment, honour_rate, stretch_start
from hederssak.rules.weeks import Week, day_bounds, local_day

BEHIND, AHEAD = 8, 4
SHARE_WEEKS = 26
SWAPS = 6


@dataclass(frozen=True)
class Mine:
    """A member's booking hours: behind and ahead, what is owed, what lies over them."""

    zone: ZoneInfo
    today: dt.date
    is_away: bool
    honour: Honour
    debt: Debt | None
    blocks: list[Block]
    weeks: list[Week]
    conflicts: list[Conflict]
    share: Share
    swaps: list[Swap]
    rules: list[WeeklyRule]

    @property
    def booking(self) -> list[Block]:
        """Return the blocks in which meetings are booked: they alone are the promise."""
        return [block for block in self.blocks if block.kind != BlockKind.PLANNING]

    @property
    def ahead(self) -> list[Block]:
        """Return what is still planned, the nearest first."""
        return [block for block in self.blocks if block.state == BlockState.PLANNED]

    @property
    def lost(self) -> list[Block]:
        """Return the blocks that were missed, the latest first: what was behind it can still be said."""
        return [block for block in reversed(self.booking) if block.state == BlockState.MISSED]


def mine(member: Member, *, now: dt.datetime) -> Mine:
    """Return the booking hours of a member, eight weeks back and four ahead."""
    zone = zone_of(member)
    today = local_day(now, zone)
    calendar = work_calendar(member, years_around(today))
    this = Week.of(today)
    first = stretch_start(calendar, today, LONG)
    begin = min(day_bounds(first, zone)[0], this.plus(-BEHIND).bounds(zone)[0])
    until = this.plus(AHEAD).bounds(zone)[1]
    blocks = blocks_between([member], Slot(begin, until))[member.pk]
    recent = now - dt.timedelta(weeks=SHARE_WEEKS)
    swaps = Swap.objects.filter(block__member=member, at__gte=recent).select_related(
        "block", "reason", "meeting__account"
    )
    return Mine(
        zone=zone,
        today=today,
        is_away=any(today in period for period in calendar.absences),
        honour=honour_of(member, [block for block in blocks if local_day(block.starts_at, zone) >= first]),
        debt=debt_of(member),
        blocks=blocks,
        weeks=[this.plus(number) for number in range(-BEHIND, AHEAD + 1)],
        conflicts=conflicts_of([member], Slot(now, until))[member.pk],
        share=share_inside(member, now=now),
        swaps=list(swaps.order_by("-at")[:SWAPS]),
        rules=rules_of([member], on=today)[member.pk],
    )


def honour_of(member: Member, blocks: list[Block]) -> Honour:
    """Return how many of the given blocks of a member were held, of those that count (R3)."""
    held = {BlockState.HELD, BlockState.HELD_LATE}
    swapped = [block.pk for block in blocks if block.state == BlockState.SWAPPED]
    made_up = list(Block.objects.filter(replaces__in=swapped, state__in=held).values_list("replaces_id", flat=True))
    zone = zone_of(member)
    return honour_rate(
        Mark(
            local_day(block.starts_at, zone),
            Outcome(block.state),
            Repayment.PAID if made_up.count(block.pk) > 1 else Repayment.AHEAD,
        )
        for block in blocks
        if block.state != BlockState.PLANNED and block.kind != BlockKind.PLANNING
    )


def share_inside(member: Member, *, now: dt.datetime) -> Share:
    """Return how many customer meetings of the last half year were booked inside blocks, of all (R1)."""
    since = now - dt.timedelta(weeks=SHARE_WEEKS)
    booked = CustomerMeeting.objects.filter(
        organization_id=member.organization_id, owner=member, logged_at__gte=since, logged_at__lt=now
    )
    blocks = Block.objects.for_booking().filter(member=member, starts_at__gte=since, starts_at__lt=now)
    return booked_inside(
        booked.values_list("logged_at", flat=True),
        [slot_of(block) for block in blocks.only("starts_at", "ends_at")],
    )
