"""Being in a block, and what of it settles the block and feeds the diagnosis (R1, R4)."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from hederssak.prospecting.actions.sessions import be_here
from hederssak.prospecting.actions.settling import settle_blocks
from hederssak.prospecting.models import BlockSession, BlockState
from hederssak.prospecting.queries.calls import calls_of
from hederssak.prospecting.queries.now import block_at, presence_of, tally_of
from hederssak.rules.attempts import Outcome
from tests.cast import NOW, Cast
from tests.prospecting.calling import END, make_block, press, put_on_list

pytestmark = pytest.mark.db_both
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def stay(cast: Cast, since: dt.datetime, minutes: int) -> None:
    """Let Anna's page give a sign of life every half minute."""
    for half in range(2 * minutes + 1):
        at = since + half * MINUTE / 2
        block = block_at(cast.anna, at)
        assert block is not None
        be_here(block=block, by=cast.anna, at=at)


def state_after(cast: Cast, now: dt.datetime) -> str:
    settle_blocks(organization=cast.nordvik, now=now)
    return BlockSession.objects.select_related("block").get().block.state


def test_eighty_percent_of_the_time_with_one_outcome_is_held(cast: Cast) -> None:
    make_block(cast.anna)
    entry = put_on_list(cast.anna)
    stay(cast, NOW + 5 * MINUTE, 97)
    press(entry, at=NOW + 102 * MINUTE)
    assert state_after(cast, END) == BlockState.HELD


def test_without_an_outcome_it_is_not_held(cast: Cast) -> None:
    make_block(cast.anna)
    stay(cast, NOW, 120)
    assert state_after(cast, END + DAY) == BlockState.MISSED


def test_half_of_the_time_is_not_held(cast: Cast) -> None:
    make_block(cast.anna)
    entry = put_on_list(cast.anna)
    stay(cast, NOW, 60)
    press(entry, at=NOW + 60 * MINUTE)
    assert state_after(cast, END + DAY) == BlockState.MISSED


def test_the_same_day_and_as_long_is_held_late(cast: Cast) -> None:
    make_block(cast.anna)
    entry = put_on_list(cast.anna)
    stay(cast, END + 60 * MINUTE, 120)
    press(entry, at=END + 180 * MINUTE)
    assert state_after(cast, END + DAY) == BlockState.HELD_LATE


def test_a_page_that_slept_does_not_count_its_sleep(cast: Cast) -> None:
    block = make_block(cast.anna)
    be_here(block=block, by=cast.anna, at=NOW)
    be_here(block=block, by=cast.anna, at=NOW + 90 * MINUTE)
    assert BlockSession.objects.get().seconds == 60


def test_a_clock_set_back_takes_nothing_away(cast: Cast) -> None:
    block = make_block(cast.anna)
    for minutes in (0, 1, 0, 1, 2):
        be_here(block=block, by=cast.anna, at=NOW + minutes * MINUTE)
    assert BlockSession.objects.get().seconds == 120


def test_before_the_start_nothing_counts(cast: Cast) -> None:
    block = make_block(cast.anna)
    be_here(block=block, by=cast.anna, at=NOW - 10 * MINUTE)
    assert BlockSession.objects.get().entered_at == NOW


def test_nobody_sits_in_a_colleagues_block(cast: Cast) -> None:
    assert be_here(block=make_block(cast.anna), by=cast.mikko, at=NOW) is None
    assert not BlockSession.objects.exists()


def test_the_team_sees_who_is_there_and_what_they_have_booked(cast: Cast) -> None:
    for member in (cast.anna, cast.mikko, cast.otto):
        be_here(block=make_block(member), by=member, at=NOW)
    assert presence_of(cast.norr, now=NOW + MINUTE).here == [cast.anna, cast.mikko]
    assert presence_of(cast.norr, now=NOW + 2 * MINUTE).here == []
    press(put_on_list(cast.anna), Outcome.MEETING, at=NOW + MINUTE)
    assert presence_of(cast.norr, now=NOW + MINUTE).meetings == 1


def test_the_tally_is_of_this_block(cast: Cast) -> None:
    block = make_block(cast.anna)
    press(put_on_list(cast.anna, "A"))
    press(put_on_list(cast.anna, "B"), Outcome.CONVERSATION)
    press(put_on_list(cast.anna, "C"), Outcome.MEETING)
    press(put_on_list(cast.anna, "D"), at=END + MINUTE)
    tally = tally_of(cast.anna, block=block, now=END)
    assert (tally.attempts, tally.conversations, tally.meetings) == (4, 2, 1)


def test_the_diagnosis_gets_lists_attempts_and_what_came_of_them(cast: Cast) -> None:
    block = make_block(cast.anna)
    press(put_on_list(cast.anna, "A"), Outcome.CONVERSATION)
    press(put_on_list(cast.anna, "B"))
    block.state, block.settled_at = BlockState.HELD, END
    block.save()
    called = calls_of([cast.anna.pk, cast.mikko.pk], since=NOW - DAY, until=END + DAY)[cast.anna.pk]
    assert called.callable_at_start == [2]
    assert called.attempts_per_block == [2]
    assert (called.calls.attempts, called.calls.conversations, called.calls.meetings) == (2, 1, 0)


def test_an_hour_that_began_before_midnight_goes_on_after_it(cast: Cast) -> None:
    midnight = dt.datetime.combine(NOW.date() + DAY, dt.time(), tzinfo=ZoneInfo(cast.norr.time_zone))
    block = make_block(cast.anna, midnight - 20 * MINUTE, midnight + 40 * MINUTE)
    assert block_at(cast.anna, midnight + MINUTE) == block
    assert block_at(cast.anna, midnight + 50 * MINUTE) == block
    assert block_at(cast.anna, midnight + DAY) is None
