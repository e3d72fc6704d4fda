"""R3: "the first time, a bad conscience; the second goes easier; the third, the system is dead"."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.erosion import (
    Honour,
    Mark,
    Outcome,
    Repayment,
    State,
    after_one_more,
    breaks_of,
    honour_rate,
    standing_of,
    state_of,
    stretch_start,
    team_state,
)
from hederssak.rules.worktime import Period, WorkCalendar

MONDAY = dt.date(2026, 11, 23)
ALWAYS = WorkCalendar()


def marks(written: str, *, until: dt.date = MONDAY) -> list[Mark]:
    """Read weeks oldest first, "kk kb ks": kept, broken, swapped (S: made up, o: owed), x excused, l held late."""
    weeks = written.split()
    read = {
        "k": (Outcome.HELD, Repayment.AHEAD),
        "l": (Outcome.HELD_LATE, Repayment.AHEAD),
        "b": (Outcome.MISSED, Repayment.AHEAD),
        "s": (Outcome.SWAPPED, Repayment.AHEAD),
        "S": (Outcome.SWAPPED, Repayment.PAID),
        "o": (Outcome.SWAPPED, Repayment.OWED),
        "x": (Outcome.EXCUSED, Repayment.AHEAD),
    }
    first = until - dt.timedelta(weeks=len(weeks))
    return [
        Mark(first + dt.timedelta(weeks=week, days=1 + place), *read[letter])
        for week, letters in enumerate(weeks)
        for place, letter in enumerate(letters)
    ]


def state(written: str) -> State:
    return standing_of(marks(written), ALWAYS, MONDAY).state


def test_the_honour_rate_is_held_of_held_missed_and_swapped_not_made_up() -> None:
    assert honour_rate(marks("kk kl kb ks kS ko kx")) == Honour(held=9, broken=3)


def test_a_swap_that_is_made_up_weighs_nothing_and_its_replacements_count_as_held() -> None:
    assert honour_rate(marks("kS kkkk")).rate == 1.0


def test_excused_is_neither_held_nor_missed() -> None:
    standing = standing_of(marks("xx xx xx xx"), ALWAYS, MONDAY)
    assert (standing.state, standing.honour.rate) == (State.NONE, None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("kk kk kk kk kk kk kk kk", State.KEEPS),
        ("kk kk kk kk kk kk kb kk", State.SLIP),
        ("kk kb kk kb kk kk kk kk", State.KEEPS),  # both are older than four weeks
        ("kk kk kk kk kk kb kk kb", State.SLIPPING),  # two of eight: a quarter
        ("kk kk kk kk kb kb kk kb", State.COLLAPSING),  # three of eight
        ("kkkk kkkk kkkk kkkk kkkb kkkb kkkb kkkk", State.SLIPPING),  # three of sixteen: under a quarter
        ("kkkk kkkk kkkk kkkk kkbb kkkb kkkb kkkk", State.COLLAPSING),  # four of sixteen
        ("k k k k k b k b", State.COLLAPSING),  # two of four
        ("kk kk kk kk kk kk kk kS", State.KEEPS),  # one exception
        ("kk kk kk kS kk kk kk kS", State.SLIP),  # the second in eight weeks is none
        ("kk kk kk kk kk kk ko kk", State.SLIP),  # never made up
    ],
)
def test_each_pattern_has_its_state(written: str, expected: State) -> None:
    assert state(written) == expected


@pytest.mark.parametrize(
    ("breaks", "planned", "expected"),
    [
        (0, 8, State.KEEPS),
        (1, 1, State.SLIP),
        (2, 6, State.SLIPPING),
        (2, 5, State.COLLAPSING),  # exactly 40 %
        (3, 13, State.SLIPPING),
        (3, 12, State.COLLAPSING),  # exactly a quarter
    ],
)
def test_the_limits_are_met_exactly(breaks: int, planned: int, expected: State) -> None:
    assert state_of(breaks=breaks, planned=planned) == expected


def test_more_than_one_exception_in_eight_weeks_is_no_exception() -> None:
    standing = standing_of(marks("kk kS kk kk kk kk kS kk"), ALWAYS, MONDAY)
    assert standing.exception_is_none
    assert len(standing.breaks) == 1


def test_an_exception_nine_weeks_after_another_is_one() -> None:
    assert breaks_of(marks("kS kk kk kk kk kk kk kk kk kS"), ALWAYS) == ()


def test_it_says_what_one_more_break_would_lead_to() -> None:
    assert after_one_more(breaks=0, planned=8) == State.SLIP
    assert after_one_more(breaks=1, planned=8) == State.SLIPPING
    assert after_one_more(breaks=2, planned=8) == State.COLLAPSING


def test_quiet_weeks_pause_the_clock() -> None:
    """A break in the last week before the Swedish July still counts in the first days of August, and then ends."""
    july = WorkCalendar(quiet=(Period(dt.date(2026, 7, 6), dt.date(2026, 8, 2)),))
    broken = [Mark(dt.date(2026, 6, 30), Outcome.MISSED), Mark(dt.date(2026, 8, 4), Outcome.HELD)]
    assert standing_of(broken, july, dt.date(2026, 8, 5)).state == State.SLIP
    assert standing_of(broken, ALWAYS, dt.date(2026, 8, 5)).state == State.KEEPS


def test_leave_pauses_the_clock_of_whoever_is_away() -> None:
    leave = WorkCalendar(absences=(Period(dt.date(2026, 9, 1), dt.date(2026, 11, 20)),))
    assert stretch_start(leave, MONDAY, 4) == dt.date(2026, 8, 4)


def test_part_time_weeks_are_whole_weeks() -> None:
    three_days = WorkCalendar(weekdays=frozenset({0, 1, 2}))
    assert stretch_start(three_days, MONDAY, 8) == dt.date(2026, 9, 28)
    assert stretch_start(ALWAYS, MONDAY, 8) == dt.date(2026, 9, 28)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], State.NONE),
        ([State.NONE, State.KEEPS, State.KEEPS], State.KEEPS),
        ([State.SLIP, *[State.KEEPS] * 7], State.SLIP),
        ([State.SLIP, State.SLIP, *[State.KEEPS] * 4], State.SLIPPING),
        ([State.SLIPPING, State.SLIPPING, *[State.KEEPS] * 6], State.SLIPPING),
        ([State.COLLAPSING, *[State.KEEPS] * 7], State.SLIPPING),
        ([State.SLIPPING, State.COLLAPSING, State.KEEPS, State.KEEPS], State.COLLAPSING),
    ],
)
def test_a_team_has_a_state_too(states: list[State], expected: State) -> None:
    assert team_state(states) == expected


@given(st.integers(0, 40), st.integers(0, 40))
def test_one_more_break_never_makes_it_better(breaks: int, kept: int) -> None:
    planned = breaks + kept
    now = state_of(breaks=breaks, planned=planned)
    assert state_of(breaks=breaks + 1, planned=planned + 1).weight >= now.weight


@given(st.lists(st.text("klbsSox", min_size=1, max_size=5), min_size=1, max_size=16))
def test_the_rate_is_a_share_and_the_order_of_the_marks_changes_nothing(weeks: list[str]) -> None:
    given_marks = marks(" ".join(weeks))
    standing = standing_of(given_marks, ALWAYS, MONDAY)
    assert standing == standing_of(reversed(given_marks), ALWAYS, MONDAY)
    assert standing.honour.rate is None or 0 <= standing.honour.rate <= 1


@given(st.lists(st.text("klbsSox", min_size=1, max_size=5), min_size=1, max_size=16))
def test_excusing_a_broken_time_never_makes_it_worse(weeks: list[str]) -> None:
    written = " ".join(weeks)
    before = standing_of(marks(written), ALWAYS, MONDAY)
    after = standing_of(marks(written.replace("b", "x", 1)), ALWAYS, MONDAY)
    assert len(after.breaks) <= len(before.breaks)
