"""One for two (R2), from the press to the calendar and back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Absence
from hederssak.prospecting.actions import (
    ensure_reasons,
    excuse_absent,
    excuse_for_company,
    move_replacement,
    plan_owed,
    settle_blocks,
    swap_block,
    take_back_excuse,
    undo_swap,
)
from hederssak.prospecting.checks import debts_count_right, replacements_stand_for_an_hour
from hederssak.prospecting.models import Block, BlockKind, BlockState, Debt, Swap, SwapReason
from hederssak.prospecting.queries.debts import unpaid
from hederssak.prospecting.queries.paying import offers_for, offers_for_owed
from hederssak.rules.blocks import Slot
from hederssak.rules.swaps import SwapRefused
from hederssak.rules.weeks import Week, local_instant
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.blocks import make_block

TUESDAY = dt.date(2026, 11, 24)
NEXT = Week(2026, 49)


def at(day: dt.date, hour: int, minutes: int = 120) -> Slot:
    """Return a time by the clock in Stockholm."""
    return Slot.at(local_instant(day, dt.time(hour), STOCKHOLM), minutes)


TWO = (at(NEXT.days[2], 9), at(NEXT.days[4], 9))


def swap(cast: Cast, block: Block, times: tuple[Slot, ...] = TWO, now: dt.datetime = NOW) -> Swap:
    """Let Anna give up a block."""
    ensure_reasons(cast.nordvik)
    reason = SwapReason.objects.get(organization=cast.nordvik, code="tender_slot")
    return swap_block(block=block, replacements=times, reason=reason, offered="ons 13, fre 9", by=cast.anna, now=now)


def debt(cast: Cast) -> tuple[int, int, int]:
    """Return what Anna owes: without a date, with one, and what she has paid."""
    return Debt.objects.values_list("owed", "planned", "paid").get(member=cast.anna)


def sound() -> None:
    """Assert that the room's own checks find nothing."""
    assert [*debts_count_right(), *replacements_stand_for_an_hour()] == []


def test_one_press_makes_all_of_it(cast: Cast) -> None:
    block = make_block(cast.anna, TUESDAY)
    made = swap(cast, block)
    block.refresh_from_db()
    assert block.state == BlockState.SWAPPED
    assert [(row.starts_at, row.kind) for row in block.replacements.order_by("starts_at")] == [
        (slot.starts_at, BlockKind.REPLACEMENT) for slot in TWO
    ]
    assert debt(cast) == (0, 2, 0)
    assert Change.objects.filter(record_id=made.pk, kind=RecordKind.SWAP, by=cast.anna).count() == 1
    assert Change.objects.get(record_id=block.pk, field="state").new == "swapped"
    sound()


def test_of_two_swaps_of_one_block_one_wins_and_the_other_is_told(cast: Cast) -> None:
    block = make_block(cast.anna, TUESDAY)
    twin = Block.objects.get(pk=block.pk)
    swap(cast, block)
    with pytest.raises(SwapRefused) as refused:
        swap(cast, twin, (at(NEXT.days[1], 9), at(NEXT.days[3], 9)))
    assert refused.value.code == "not_planned"
    assert Block.objects.filter(kind=BlockKind.REPLACEMENT).count() == 2


def test_nobody_swaps_for_another(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        swap(cast, make_block(cast.mikko, TUESDAY))


def test_a_reason_that_left_the_list_is_none(cast: Cast) -> None:
    ensure_reasons(cast.nordvik)
    SwapReason.objects.update(retired_at=NOW)
    with pytest.raises(SwapRefused, match="no_reason"):
        swap(cast, make_block(cast.anna, TUESDAY))


def test_held_replacements_pay_it(cast: Cast) -> None:
    swap(cast, make_block(cast.anna, TUESDAY))
    for row in Block.objects.filter(kind=BlockKind.REPLACEMENT):
        Block.objects.filter(pk=row.pk).update(here_at=row.starts_at, prepared_at=row.starts_at, preparation="Lista")
    assert settle_blocks(organization=cast.nordvik, now=TWO[0].ends_at) == 1
    assert debt(cast) == (0, 1, 1)
    assert settle_blocks(organization=cast.nordvik, now=TWO[1].ends_at) == 1
    assert debt(cast) == (0, 0, 2)
    sound()


def test_a_missed_replacement_stays_owed_and_is_planned_again(cast: Cast) -> None:
    swap(cast, make_block(cast.anna, TUESDAY))
    monday = local_instant(dt.date(2026, 12, 7), dt.time(8), STOCKHOLM)
    assert settle_blocks(organization=cast.nordvik, now=monday) == 2
    assert debt(cast) == (2, 0, 0)
    offers = offers_for_owed(cast.anna, unpaid(cast.anna, 2), now=monday)
    assert offers.week == Week(2026, 51)
    plan_owed(times=offers.pairs[0].slots, by=cast.anna, now=monday)
    assert debt(cast) == (0, 2, 0)
    with pytest.raises(SwapRefused, match="nothing_owed"):
        plan_owed(times=offers.pairs[1].slots[:1], by=cast.anna, now=monday)
    sound()


def test_a_block_missed_without_a_swap_owes_the_same_two_and_four_is_the_most(cast: Cast) -> None:
    for day in (10, 12, 17):
        make_block(cast.anna, dt.date(2026, 11, day))
    assert settle_blocks(organization=cast.nordvik, now=NOW) == 3
    assert debt(cast) == (4, 0, 0)
    sound()


def test_a_replacement_is_moved_inside_its_week_and_never_swapped(cast: Cast) -> None:
    swap(cast, make_block(cast.anna, TUESDAY))
    first = Block.objects.filter(kind=BlockKind.REPLACEMENT).earliest("starts_at")
    moved = move_replacement(block=first, to=at(NEXT.days[2], 10), by=cast.anna, now=NOW)
    assert moved.starts_at == at(NEXT.days[2], 10).starts_at
    for to in (at(NEXT.days[4], 10), at(NEXT.next().days[1], 9), at(NEXT.days[2], 9, 60)):
        with pytest.raises(SwapRefused):
            move_replacement(block=first, to=to, by=cast.anna, now=NOW)
    with pytest.raises(SwapRefused) as refused:
        swap(cast, moved)
    assert (refused.value.code, refused.value.allowed) == ("replacement", {"week": NEXT})


def test_a_swap_is_taken_back_while_its_time_lies_ahead(cast: Cast) -> None:
    block = make_block(cast.anna, TUESDAY)
    undo_swap(swap=swap(cast, block), by=cast.anna, now=NOW)
    block.refresh_from_db()
    assert (block.state, Block.objects.count(), Swap.objects.count()) == (BlockState.PLANNED, 1, 0)
    assert debt(cast) == (0, 0, 0)
    again = swap(cast, block)
    with pytest.raises(SwapRefused, match="begun"):
        undo_swap(swap=again, by=cast.anna, now=block.starts_at)
    sound()


def test_leave_freezes_the_debt(cast: Cast) -> None:
    swap(cast, make_block(cast.anna, TUESDAY))
    Absence.objects.create(
        organization=cast.nordvik, member=cast.anna, first_day=NEXT.monday, last_day=dt.date(2027, 3, 7)
    )
    assert excuse_absent(organization=cast.nordvik, now=NOW) == 2
    assert debt(cast) == (2, 0, 0)
    back = local_instant(dt.date(2026, 12, 14), dt.time(8), STOCKHOLM)
    assert settle_blocks(organization=cast.nordvik, now=back) == 0
    assert offers_for_owed(cast.anna, unpaid(cast.anna, 2), now=back).week == Week(2027, 10)
    sound()


def test_what_the_company_took_owes_nothing_and_its_replacements_leave_the_calendar(cast: Cast) -> None:
    block = make_block(cast.anna, dt.date(2026, 11, 17))
    settle_blocks(organization=cast.nordvik, now=NOW)
    plan_owed(times=TWO, by=cast.anna, now=NOW.replace(day=23))
    block.refresh_from_db()
    with pytest.raises(PermissionDenied):
        excuse_for_company(block=block, by=cast.anna, now=NOW)
    excuse_for_company(block=block, by=cast.eva, now=NOW)
    assert debt(cast) == (0, 0, 0)
    assert not Block.objects.filter(kind=BlockKind.REPLACEMENT).exists()
    take_back_excuse(block=block, by=cast.eva, now=NOW)
    assert debt(cast) == (2, 0, 0)
    sound()


def test_what_is_offered_is_free_of_meetings_and_of_regular_times(cast: Cast) -> None:
    block = make_block(cast.anna, TUESDAY)
    make_block(cast.anna, NEXT.days[1])
    offers = offers_for(block, now=NOW)
    assert offers.week == NEXT
    assert len(offers.pairs) == 5
    taken = at(NEXT.days[1], 9)
    assert not any(slot.overlaps(taken) for pair in offers.pairs for slot in pair.slots)
