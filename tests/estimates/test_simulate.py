from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.estimates.simulate import NoScenario, Scenario, bookings, collapse_price, difference, halved, simulate

SEED_ARTICLE = Scenario(meetings=5, target=0, win=0.2, margin=50_000)  # 10,000 margin per meeting


def test_the_collapse_of_the_booking_hour_costs_650_000() -> None:
    assert collapse_price(5, 0.5, 26, 10_000) == 650_000
    as_it_is, collapsed = simulate(SEED_ARTICLE, 26, 20_000), simulate(halved(SEED_ARTICLE, 26), 26, 20_000)
    assert float(as_it_is.mean[-1] - collapsed.mean[-1]) == pytest.approx(650_000, rel=0.02)
    low, middle, high = difference(collapsed, as_it_is)
    assert low < middle < high
    assert middle == pytest.approx(650_000, rel=0.05)


def test_the_same_seed_gives_the_same_answer_and_another_one_another() -> None:
    one, other = simulate(SEED_ARTICLE, 26, 200, seed=3), simulate(SEED_ARTICLE, 26, 200, seed=3)
    assert np.array_equal(one.bands, other.bands)
    assert not np.array_equal(one.bands, simulate(SEED_ARTICLE, 26, 200, seed=4).bands)


def test_pressure_loosens_qualification_as_far_as_it_is_told_to() -> None:
    pressed = replace(SEED_ARTICLE, target=10, looseness=1.0)
    assert bookings(pressed, 1)[0][0] == 10
    assert bookings(pressed, 1)[1][0] == 0.5
    assert bookings(replace(pressed, looseness=0.0), 1)[0][0] == 5


def test_money_comes_after_the_cycle() -> None:
    late = simulate(replace(SEED_ARTICLE, lag=10), 26, 200)
    assert late.mean[9] == 0
    assert late.mean[-1] > 0
    assert simulate(replace(SEED_ARTICLE, lag=30), 26, 50).mean[-1] == 0


@given(st.floats(0, 12), st.floats(0, 20), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_a_fan_is_ordered_never_falls_and_never_leaves_money_to_nan(
    meetings: float, target: float, honour: float, right: float, win: float, members: int
) -> None:
    scenario = Scenario(
        members=members, meetings=meetings, target=target, honour=honour, broken_weeks=8, right=right, win=win
    )
    fan = simulate(scenario, 12, 60)
    low, middle, high = fan.bands
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert (np.diff(fan.bands, axis=1) >= 0).all()
    assert np.isfinite(fan.bands).all()
    assert fan.right <= fan.meetings + 1e-9


@given(st.floats(1, 100))
@settings(max_examples=10, deadline=None)
def test_scaling_the_margin_scales_the_fan(factor: float) -> None:
    one = simulate(SEED_ARTICLE, 10, 100)
    other = simulate(replace(SEED_ARTICLE, margin=SEED_ARTICLE.margin * factor), 10, 100)
    assert other.bands == pytest.approx(one.bands * factor)


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=15, deadline=None)
def test_keeping_more_blocks_never_brings_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    less, more = (simulate(halved(SEED_ARTICLE, 10, honour), 10, 50) for honour in (low, high))
    assert (more.expected >= less.expected - 1e-6).all()


@pytest.mark.parametrize(
    "broken",
    [
        {"win": 1.2},
        {"honour": -0.1},
        {"margin": float("nan")},
        {"meetings": float("inf")},
        {"margin": -5.0},
        {"members": 0},
        {"lag": -1},
    ],
)
def test_impossible_scenarios_are_refused(broken: dict[str, float]) -> None:
    with pytest.raises(NoScenario):
        simulate(replace(SEED_ARTICLE, **broken), 4, 10)


def test_no_weeks_and_too_many_paths_are_refused() -> None:
    for weeks, paths in ((0, 10), (4, 0), (52, 10_000_000)):
        with pytest.raises(NoScenario):
            simulate(SEED_ARTICLE, weeks, paths)
    with pytest.raises(NoScenario):
        collapse_price(5, 1.5, 26, 10_000)
