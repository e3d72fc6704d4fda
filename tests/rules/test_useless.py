import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.money import Money
from hederssak.rules.useless import (
    Became,
    End,
    HeldMeeting,
    Hours,
    Tail,
    became,
    cost,
    hours_by,
    longest_wait,
    polite_way_out,
    total,
    what_failed,
)

MET = dt.date(2026, 3, 2)
SOON, LATE = MET + dt.timedelta(days=30), MET + dt.timedelta(days=91)
WRONG = HeldMeeting("one", MET, was_right=False)


def told(meeting: HeldMeeting, today: dt.date = LATE) -> Became:
    return became(meeting, wait=90, today=today)


def test_a_meeting_that_was_not_right_and_led_to_nothing_qualified_in_time_is_useless() -> None:
    assert told(WRONG) is Became.USELESS
    assert told(WRONG, LATE - dt.timedelta(days=1)) is Became.TOO_EARLY


def test_a_meeting_that_was_not_right_may_still_lead_on() -> None:
    assert told(replace(WRONG, qualified_on=SOON)) is Became.LED_ON
    assert told(replace(WRONG, qualified_on=LATE)) is Became.USELESS


def test_qualified_out_at_the_first_meeting_is_its_own_class() -> None:
    out = replace(WRONG, end=End.LET_GO, ended_on=SOON)
    assert told(out) is Became.QUALIFIED_OUT
    assert told(replace(out, was_right=True)) is Became.QUALIFIED_OUT
    assert told(replace(out, ended_on=LATE)) is Became.USELESS


def test_all_meetings_on_a_deal_that_lapsed_unqualified_after_more_than_one_were_useless_right_or_not() -> None:
    lapsed = replace(WRONG, was_right=True, held_on_deal=3, end=End.LOST, ended_on=SOON)
    assert told(lapsed) is Became.USELESS
    assert told(replace(lapsed, qualified_on=SOON)) is Became.RIGHT


def test_a_right_meeting_is_never_useless_for_being_slow() -> None:
    assert told(replace(WRONG, was_right=True), MET + dt.timedelta(days=900)) is Became.RIGHT


@pytest.mark.parametrize(
    ("days", "wait"), [([], 90), ([10, 20, 30], 90), ([100, 120, 140, 400], 140), ([10, 10, 10, 400], 90)]
)
def test_the_wait_is_the_larger_of_90_days_and_three_quarters_of_the_own_cases(days: list[int], wait: int) -> None:
    assert longest_wait(days) == wait


def test_the_cost_is_hours_times_the_loaded_rate_and_expenses_with_what_it_dragged_along() -> None:
    hours = Hours(Decimal("1.5"), Decimal(1), Decimal(3), Decimal("0.5"))
    bill = cost(hours, Tail(Decimal(8), Decimal(1200)), hourly=Money.of(700, "SEK"))
    assert (bill.hours, bill.dragged, bill.money) == (Decimal(6), Decimal(8), Money.of(11000, "SEK"))


def test_only_the_useless_ones_are_added_up_and_the_hours_of_all_are_shown() -> None:
    bill = cost(Hours(Decimal(2)), Tail(), hourly=Money.of(500, "SEK"))
    costs = {"a": bill, "b": bill, "c": bill}
    outcomes = {"a": Became.USELESS, "b": Became.QUALIFIED_OUT, "c": Became.USELESS}
    assert total(costs, outcomes, "SEK") == Money.of(2000, "SEK")
    assert hours_by(costs, outcomes)[Became.QUALIFIED_OUT] == 2


def test_a_proposal_after_the_first_meeting_to_an_unqualified_deal_is_the_polite_way_out() -> None:
    flag = {"proposals": [SOON], "first_met": MET, "qualified_on": None, "is_tender": False}
    assert polite_way_out(**flag)  # type: ignore[arg-type]  # one dict for the legitimate cases below
    for legitimate in ({"is_tender": True}, {"qualified_on": MET}, {"first_met": None}, {"first_met": LATE}):
        assert not polite_way_out(**(flag | legitimate))  # type: ignore[arg-type]


days = st.integers(0, 400).map(lambda n: MET + dt.timedelta(days=n))


lives = st.builds(
    HeldMeeting,
    key=st.just("one"),
    on=st.just(MET),
    was_right=st.booleans(),
    held_on_deal=st.integers(1, 5),
    qualified_on=st.none() | days,
)
ends = st.just((End.OPEN, None)) | st.tuples(st.sampled_from([End.WON, End.LOST, End.LET_GO]), days)


@given(lives, ends, st.integers(90, 300))
def test_every_meeting_has_one_outcome_and_time_alone_only_ends_the_waiting(
    life: HeldMeeting, ending: tuple[End, dt.date | None], wait: int
) -> None:
    meeting = replace(life, end=ending[0], ended_on=ending[1])
    early, later = (became(meeting, wait=wait, today=day) for day in (SOON, MET + dt.timedelta(days=999)))
    assert later is not Became.TOO_EARLY
    assert early in {later, Became.TOO_EARLY}


def test_a_deal_that_was_won_is_proof_that_its_meetings_led_on() -> None:
    assert told(replace(WRONG, end=End.WON, ended_on=LATE)) is Became.LED_ON


def test_one_criterion_stands_for_each_useless_meeting() -> None:
    assert (
        what_failed(["no_investment", "no_decider"], was_checked=True, has_deal=False, end=End.OPEN) == "no_investment"
    )
    assert what_failed([], was_checked=False, has_deal=False, end=End.OPEN) == "no_deal"
    assert what_failed([], was_checked=True, has_deal=True, end=End.LOST) == "never_qualified"
    assert what_failed([], was_checked=False, has_deal=True, end=End.OPEN) == "unchecked"
