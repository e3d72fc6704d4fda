import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.estimates.trend import NoSeries, team_dispersion, trend_of_counts, trend_of_money
from hederssak.rules.goals.states import State

FULL = np.full(8, 5.0)
CALLED = {State.RISE, State.STEEP_RISE, State.FALL, State.STEEP_FALL}


def test_series_without_a_trend_are_seldom_called() -> None:
    rng = np.random.default_rng(1)
    called = [trend_of_counts(rng.poisson(5.5, 8).astype(float), FULL).state in CALLED for _ in range(800)]
    assert np.mean(called) <= 0.12


def test_a_fall_of_sixty_percent_is_often_found() -> None:
    rng = np.random.default_rng(2)
    means = 5.5 * np.exp(np.linspace(0, np.log(0.4), 8)) / np.exp(np.linspace(0, np.log(0.4), 8)).mean()
    found = [
        trend_of_counts(rng.poisson(means).astype(float), FULL).state in {State.FALL, State.STEEP_FALL}
        for _ in range(600)
    ]
    assert np.mean(found) >= 0.38


def test_a_clear_fall_is_steep() -> None:
    found = trend_of_counts(np.array([20, 19, 16, 12, 11, 8, 6, 5.0]), FULL)
    assert found.state is State.STEEP_FALL
    assert found.low < found.change < found.high < 1


def test_short_weeks_are_no_fall() -> None:
    days = np.array([5, 5, 5, 5, 4, 3, 2, 1.0])
    assert trend_of_counts(4 * days, days).state not in CALLED


def test_a_long_even_series_is_level() -> None:
    assert trend_of_counts(np.full(8, 60.0), FULL).state is State.LEVEL


def test_few_weeks_and_none_sold_are_said_as_that() -> None:
    assert trend_of_counts(np.array([3.0, 2.0, 1.0]), np.full(3, 5.0)).state is State.CANNOT_TELL
    assert trend_of_counts(np.zeros(8), FULL).state is State.NONE
    assert trend_of_money(np.zeros(8), np.zeros(8), FULL).state is State.NONE


def test_a_restless_team_makes_calls_rarer() -> None:
    series = np.array([9, 8, 7, 7, 5, 5, 4, 3.0])
    assert trend_of_counts(series, FULL).state in CALLED
    assert trend_of_counts(series, FULL, dispersion=6.0).state is State.CANNOT_TELL
    rng = np.random.default_rng(3)
    wild = [rng.negative_binomial(2, 0.2, 8).astype(float) for _ in range(10)]
    assert team_dispersion(wild, [FULL] * 10) > 2


def test_one_huge_deal_is_no_rise() -> None:
    money = np.array([10, 12, 9, 11, 10, 12, 11, 900.0])
    assert trend_of_money(money, np.ones(8), FULL).state is not State.STEEP_RISE


def test_money_that_doubles_steadily_rises() -> None:
    found = trend_of_money(np.linspace(100, 300, 8), np.ones(8), FULL)
    assert found.state is State.STEEP_RISE
    assert found.change == pytest.approx(3.0, rel=0.05)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=12), st.floats(1, 5))
@settings(max_examples=60, deadline=None)
def test_any_counts_give_a_state_with_its_interval(counts: list[int], dispersion: float) -> None:
    found = trend_of_counts(np.array(counts, dtype=float), np.full(len(counts), 5.0), dispersion)
    assert found.low <= found.change <= found.high
    assert not np.isnan([found.low, found.change, found.high]).any()


@given(st.lists(st.floats(0, 1e6), min_size=8, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_currency_changes_no_money_trend(amounts: list[float]) -> None:
    money = np.round(np.array(amounts), 2)
    one = trend_of_money(money, np.ones(8), FULL)
    assert trend_of_money(4 * money, np.ones(8), FULL).state is one.state


@pytest.mark.parametrize("bad", [[-1.0] * 8, [np.nan] * 8, [1.0] * 7])
def test_impossible_series_are_refused(bad: list[float]) -> None:
    with pytest.raises(NoSeries):
        trend_of_counts(np.array(bad), FULL)
