"""The clock of a meeting: worked examples of docs/method/R16-sales-meeting.md, and what always holds."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.runner import (
    GRACE,
    Clock,
    Part,
    Plan,
    Planned,
    Progress,
    Stretch,
    account_of,
    charter_boxes,
    clock_at,
    forgotten_at,
    is_late,
    next_place,
)

START = dt.datetime(2026, 11, 23, 7, 30, tzinfo=dt.UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
AGENDA = [Planned(place, minutes) for place, minutes in enumerate((6, 3, 6, 6, 33, 6))]


def at(minutes: float) -> dt.datetime:
    return START + minutes * MINUTE


def planned(*, begun: float = 0, ended: float | None = None) -> Plan:
    return Plan(START, START + HOUR, at(begun), None if ended is None else at(ended))


def minutes_of(span: dt.timedelta) -> float:
    return span / MINUTE


def stands(clock: Clock) -> list[str]:
    return [one.progress.value for one in clock.items]


def test_a_meeting_that_keeps_its_time_ends_when_it_should() -> None:
    clock = clock_at(planned(), AGENDA, [Stretch(0, at(0), at(6)), Stretch(1, at(6))], now=at(7))
    assert clock.at is not None
    assert (clock.at.place, minutes_of(clock.at.taken), minutes_of(clock.at.left)) == (1, 1, 2)
    assert clock.late_by == dt.timedelta()
    assert stands(clock) == ["done", "now", "ahead", "ahead", "ahead", "ahead"]


def test_an_item_over_its_time_moves_the_end_and_not_before() -> None:
    spells = [Stretch(0, at(0))]
    early, late = (clock_at(planned(), AGENDA, spells, now=at(minutes)) for minutes in (6, 10))
    assert early.at is not None
    assert late.at is not None
    assert (early.at.is_over, early.late_by) == (False, dt.timedelta())
    assert (late.at.is_over, minutes_of(late.at.left), minutes_of(late.late_by)) == (True, -4, 4)


def test_begun_five_minutes_late_it_ends_five_minutes_late_unless_an_item_is_left_out() -> None:
    spells = [Stretch(0, at(5))]
    assert minutes_of(clock_at(planned(begun=5), AGENDA, spells, now=at(5)).late_by) == 5
    without = [one if one.place != 3 else Planned(3, 6, is_skipped=True) for one in AGENDA]
    clock = clock_at(planned(begun=5), without, spells, now=at(5))
    assert minutes_of(clock.late_by) == -1
    assert clock.items[3].progress is Progress.SKIPPED


def test_a_pause_stops_the_items_clock_and_moves_the_end() -> None:
    paused = [Stretch(0, at(0), at(2))]
    clock = clock_at(planned(), AGENDA, paused, now=at(9))
    assert clock.is_paused
    assert clock.at is not None
    assert (minutes_of(clock.at.left), minutes_of(clock.late_by)) == (4, 7)
    going = clock_at(planned(), AGENDA, [*paused, Stretch(0, at(9))], now=at(10))
    assert not going.is_paused
    assert going.at is not None
    assert minutes_of(going.at.left) == 3


def test_the_next_item_is_the_next_that_is_not_left_out() -> None:
    without = [one if one.place != 1 else Planned(1, 3, is_skipped=True) for one in AGENDA]
    clock = clock_at(planned(), without, [Stretch(0, at(0))], now=at(1))
    assert next_place(clock) == 2
    last = clock_at(planned(), AGENDA, [Stretch(5, at(0))], now=at(1))
    assert next_place(last) is None


def test_whoever_goes_back_to_an_item_adds_to_what_it_had() -> None:
    spells = [Stretch(0, at(0), at(4)), Stretch(1, at(4), at(6)), Stretch(0, at(6))]
    clock = clock_at(planned(), AGENDA, spells, now=at(7))
    assert clock.at is not None
    assert (clock.at.place, minutes_of(clock.at.taken)) == (0, 5)
    assert clock.items[1].progress is Progress.DONE


def test_of_two_spells_of_one_instant_the_later_one_counts() -> None:
    clock = clock_at(
        planned(), AGENDA, [Stretch(0, at(0), at(0)), Stretch(1, at(0), at(0)), Stretch(2, at(0))], now=at(0)
    )
    assert clock.at is not None
    assert clock.at.place == 2


def test_an_ended_meeting_stands_still() -> None:
    plan = planned(ended=58)
    first, later = (clock_at(plan, AGENDA, [Stretch(0, at(0), at(58))], now=at(now)) for now in (58, 400))
    assert first == later
    assert first.is_ended
    assert first.at is None
    assert minutes_of(first.late_by) == -2


@pytest.mark.parametrize(
    ("begun", "arrived", "late"), [(0, 0, False), (0, 2, False), (0, 2.1, True), (6, 7, False), (6, 9, True)]
)
def test_nobody_is_late_to_what_has_not_begun(begun: float, arrived: float, late: bool) -> None:  # noqa: FBT001 (a case of the table)
    assert is_late(at(arrived), planned(begun=begun)) is late
    assert GRACE == 2 * MINUTE


def test_a_meeting_nobody_ended_is_closed_two_hours_later_at_the_end_that_was_planned() -> None:
    assert forgotten_at(planned(), at(20), now=at(179)) is None
    assert forgotten_at(planned(), at(20), now=at(180)) == at(60)
    assert forgotten_at(planned(), at(70), now=at(180)) is None
    assert forgotten_at(planned(), at(70), now=at(190)) == at(70)


def test_the_time_account_of_a_meeting() -> None:
    spells = [Stretch(0, at(3), at(13)), Stretch(4, at(15), at(55)), Stretch(5, at(55), at(65))]
    account = account_of(planned(begun=3, ended=65), AGENDA, spells, now=at(500))
    figures = (account.start_delay, account.overrun, account.whole, account.paused)
    assert [minutes_of(one) for one in figures] == [3, 5, 62, 2]
    assert [round(one.share, 3) for one in account.shares] == [0.167, 0, 0, 0, 0.667, 0.167]
    assert [round(one.planned_share, 2) for one in account.shares] == [0.1, 0.05, 0.1, 0.1, 0.55, 0.1]


def test_an_hour_at_a_customer_gives_the_insight_27_minutes() -> None:
    assert dict(charter_boxes(60)) == {Part.PURPOSE: 6, Part.EXPECTATIONS: 15, Part.INSIGHT: 27, Part.NEXT_STEP: 12}


@given(st.integers(0, 600))
def test_a_charters_boxes_fill_its_time(minutes: int) -> None:
    boxes = charter_boxes(minutes)
    assert sum(time for _part, time in boxes) == max(minutes, 4)
    assert all(time >= 1 for _part, time in boxes)


STEPS = st.lists(st.tuples(st.integers(0, 5), st.floats(0, 30), st.booleans()), min_size=1, max_size=12)


def spells_of(steps: list[tuple[int, float, bool]]) -> tuple[list[Stretch], dt.datetime, dt.timedelta]:
    """Return the spells of a meeting that goes from place to place, its end, and how long it was paused."""
    ends = list(itertools.accumulate((length for _place, length, _paused in steps), initial=0.0))
    spells = [
        Stretch(place, at(begin), at(end))
        for (place, _length, paused), begin, end in zip(steps, ends, ends[1:], strict=False)
        if not paused
    ]
    away = sum(
        (at(end) - at(begin) for (*_, paused), begin, end in zip(steps, ends, ends[1:], strict=False) if paused),
        dt.timedelta(),
    )
    return spells, at(ends[-1]), away


@given(STEPS)
def test_no_time_is_lost_by_going_to_and_fro_skipping_and_pausing(steps: list[tuple[int, float, bool]]) -> None:
    spells, end, away = spells_of(steps)
    account = account_of(Plan(START, START + HOUR, START, end), AGENDA, spells, now=end)
    spoken = sum((one.taken for one in account.shares), dt.timedelta())
    assert spoken + account.paused == account.whole
    assert account.paused == away
    if spoken:
        assert sum(one.share for one in account.shares) == pytest.approx(1)
    assert sum(one.planned_share for one in account.shares) == pytest.approx(1)


@given(STEPS, st.sets(st.integers(0, 5)), st.floats(0, 60))
def test_the_expected_end_is_never_behind_us_and_leaving_out_never_moves_it_away(
    steps: list[tuple[int, float, bool]], left_out: set[int], later: float
) -> None:
    spells, end, _away = spells_of(steps)
    now = end + later * MINUTE
    without = [Planned(one.place, one.minutes, is_skipped=one.place in left_out) for one in AGENDA]
    whole, shorter = (clock_at(planned(), items, spells, now=now) for items in (AGENDA, without))
    assert now <= shorter.expected_end <= whole.expected_end
    assert (whole.at is None) == (not spells)
