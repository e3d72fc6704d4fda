"""One time given up for two (R2), and the way back while it still lies ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.history.actions import Altered, Made, record_changed, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.lib.rows import save_only
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.prospecting.actions.debts import recount
from hederssak.prospecting.actions.entries import put_in, take_out
from hederssak.prospecting.actions.written import altered, by_person, write_changed, write_made
from hederssak.prospecting.models import Block, BlockKind, BlockState, Swap, SwapReason
from hederssak.prospecting.queries.blocks import slot_of
from hederssak.prospecting.queries.debts import debt_of, unpaid
from hederssak.prospecting.queries.paying import payer_for, payer_for_move, payer_for_owed
from hederssak.rules.blocks import Slot
from hederssak.rules.swaps import Request, SwapRefused, decide, fits

SWAP_FIELDS = ("block", "reason", "offered", "meeting")


def swap_block(
    *,
    block: Block,
    replacements: Sequence[Slot],
    reason: SwapReason | None,
    offered: str,
    meeting: CustomerMeeting | None = None,
    by: Member,
    now: dt.datetime,
    origin: Origin = Origin.PAGE,
) -> Swap:
    """Give up a block against two others: rows, history and calendar in one transaction.

    Raises `SwapRefused`. Where two swaps of one block come at once, the later one is refused with `not_planned`.
    """
    with transaction.atomic():
        block = _of(by, block)
        _, payer = payer_for(block, now=now)
        if reason is None or reason.organization_id != by.organization_id or reason.retired_at:
            raise SwapRefused("no_reason")
        request = Request(slot_of(block), block.kind, block.state, offered, replacements)
        decide(request, payer, now=now)
        _take(block, was=BlockState.PLANNED, state=BlockState.SWAPPED, settled_at=now)
        swap = Swap.objects.create(
            organization=by.organization,
            block=block,
            reason=reason,
            offered=offered.strip()[:300],
            meeting=meeting,
            by=by,
            at=now,
        )
        source = by_person(by, now, origin)
        write_changed([altered(block, "state", BlockState.SWAPPED)], organization=by.organization, source=source)
        made = [Made(RecordKind.SWAP, swap, SWAP_FIELDS, subject_id=block.member_id)]
        record_made(made, organization_id=by.organization_id, source=source)
        take_out([block], by=by, now=now)
        _put([(slot, block) for slot in replacements], by=by, now=now)
        block.refresh_from_db(fields=["state", "settled_at"])
    return swap


def undo_swap(*, swap: Swap, by: Member, now: dt.datetime) -> None:
    """Take a swap back while the time it gave up still lies ahead and neither replacement has begun."""
    with transaction.atomic():
        block = _of(by, swap.block)
        rows = list(Block.objects.filter(replaces=block).select_related("member"))
        if block.starts_at <= now or any(row.state != BlockState.PLANNED or row.starts_at <= now for row in rows):
            raise SwapRefused("begun")
        _take(block, was=BlockState.SWAPPED, state=BlockState.PLANNED, settled_at=None)
        source = by_person(by, now)
        changes = [altered(block, "state", BlockState.PLANNED), *(altered(row, "state", None) for row in rows)]
        changes.append(Altered(RecordKind.SWAP, swap.pk, "block", block.pk, None, subject_id=block.member_id))
        record_changed(changes, organization_id=by.organization_id, source=source)
        take_out(rows, by=by, now=now)
        Block.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Swap.objects.filter(pk=swap.pk).delete()
        block.refresh_from_db(fields=["state", "settled_at"])
        put_in([block], by=by, now=now)
        recount([block.member_id], organization=by.organization, source=source, now=now)


def move_replacement(*, block: Block, to: Slot, by: Member, now: dt.datetime) -> Block:
    """Move a replacement inside its week; raise `SwapRefused` for what is none, and for a time that does not fit."""
    with transaction.atomic():
        block = _of(by, block)
        week, payer = payer_for_move(block)
        fits(to, week=week, minutes=slot_of(block).minutes, payer=payer, now=now)
        changes = [altered(block, "starts_at", to.starts_at), altered(block, "ends_at", to.ends_at)]
        save_only(block, starts_at=to.starts_at, ends_at=to.ends_at)
        write_changed(changes, organization=by.organization, source=by_person(by, now))
        put_in([block], by=by, now=now)
    return block


def plan_owed(*, times: Sequence[Slot], by: Member, now: dt.datetime) -> list[Block]:
    """Put times that one owes without a date into the calendar: for a block that was missed, or a replacement that was.

    Raises `SwapRefused` with `nothing_owed` for more times than are owed.
    """
    with transaction.atomic():
        _lock(by)
        debt = debt_of(by)
        broken = unpaid(by, len(times))
        if not times or not debt or debt.owed < len(times) or len(broken) < len(times):
            raise SwapRefused("nothing_owed")
        week, payer = payer_for_owed(by, now=now)
        for place, (slot, lost) in enumerate(zip(times, broken, strict=True)):
            fits(slot, week=week, minutes=slot_of(lost).minutes, payer=payer, now=now)
            if any(slot.overlaps(other) for other in times[:place]):
                raise SwapRefused("overlaps", kind="replacement", slot=slot)
        return _put(list(zip(times, broken, strict=True)), by=by, now=now)


def _put(times: Sequence[tuple[Slot, Block]], *, by: Member, now: dt.datetime) -> list[Block]:
    rows = [
        Block(
            organization=by.organization,
            member=by,
            kind=BlockKind.REPLACEMENT,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            replaces=lost,
        )
        for slot, lost in times
    ]
    Block.objects.bulk_create(rows)
    source = by_person(by, now)
    write_made(rows, organization=by.organization, source=source)
    put_in(rows, by=by, now=now)
    recount([by.pk], organization=by.organization, source=source, now=now)
    return rows


def _of(by: Member, block: Block) -> Block:
    """Return the block as it stands now, its member locked: one swaps one's own, and one after the other."""
    if block.member_id != by.pk:
        raise PermissionDenied
    _lock(by)
    return Block.objects.select_related("member__team", "member__organization").get(pk=block.pk)


def _lock(member: Member) -> None:
    Member.objects.select_for_update(of=("self",)).filter(pk=member.pk).first()


def _take(block: Block, *, was: BlockState, state: BlockState, settled_at: dt.datetime | None) -> None:
    """Change a block that is still in a state; raise `SwapRefused` where somebody was faster."""
    if not Block.objects.filter(pk=block.pk, state=was).update(state=state, settled_at=settled_at):
        raise SwapRefused("not_planned", state=block.state)
