"""How often promises are kept, and what is done with a broken one."""

import datetime as dt

import pytest

from hederssak.rules.promises import (
    After,
    Given,
    NotSmaller,
    Rate,
    State,
    after_breaking,
    check_given_again,
    may_be_laid_aside,
    rate,
    rates,
)

TODAY = dt.date(2026, 11, 23)
BEFORE, AHEAD = dt.date(2026, 11, 20), dt.date(2026, 11, 27)


def given_by(owner: str, *states: State, due: dt.date = BEFORE) -> list[Given]:
    return [Given(owner, due, state) for state in states]


def test_the_worked_week_seven_of_nine() -> None:
    kept = given_by("anna", *[State.KEPT] * 7)
    broken = given_by("anna", State.BROKEN)
    owed = given_by("anna", State.OPEN)
    ahead = given_by("anna", State.OPEN, due=AHEAD)
    dropped = given_by("anna", State.DROPPED)
    assert rate([*kept, *broken, *owed, *ahead, *dropped], today=TODAY) == Rate(kept=7, due=9, dropped=1)


def test_a_rate_does_not_rise_by_never_asking() -> None:
    asked = rate(given_by("anna", State.KEPT, State.BROKEN), today=TODAY)
    never_asked = rate(given_by("anna", State.KEPT, State.OPEN), today=TODAY)
    assert asked.share == never_asked.share


def test_a_promise_is_not_owed_on_its_own_day() -> None:
    assert rate(given_by("anna", State.OPEN, due=TODAY), today=TODAY).due == 0


def test_one_kept_ahead_of_its_day_counts() -> None:
    assert rate(given_by("anna", State.KEPT, due=AHEAD), today=TODAY) == Rate(1, 1)


def test_dropping_neither_helps_nor_harms_but_is_counted() -> None:
    before = rate(given_by("anna", State.KEPT, State.BROKEN), today=TODAY)
    after = rate(given_by("anna", State.KEPT, State.BROKEN, State.DROPPED), today=TODAY)
    assert (after.share, after.dropped) == (before.share, 1)


def test_each_owner_has_their_own_rate_and_the_team_the_sum() -> None:
    given = [*given_by("anna", State.KEPT), *given_by("eva", State.KEPT, State.BROKEN)]
    by_owner = rates(given, today=TODAY)
    assert by_owner == {"anna": Rate(1, 1), "eva": Rate(1, 2)}
    assert by_owner["anna"] + by_owner["eva"] == rate(given, today=TODAY)


def test_broken_once_it_is_given_again_broken_twice_it_is_made_smaller_or_dropped() -> None:
    assert [after_breaking(times) for times in (1, 2, 3)] == [
        After.AGAIN,
        After.SMALLER_OR_DROP,
        After.SMALLER_OR_DROP,
    ]


def test_after_two_breaks_the_same_words_are_refused() -> None:
    check_given_again("Offert till Kemi", before="Offert till Kemi", times=1)
    check_given_again("Ring Kemi om offerten", before="Offert till Kemi", times=2)
    with pytest.raises(NotSmaller):
        check_given_again("offert  till kemi.", before="Offert till Kemi", times=2)


@pytest.mark.parametrize(
    ("state", "due", "may"),
    [
        (State.BROKEN, AHEAD, True),
        (State.BROKEN, dt.date(2026, 1, 7), True),
        (State.OPEN, AHEAD, False),
        (State.OPEN, dt.date(2026, 11, 9), False),
        (State.OPEN, dt.date(2026, 11, 8), True),
        (State.KEPT, dt.date(2026, 1, 7), False),
        (State.DROPPED, dt.date(2026, 1, 7), False),
    ],
)
def test_no_longer_needed_is_what_was_broken_or_is_more_than_two_weeks_back(
    state: State, due: dt.date, *, may: bool
) -> None:
    assert may_be_laid_aside(state, due, today=TODAY) is may
