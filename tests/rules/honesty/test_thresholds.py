from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.honesty.thresholds import (
    DEFAULT_IDLE_DAYS,
    DEFAULT_PUSHES,
    Threshold,
    WonOpportunity,
    learn_thresholds,
    longest_silence,
    p90,
)
from hederssak.rules.money import Money
from hederssak.rules.worktime import Period, WorkCalendar


def won(pushes: int = 0, idle: int = 5, amount: int = 100, segment: str = "industry") -> WonOpportunity:
    return WonOpportunity(segment, Money.of(amount, "SEK"), pushes, {"proposal": idle})


def test_nine_won_opportunities_teach_nothing() -> None:
    learned = learn_thresholds([won(pushes=7, idle=80)] * 9, "SEK")
    assert learned.pushes == Threshold(DEFAULT_PUSHES)
    assert learned.idle_in("proposal") == Threshold(DEFAULT_IDLE_DAYS)
    assert learned.median_of("industry") is None


def test_ten_do() -> None:
    learned = learn_thresholds([won(pushes=n, idle=10 * n, amount=n) for n in range(1, 11)], "SEK")
    assert learned.pushes == Threshold(10, 10, is_default=False)
    assert learned.idle_in("proposal") == Threshold(90, 10, is_default=False)
    assert learned.median_of("industry") == Threshold(Money(Decimal("5.5"), "SEK"), 10, is_default=False)


def test_two_pushes_are_the_least_that_is_ever_asked_about() -> None:
    assert learn_thresholds([won()] * 30, "SEK").pushes.value == 2


def test_a_stage_with_few_cases_leans_on_all_stages() -> None:
    cases = [WonOpportunity(idle_by_stage={"new": 10, "proposal": 40})] * 9
    learned = learn_thresholds(cases, "SEK")
    assert learned.idle_by_stage == {}
    assert learned.idle_in("proposal") == Threshold(40, 18, is_default=False)


def test_a_segment_with_few_cases_leans_on_all_segments() -> None:
    learned = learn_thresholds([won(amount=100)] * 10 + [won(amount=900, segment="care")] * 3, "SEK")
    assert learned.median_of("care") == Threshold(Money(Decimal(100), "SEK"), 13, is_default=False)


def test_amounts_in_another_currency_are_left_out_and_unknown_ones_too() -> None:
    euros = [WonOpportunity("industry", Money.of(1, "EUR"))] * 20
    unknown = [WonOpportunity("industry", None)] * 20
    assert learn_thresholds(euros + unknown, "SEK").median is None


def test_the_90th_percentile_is_a_value_that_was_seen() -> None:
    assert p90(list(range(1, 11))) == 9
    assert p90([7]) == 7


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60))
def test_nine_of_ten_never_exceed_the_90th_percentile(values: list[int]) -> None:
    within = sum(value <= p90(values) for value in values)
    assert within >= 0.9 * len(values)
    assert p90(values) in values


def test_the_longest_silence_counts_from_the_entry_to_the_leaving_of_a_stage() -> None:
    entered, left = date(2026, 11, 2), date(2026, 11, 30)
    assert longest_silence(entered, left, [], WorkCalendar()) == 20
    assert longest_silence(entered, left, [date(2026, 11, 9)], WorkCalendar()) == 15
    assert longest_silence(entered, left, [date(2026, 10, 1), date(2026, 12, 24)], WorkCalendar()) == 20


def test_a_silence_runs_on_working_time() -> None:
    leave = WorkCalendar(absences=(Period(date(2026, 11, 9), date(2026, 11, 20)),))
    assert longest_silence(date(2026, 11, 2), date(2026, 11, 30), [], leave) == 10


@pytest.mark.parametrize("count", [0, 9, 10, 50])
def test_each_limit_says_how_many_cases_it_came_from(count: int) -> None:
    learned = learn_thresholds([won()] * count, "SEK")
    assert learned.pushes.is_default == (count < 10)
    assert learned.pushes.cases == (count if count >= 10 else 0)


def test_a_limit_says_between_what_it_lies_and_leaves_open_what_few_cases_cannot_say() -> None:
    many = learn_thresholds([won(pushes=n % 8, idle=n, amount=n) for n in range(1, 65)], "SEK")
    idle, median = many.idle_in("proposal"), many.median_of("industry")
    assert (idle.low, idle.value, idle.high) == (54, 58, 62)
    assert median is not None
    assert (median.low, median.high) == (Money(Decimal(27), "SEK"), Money(Decimal(38), "SEK"))
    few = learn_thresholds([won(idle=n) for n in range(1, 11)], "SEK").idle_in("proposal")
    assert (few.low, few.value, few.high) == (8, 9, None)
