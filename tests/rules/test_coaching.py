"""R18: whom a manager follows next and why; nobody is forgotten."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.rules.coaching import (
    Ahead,
    Facts,
    Group,
    NotAPace,
    StageRecord,
    Turn,
    Why,
    check_pace,
    due_on,
    kept_of,
    large_from,
    rides_needed,
    turns,
    weakest,
    weeks_since,
)
from hederssak.rules.worktime import Period, WorkCalendar

TODAY = date(2026, 11, 18)
OFFICE = WorkCalendar()


def rep(name: str, *weeks_ago: int, **more: object) -> Facts:
    return Facts(name.lower(), name, OFFICE, [TODAY - timedelta(weeks=n) for n in weeks_ago], **more)  # type: ignore[arg-type]  # the test names them


def order(*people: Facts, pace: int = 6, large: float | None = None) -> list[Turn]:
    return turns(people, today=TODAY, pace=pace, large=large)


def names(found: list[Turn]) -> list[str]:
    return [turn.facts.name for turn in found]


def whys(turn: Turn) -> list[Why]:
    return [reason.why for reason in turn.reasons]


def test_who_was_followed_longest_ago_comes_first_and_who_never_was_before_all() -> None:
    found = order(rep("Anna", 2), rep("Mikko", 9), rep("Oskar"), rep("Sara", 7, 20))
    assert names(found) == ["Oskar", "Mikko", "Sara", "Anna"]
    assert [turn.group for turn in found] == [Group.DUE, Group.DUE, Group.DUE, Group.IN_TURN]
    assert whys(found[0]) == [Why.NEVER]
    assert found[1].reasons[0].weeks == 9


def test_six_weeks_are_thirty_working_days_and_a_holiday_makes_nobody_overdue() -> None:
    away = WorkCalendar(absences=(Period(TODAY - timedelta(weeks=4), TODAY - timedelta(weeks=2, days=1)),))
    last = TODAY - timedelta(weeks=7)
    assert weeks_since(last, OFFICE, TODAY) == 7
    assert weeks_since(last, away, TODAY) == 5
    assert due_on(last, OFFICE, 6) == TODAY - timedelta(weeks=1)
    assert due_on(last, away, 6) > TODAY


def test_three_days_a_week_make_weeks_of_three_days() -> None:
    part_time = WorkCalendar(weekdays=frozenset({0, 1, 2}))
    assert weeks_since(TODAY - timedelta(weeks=5), part_time, TODAY) == 5


def test_an_important_meeting_ahead_brings_somebody_forward_but_not_past_who_is_due() -> None:
    meeting = Ahead("kemi", TODAY + timedelta(days=5), margin=400_000, meets_decider=True)
    found = order(rep("Anna", 4), rep("Mikko", 2, ahead=[meeting]), rep("Sara", 6), large=300_000)
    assert names(found) == ["Sara", "Mikko", "Anna"]
    assert whys(found[1]) == [Why.DECIDER, Why.LARGE, Why.LONGEST]
    assert found[1].meeting == meeting


def test_of_several_meetings_the_one_with_most_to_learn_is_offered() -> None:
    plain = Ahead("plain", TODAY + timedelta(days=1), margin=10_000)
    first = Ahead("first", TODAY + timedelta(days=9), margin=50_000, meets_decider=True)
    late = Ahead("late", TODAY + timedelta(days=15), margin=900_000, meets_decider=True)
    (turn,) = order(rep("Anna", 8, ahead=[late, plain, first]), large=300_000)
    assert turn.meeting == first


def test_who_asks_and_who_loses_more_than_the_team_is_called_for() -> None:
    weak = StageRecord("Behov", decided=24, passed=9, team_share=0.55, below=0.96)
    found = order(rep("Anna", 3), rep("Mikko", 2, stages=[weak]), rep("Sara", 2, asked=True))
    assert names(found) == ["Mikko", "Sara", "Anna"]
    assert whys(found[0]) == [Why.WEAK_STAGE, Why.LONGEST]
    assert found[0].reasons[0].stage == weak
    assert whys(found[1]) == [Why.ASKED, Why.LONGEST]


def test_who_was_followed_lately_is_not_called_for_again_unless_they_ask() -> None:
    meeting = Ahead("kemi", TODAY + timedelta(days=5), margin=400_000, meets_decider=True)
    found = order(rep("Anna", 1, ahead=[meeting]), rep("Mikko", 1, ahead=[meeting], asked=True), rep("Sara", 4))
    assert names(found) == ["Mikko", "Sara", "Anna"]
    assert found[2].group == Group.IN_TURN
    assert whys(found[2]) == [Why.LONGEST, Why.DECIDER]


def test_a_stage_with_few_deals_or_much_doubt_says_nothing_yet() -> None:
    few = StageRecord("Behov", decided=7, passed=0, team_share=0.5, below=0.99)
    unsure = StageRecord("Offert", decided=30, passed=13, team_share=0.5, below=0.9)
    assert weakest([few, unsure]) is None


def test_of_two_weak_stages_the_one_furthest_below_the_team_is_named() -> None:
    near = StageRecord("Behov", decided=30, passed=12, team_share=0.5, below=0.96)
    far = StageRecord("Offert", decided=10, passed=1, team_share=0.5, below=0.97)
    assert weakest([near, far]) == far


def test_who_is_planned_or_away_comes_last_and_is_still_there() -> None:
    gone = WorkCalendar(absences=(Period(TODAY, TODAY + timedelta(days=30)),))
    away = Facts("sara", "Sara", gone, [TODAY - timedelta(weeks=30)])
    found = order(away, rep("Anna", 20, planned=TODAY + timedelta(days=2)), rep("Mikko", 1))
    assert names(found) == ["Mikko", "Anna", "Sara"]
    assert [turn.group for turn in found] == [Group.IN_TURN, Group.PLANNED, Group.AWAY]


def test_the_managers_own_figure_counts_those_followed_within_the_pace() -> None:
    people = [rep("Anna", 6), rep("Mikko", 7), rep("Oskar"), rep("Sara", 1)]
    found = kept_of(people, today=TODAY, pace=6)
    assert (found.followed, found.due, found.is_whole) == (2, 4, False)
    assert kept_of(people[:1], today=TODAY, pace=6).is_whole


def test_six_reps_every_six_weeks_are_one_ride_along_a_week() -> None:
    assert rides_needed(6, 6) == 1
    assert round(rides_needed(5, 6), 2) == 0.83


def test_a_deal_is_large_among_the_largest_fifth_where_five_are_open() -> None:
    assert large_from([10, 20, 30, 40, 500]) == 500
    assert large_from([10, 20, 30, 40]) is None


@pytest.mark.parametrize("weeks", [0, 27, -1])
def test_a_pace_that_forgets_people_is_refused(weeks: int) -> None:
    with pytest.raises(NotAPace):
        check_pace(weeks)


people_of_all_kinds = st.lists(
    st.builds(
        Facts,
        key=st.text("abc", min_size=1, max_size=4),
        name=st.sampled_from(["Anna", "Mikko", "Sara"]),
        calendar=st.just(OFFICE),
        followed=st.lists(st.dates(date(2025, 1, 1), TODAY), max_size=3),
        planned=st.none() | st.just(TODAY),
        asked=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@settings(deadline=None)  # a busy machine is no fault of the rule
@given(people_of_all_kinds, st.randoms())
def test_nobody_is_forgotten_and_the_order_never_depends_on_how_they_were_read(
    people: list[Facts],
    chance: object,
) -> None:
    found = order(*people)
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands a random.Random
    assert sorted(turn.facts.key for turn in found) == sorted(one.key for one in people)
    assert [turn.facts.key for turn in order(*shuffled)] == [turn.facts.key for turn in found]
    assert all(turn.reasons for turn in found)


@given(st.integers(0, 40))
def test_whoever_waits_long_enough_becomes_the_first(weeks: int) -> None:
    call = Ahead("x", TODAY + timedelta(days=1), margin=10.0**6, meets_decider=True)
    found = order(rep("Anna", 6 + weeks), rep("Mikko", 1, ahead=[call], asked=True), large=1.0)
    assert names(found)[0] == "Anna"
