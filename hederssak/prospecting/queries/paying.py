"""What a swap has to know of a member: working days, all that is in the calendar, the week that pays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hederssak.org.models import Member
from hederssak.org.queries import work_calendar, zone_of
from hederssak.prospecting.models import Block, BlockKind, BlockState
from hederssak.prospecting.queries.blocks import blocks_between, slot_of
from hederssak.prospecting.queries.busy import BLOCK, busy_of
from hederssak.prospecting.queries.rules import rules_of
from hederssak.rules.blocks import Busy, Slot, occurrences
from hederssak.rules.replacement_times import Offer, Pair, Wish, pairs, singles
from hederssak.rules.swaps import Payer, SwapRefused, may_be_given_up, may_be_moved, pay_week
from hederssak.rules.weeks import Week
from hederssak.rules.worktime import WorkCalendar


def calendar_of(member: Member, week: Week) -> WorkCalendar:
    """Return when a member works, far enough ahead for a debt to wait out a leave."""
    return work_calendar(member, range(week.year - 1, week.year + 4))


def payer_in(member: Member, week: Week, calendar: WorkCalendar, *, leaving_out: Block | None = None) -> Payer:
    """Return the member with all that takes their time in a week, regular times that are not made yet among it."""
    zone = zone_of(member)
    within = Slot(*week.bounds(zone))
    rows = blocks_between([member], within)[member.pk]
    left_out = leaving_out.pk if leaving_out else None
    own = [Busy(slot_of(row), BLOCK, str(row.pk)) for row in rows if row.pk != left_out]
    known = {row.starts_at for row in rows}
    coming = occurrences(rules_of([member])[member.pk], calendar, week.monday, week.sunday)
    own += [Busy(one.slot, BLOCK) for one in coming if one.slot.starts_at not in known]
    return Payer(calendar, zone, (*own, *busy_of([member], within)[member.pk]), planned_of(member))


def planned_of(member: Member) -> int:
    """Return how many replacements lie ahead of a member."""
    return Block.objects.filter(member=member, kind=BlockKind.REPLACEMENT, state=BlockState.PLANNED).count()


def payer_for(block: Block, *, now: dt.datetime) -> tuple[Week, Payer]:
    """Return the week that would pay for a block, and the member as they stand in it; raise `SwapRefused`."""
    member = block.member
    zone = zone_of(member)
    calendar = calendar_of(member, Week.of_instant(block.starts_at, zone))
    bare = Payer(calendar, zone, (), planned_of(member))
    week = may_be_given_up(slot_of(block), block.kind, block.state, bare, now=now)
    return week, payer_in(member, week, calendar)


def payer_for_owed(member: Member, *, now: dt.datetime) -> tuple[Week, Payer]:
    """Return the week in which owed times are to be put, and the member as they stand in it; raise `SwapRefused`."""
    this = Week.of_instant(now, zone_of(member))
    calendar = calendar_of(member, this)
    week = pay_week(calendar, this)
    return week, payer_in(member, week, calendar)


def payer_for_move(block: Block) -> tuple[Week, Payer]:
    """Return the week in which a replacement may be moved, and the member without it; raise `SwapRefused`."""
    zone = zone_of(block.member)
    calendar = calendar_of(block.member, Week.of_instant(block.starts_at, zone))
    week = may_be_moved(slot_of(block), block.kind, block.state, Payer(calendar, zone))
    return week, payer_in(block.member, week, calendar, leaving_out=block)


@dataclass(frozen=True)
class Offers:
    """What can be chosen from: pairs for one that is given up, single times for one that is moved or owed alone."""

    week: Week
    minutes: int
    payer: Payer
    pairs: list[Pair]
    singles: list[Offer]


def offers_for(block: Block, *, now: dt.datetime) -> Offers:
    """Return five pairs for a block that is to be given up, best first; raise `SwapRefused` where it can't be."""
    week, payer = payer_for(block, now=now)
    wish = _wish(block.member, week, slot_of(block).minutes, payer)
    return Offers(week, wish.minutes, payer, pairs(wish, now=now), [])


def offers_for_owed(member: Member, lost: Sequence[Block], *, now: dt.datetime) -> Offers:
    """Return times for what is owed without a date: pairs for two or more, single times for one.

    `lost` are the blocks to be made up for, as `unpaid` gives them; raises `SwapRefused` where there is none.
    """
    if not lost:
        raise SwapRefused("nothing_owed")
    minutes = max(slot_of(block).minutes for block in lost)
    week, payer = payer_for_owed(member, now=now)
    wish = _wish(member, week, minutes, payer)
    if len(lost) > 1:
        return Offers(week, minutes, payer, pairs(wish, now=now), [])
    return Offers(week, minutes, payer, [], singles(wish, now=now))


def offers_for_move(block: Block, *, now: dt.datetime) -> Offers:
    """Return other times of the same week for a replacement; raise `SwapRefused` where it can't be moved."""
    week, payer = payer_for_move(block)
    wish = _wish(block.member, week, slot_of(block).minutes, payer)
    return Offers(week, wish.minutes, payer, [], singles(wish, now=now))


def _wish(member: Member, week: Week, minutes: int, payer: Payer) -> Wish:
    rules = rules_of([member], on=week.monday)[member.pk]
    own = frozenset(one.slot.starts_at.astimezone(payer.zone).date() for one in payer.busy if one.kind == BLOCK)
    return Wish(week, minutes, payer, usual=[rule.starts for rule in rules if not rule.plans], own_days=own)
