"""R4: no fixed time, no HIT list, both, or neither and then what."""

import json
from dataclasses import replace

import pytest

from hederssak.rules.diagnosis import Calls, Diagnosis, Facts, Root, Short, Step, diagnose, list_need
from hederssak.rules.erosion import Honour
from hederssak.rules.shares import Share

KEPT, WORN = Honour(15, 1), Honour(10, 6)
FULL, THIN = (20,) * 8, (20, 3, 2, 0, 4, 20, 1, 2)
TRIED = (8, 10, 12, 9, 11, 10, 12, 10)
CALLS = Calls(attempts=82, conversations=30, meetings=9)
TEAM = Calls(attempts=800, conversations=300, meetings=90)
FACTS = Facts(
    booked=9,
    agreed=20,
    honour=KEPT,
    callable_at_start=FULL,
    attempts_per_block=TRIED,
    team_attempts_per_block=TRIED * 5,
    calls=CALLS,
    team_calls=TEAM,
    planned_blocks=16,
)


def found(**other: object) -> Diagnosis:
    return diagnose(replace(FACTS, **other))  # type: ignore[arg-type]  # a case names fields of Facts


@pytest.mark.parametrize(
    ("honour", "lists", "root"),
    [
        (WORN, FULL, Root.NO_FIXED_TIME),
        (KEPT, THIN, Root.NO_LIST),
        (WORN, THIN, Root.BOTH),
        (KEPT, FULL, Root.CONVERSION),
    ],
)
def test_the_two_root_problems_one_by_one_together_and_neither(
    honour: Honour, lists: tuple[int, ...], root: Root
) -> None:
    assert found(honour=honour, callable_at_start=lists).root == root


def test_who_books_what_was_agreed_has_no_problem() -> None:
    assert found(booked=20, honour=WORN).root == Root.ENOUGH_BOOKED


def test_fewer_than_desirable_is_asked_about_too_and_kept_apart() -> None:
    asked = found(booked=20, desirable=25)
    assert (asked.short_of, asked.wanted) == (Short.DESIRABLE, 25)
    assert found(desirable=25).short_of == Short.AGREED


def test_exactly_80_percent_is_a_fixed_time() -> None:
    assert found(honour=Honour(8, 2)).root == Root.CONVERSION
    assert found(honour=Honour(7, 2)).root == Root.NO_FIXED_TIME


def test_the_list_needs_the_larger_of_own_and_team_nine_times_of_ten() -> None:
    assert list_need(range(1, 11), range(1, 6)) == 9
    assert list_need((3, 3), (12,) * 10) == 12


def test_an_empty_list_is_short_even_where_nobody_ever_called() -> None:
    assert list_need((), ()) == 1
    asked = found(callable_at_start=(0, 0, 0), attempts_per_block=(), team_attempts_per_block=())
    assert (asked.root, asked.short_lists) == (Root.NO_LIST, Share(3, 3))


def test_half_of_the_lists_short_is_not_yet_no_list() -> None:
    assert found(callable_at_start=(20, 20, 1, 1)).root != Root.NO_LIST


def test_a_step_that_lies_below_the_teams_is_named_with_both_shares() -> None:
    asked = found(calls=Calls(attempts=100, conversations=20, meetings=6))
    assert (asked.root, asked.weak_step) == (Root.CONVERSION, Step.TO_CONVERSATION)
    assert (asked.own, asked.team) == (Share(20, 100), Share(300, 800))


def test_a_target_that_all_hours_would_not_bring_is_out_of_reach() -> None:
    asked = found(agreed=80, planned_blocks=16)
    assert asked.root == Root.OUT_OF_REACH
    assert asked.reachable is not None
    assert asked.reachable < 80


def test_few_blocks_or_calls_say_that_one_cannot_tell() -> None:
    assert found(calls=Calls(5, 2, 0)).root == Root.CANNOT_TELL
    assert found(honour=Honour(1, 1), callable_at_start=()).root == Root.CANNOT_TELL


def test_it_can_be_kept_and_read_again() -> None:
    for asked in (found(), found(honour=WORN, callable_at_start=THIN), found(booked=20), found(agreed=80)):
        assert Diagnosis.from_json(json.loads(json.dumps(asked.as_json()))) == asked
