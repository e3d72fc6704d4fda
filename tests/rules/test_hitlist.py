"""The HIT list's order, who may stand on it, and what an outcome does (R5)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.fit import Verdict
from hederssak.rules.hitlist import (
    Candidate,
    HitListRefused,
    NotListed,
    Rates,
    Standing,
    Why,
    chance_to_reach,
    count_callable,
    in_order,
    margin_per_minute,
    require_listable,
)

NOW = dt.datetime(2026, 11, 18, 9, 0, tzinfo=dt.UTC)
UNTIL = NOW + dt.timedelta(hours=2)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def someone(key: str = "riikka", margin: float = 10_000, **more: object) -> Candidate:
    return Candidate(key, margin, **({"fit": Verdict.IN} | more))  # type: ignore[arg-type] (fields by name)


def keys(*candidates: Candidate, **more: float) -> list[str]:
    return [place.candidate.key for place in in_order(candidates, now=NOW, until=UNTIL, **more)]


def test_the_worked_example_of_the_method_page() -> None:
    assert margin_per_minute(someone(), Rates()) == pytest.approx(142.857, abs=0.001)


def test_six_tries_in_vain_halve_the_chance() -> None:
    assert chance_to_reach(someone(), Rates()) == 0.25
    assert chance_to_reach(someone(tries=6), Rates()) == 0.125


def test_what_was_promised_for_now_comes_first_the_oldest_promise_before_the_younger() -> None:
    rich = someone("rich", 900_000)
    today, yesterday = someone("today", call_back=NOW - HOUR), someone("yesterday", call_back=NOW - DAY)
    assert keys(rich, today, yesterday) == ["yesterday", "today", "rich"]
    places = in_order([rich, today, yesterday], now=NOW, until=UNTIL)
    assert [place.why for place in places[:2]] == [Why.PROMISED_LATE, Why.PROMISED]


def test_a_promise_to_the_minute_waits_for_its_time() -> None:
    at_ten = someone("at ten", call_back=NOW + HOUR, is_timed=True)
    assert keys(at_ten, someone("other")) == ["other", "at ten"]
    later = in_order([at_ten, someone("other")], now=NOW + dt.timedelta(minutes=52), until=UNTIL)
    assert later[0].candidate.key == "at ten"


def test_a_promise_for_after_the_block_is_not_in_it() -> None:
    assert keys(someone("afternoon", call_back=NOW + 5 * HOUR, is_timed=True)) == []


def test_then_money_per_minute_decides() -> None:
    assert keys(someone("small", 5_000), someone("large", 50_000)) == ["large", "small"]
    assert keys(someone("unknown", fit=Verdict.UNKNOWN), someone("fits")) == ["fits", "unknown"]
    assert keys(someone("tried", tries=4), someone("fresh")) == ["fresh", "tried"]


def test_half_of_the_list_is_kept_for_new_accounts() -> None:
    loyal = [someone(f"loyal {n}", 50_000, is_new=False) for n in range(3)]
    new = [someone(f"new {n}", 1_000) for n in range(3)]
    assert keys(*loyal, *new) == ["new 0", "loyal 0", "new 1", "loyal 1", "new 2", "loyal 2"]
    assert keys(*loyal, *new, new_share=0) == ["loyal 0", "loyal 1", "loyal 2", "new 0", "new 1", "new 2"]
    assert keys(*loyal, *new, new_share=1)[:3] == ["new 0", "new 1", "new 2"]


def test_a_place_that_the_share_gave_says_so() -> None:
    places = in_order([someone("loyal", 50_000, is_new=False), someone("new", 1_000)], now=NOW, until=UNTIL)
    assert [(place.candidate.key, place.is_kept_for_new) for place in places] == [("new", True), ("loyal", False)]


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        (someone(), Why.NEW_IN_FIT),
        (someone(fit=Verdict.UNKNOWN), Why.FIT_UNKNOWN),
        (someone(tries=2), Why.TRY_AGAIN),
        (someone(is_new=False), Why.KNOWN),
        (someone(by_hand=True, tries=1), Why.BY_HAND),
        (someone(reason=Why.STEP_DUE, tries=1), Why.STEP_DUE),
        (someone(reason=Why.STEP_DUE, call_back=NOW), Why.PROMISED),
    ],
)
def test_each_place_says_why_now(candidate: Candidate, why: Why) -> None:
    (place,) = in_order([candidate], now=NOW, until=UNTIL)
    assert place.why is why


def test_who_rests_is_not_called_before() -> None:
    rests = someone(rests_until=NOW + DAY)
    assert keys(rests) == []
    assert count_callable([rests, someone("b"), someone("c", call_back=NOW + HOUR)], now=NOW, until=UNTIL) == 2


@pytest.mark.parametrize(
    ("standing", "code"),
    [
        (Standing(do_not_contact=True, has_left=True), NotListed.DO_NOT_CONTACT),
        (Standing(has_left=True), NotListed.HAS_LEFT),
        (Standing(has_number=False), NotListed.NO_NUMBER),
        (Standing(fit=Verdict.OUT), NotListed.OUT_OF_FIT),
        (Standing(fit=Verdict.OUT, is_let_in=True, with_colleague=True), NotListed.WITH_COLLEAGUE),
        (Standing(fit=Verdict.OUT, is_let_in=True), None),
        (Standing(fit=Verdict.UNKNOWN), None),
        (Standing(fit=Verdict.IN), None),
    ],
)
def test_who_may_stand_on_a_list(standing: Standing, code: NotListed | None) -> None:
    if code is None:
        require_listable(standing)
        return
    with pytest.raises(HitListRefused) as refused:
        require_listable(standing)
    assert refused.value.code is code


@pytest.mark.parametrize("wrong", [{"reach": 0.0}, {"meeting": 1.0}, {"weight": 0.0}, {"attempt_minutes": 0.0}])
def test_rates_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"shares|minutes"):
        Rates(**wrong)


MARGINS = st.floats(0, 1e7, allow_nan=False)
CANDIDATES = st.lists(
    st.builds(
        lambda margin, is_new, tries, call_back, fit: {
            "margin": margin, "is_new": is_new, "tries": tries, "fit": fit,
            "call_back": None if call_back is None else NOW + dt.timedelta(minutes=call_back),
        },
        MARGINS, st.booleans(), st.integers(0, 20), st.none() | st.integers(-5000, 300), st.sampled_from(Verdict),
    ),
    max_size=40,
).map(lambda rows: [Candidate(str(n), **row) for n, row in enumerate(rows)])  # fmt: skip


@given(CANDIDATES, st.floats(0, 1))
def test_each_beginning_holds_its_share_of_new_accounts_as_long_as_there_are_any(
    candidates: list[Candidate], share: float
) -> None:
    places = [
        place.candidate for place in in_order(candidates, now=NOW, until=UNTIL, new_share=share)
        if place.candidate.call_back is None
    ]  # fmt: skip
    for end in range(1, len(places) + 1):
        if any(one.is_new for one in places[end:]):
            assert sum(one.is_new for one in places[:end]) >= share * end - 1 - 1e-6


@given(CANDIDATES, st.floats(0, 1))
def test_everybody_who_can_be_called_stands_there_once(candidates: list[Candidate], share: float) -> None:
    listed = [place.candidate.key for place in in_order(candidates, now=NOW, until=UNTIL, new_share=share)]
    assert len(listed) == len(set(listed)) == count_callable(candidates, now=NOW, until=UNTIL)


@given(CANDIDATES)
def test_promises_whose_time_has_come_stand_before_everything_else(candidates: list[Candidate]) -> None:
    listed = [place.candidate for place in in_order(candidates, now=NOW, until=UNTIL)]
    due = [one.call_back is not None and one.call_back <= NOW for one in listed]
    assert due == sorted(due, reverse=True)


@given(CANDIDATES)
def test_the_order_does_not_depend_on_how_the_rows_came(candidates: list[Candidate]) -> None:
    forward = [place.candidate.key for place in in_order(candidates, now=NOW, until=UNTIL)]
    backward = [place.candidate.key for place in in_order(candidates[::-1], now=NOW, until=UNTIL)]
    assert forward == backward
