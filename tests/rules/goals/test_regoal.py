"""Re-goals up and down: R14's worked examples, and what must hold of every suggestion."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hederssak.rules.goals.chance import habit_of, needed_for
from hederssak.rules.goals.periods import Month, Time, Unit
from hederssak.rules.goals.regoal import HIGH, LOW, Direction, Standing, ask, higher, lower, neat

FEBRUARY = Month(2027, 2)
"""Monday 1 to Sunday 28: a month of four weeks."""
END_OF_WEEK_3 = date(2027, 2, 19)
WEEKS = [10_000, 15_000, 20_000, 25_000, 35_000, 18_000, 22_000]
MONEY = st.integers(min_value=0, max_value=5_000_000).map(Decimal)
HISTORY = st.lists(st.integers(min_value=0, max_value=900_000), min_size=4, max_size=26)
LEFT = st.integers(min_value=1, max_value=20).map(lambda days: days / 5)


def standing(
    *, sold: float, goal: float = 200_000, gone: float = 3, left: float = 1, weeks: list[int] | None = None
) -> Standing:
    habit = habit_of(WEEKS if weeks is None else weeks)
    return Standing(
        unit=Unit.MARGIN, goal=Decimal(goal), sold=Decimal(sold), time=Time(gone, left), habit=habit
    )  # fmt: skip


def test_who_has_passed_the_goal_in_week_three_is_asked_for_280_000() -> None:
    asked = ask(standing(sold=210_000), month=FEBRUARY, today=END_OF_WEEK_3)
    assert asked is not None
    assert (asked.direction, asked.suggested) == (Direction.UP, Decimal(280_000))


def test_who_is_far_from_it_is_asked_for_80_000() -> None:
    asked = ask(standing(sold=60_000), month=FEBRUARY, today=END_OF_WEEK_3)
    assert asked is not None
    assert (asked.direction, asked.suggested) == (Direction.DOWN, Decimal(80_000))
    chance = standing(sold=60_000).chance(Decimal(80_000))
    assert chance is not None
    assert LOW <= chance <= HIGH


def test_in_the_last_week_nobody_is_asked_for_more() -> None:
    assert ask(standing(sold=210_000), month=FEBRUARY, today=date(2027, 2, 22)) is None


def test_before_half_of_the_month_nobody_is_asked_for_less() -> None:
    early = standing(sold=0, gone=1.8, left=2.2)
    assert ask(early, month=FEBRUARY, today=date(2027, 2, 11)) is None
    late = standing(sold=0, gone=2, left=2)
    asked = ask(late, month=FEBRUARY, today=date(2027, 2, 15))
    assert asked is not None
    assert asked.direction is Direction.DOWN


def test_a_goal_with_a_fair_chance_is_left_alone() -> None:
    assert ask(standing(sold=180_000), month=FEBRUARY, today=END_OF_WEEK_3) is None


def test_too_few_weeks_are_no_ground_for_asking_for_less() -> None:
    assert ask(standing(sold=60_000, weeks=[20_000, 10_000]), month=FEBRUARY, today=END_OF_WEEK_3) is None


def test_a_month_that_is_over_asks_nothing() -> None:
    assert ask(standing(sold=210_000, gone=4, left=0), month=FEBRUARY, today=FEBRUARY.last) is None


def test_a_count_is_lowered_to_a_whole_number_above_what_is_there() -> None:
    habit = habit_of([1, 2, 0, 1, 2, 1, 1, 2])
    few = Standing(unit=Unit.QUALIFIED, goal=Decimal(12), sold=Decimal(4), time=Time(3, 1), habit=habit)
    asked = ask(few, month=FEBRUARY, today=END_OF_WEEK_3)
    assert asked is not None
    assert asked.suggested in {Decimal(5), Decimal(6)}


@pytest.mark.parametrize(
    ("amount", "said"), [("0", "0"), ("49123", "50000"), ("83456", "85000"), ("3.2", "4"), ("-5", "0")]
)
def test_an_amount_is_rounded_up_to_one_that_can_be_said(amount: str, said: str) -> None:
    assert neat(Decimal(amount)) == Decimal(said)


@settings(max_examples=150, deadline=None)
@given(sold=MONEY, history=HISTORY, gone=LEFT, left=LEFT)
def test_a_lower_goal_is_above_what_is_sold_and_a_real_chance(
    sold: Decimal, history: list[int], gone: float, left: float
) -> None:
    now = standing(sold=float(sold), goal=10**9, gone=gone, left=left, weeks=history)
    found = lower(now)
    assert found > sold
    chance = now.chance(found)
    assert chance is not None
    if needed_for(LOW, left, now.habit) > 1:  # else even the least sale is less likely than that
        assert LOW - 1e-6 <= chance <= HIGH + 1e-6


def test_where_most_weeks_bring_nothing_a_sale_of_the_smaller_kind_is_suggested() -> None:
    rare = standing(sold=0, goal=300_000, left=1, weeks=[0, 0, 250_000, 0, 0, 0, 180_000, 0, 0, 320_000, 0, 0])
    found = lower(rare)
    assert 50_000 <= found <= 250_000


def test_without_any_sale_ever_a_small_step_is_suggested() -> None:
    assert lower(standing(sold=0, weeks=[0] * 8)) == 10_000


def test_with_nothing_sold_yet_the_lower_goal_is_above_nothing() -> None:
    weeks = [0, 90_000, 0, 110_000, 60_000, 0, 70_000, 0, 120_000, 80_000]
    assert lower(standing(sold=0, left=1, weeks=weeks)) >= 1


@settings(max_examples=150, deadline=None)
@given(sold=MONEY, goal=MONEY, gone=LEFT, left=LEFT)
def test_a_higher_goal_is_never_below_the_pace(sold: Decimal, goal: Decimal, gone: float, left: float) -> None:
    assume(sold >= goal)
    now = standing(sold=float(sold), goal=float(goal), gone=gone, left=left)
    found = higher(now)
    assert found >= now.ahead
    assert found > sold
    assert found > goal


@settings(max_examples=150, deadline=None)
@given(sold=MONEY, goal=MONEY, history=HISTORY, day=st.dates(date(2027, 2, 1), date(2027, 2, 28)))
def test_whatever_is_asked_moves_the_goal_the_way_it_says(
    sold: Decimal, goal: Decimal, history: list[int], day: date
) -> None:
    left = max(0, 28 - day.day) / 7
    now = standing(sold=float(sold), goal=float(goal), gone=4 - left, left=left, weeks=history)
    asked = ask(now, month=FEBRUARY, today=day)
    if asked is not None:
        assert (asked.suggested > goal) is (asked.direction is Direction.UP)
        assert asked.suggested > sold
