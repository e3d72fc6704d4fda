from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.estimates.revenue import NoDistribution, Shock, mixed_margin, summed, won_margin
from hederssak.estimates.scores import Floats

LEVELS = np.array([0.05, 0.1, 0.5, 0.9, 0.95])


def deals(count: int, sigma: float = 1.0, seed: int = 1) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    return rng.lognormal(11, sigma, count), rng.uniform(0.02, 0.7, count)


def by_hand(amounts: Floats, chances: Floats, at_most: float) -> float:
    found = 0.0
    for won in product([0, 1], repeat=len(amounts)):
        state = np.array(won)
        if state @ amounts <= at_most:
            found += float(np.prod(np.where(state, chances, 1 - chances)))
    return found


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.floats(0, 1)), min_size=0, max_size=7),
    st.integers(-100, 200),
)
@settings(max_examples=60, deadline=None)
def test_few_deals_are_enumerated_exactly(rows: list[tuple[int, float]], goal: int) -> None:
    amounts = np.array([float(row[0]) for row in rows])
    chances = np.array([row[1] for row in rows])
    law = won_margin(amounts, chances)
    assert law.chance_at_most(np.array([float(goal)]))[0] == pytest.approx(by_hand(amounts, chances, goal), abs=1e-9)
    assert law.chance_of(goal + 1) == pytest.approx(1 - by_hand(amounts, chances, goal), abs=1e-9)
    assert law.mean == pytest.approx(chances @ amounts)


@pytest.mark.parametrize("count", [17, 30, 41, 300, 3000])
def test_mean_and_spread_are_those_of_the_deals(count: int) -> None:
    amounts, chances = deals(count)
    law = won_margin(amounts, chances)
    points = law.quantiles((np.arange(20_000) + 0.5) / 20_000)
    assert points.mean() == pytest.approx(chances @ amounts, rel=2e-3)
    assert points.std() == pytest.approx(np.sqrt(chances * (1 - chances) @ amounts**2), rel=1e-2)


@pytest.mark.parametrize("count", [25, 60, 400, 5000])
def test_the_ways_of_computing_agree_with_a_long_simulation(count: int) -> None:
    amounts, chances = deals(count, sigma=1.5)
    rng = np.random.default_rng(2)
    drawn = np.array([amounts @ (rng.random(count) < chances) for _ in range(4000)])
    law = won_margin(amounts, chances)
    reached = law.chance_at_most(np.quantile(drawn, LEVELS))
    np.testing.assert_allclose(reached, LEVELS, atol=0.03)


def test_a_common_price_is_exact_to_the_step() -> None:
    law = won_margin(np.full(200, 100_000.0), np.full(200, 0.3))
    from_binomial = np.cumsum(
        [np.exp(_log_choose(200, k) + k * np.log(0.3) + (200 - k) * np.log(0.7)) for k in range(201)]
    )
    np.testing.assert_allclose(law.chance_at_most(np.linspace(4e6, 8.9e6, 50)), from_binomial[40:90], atol=1e-8)
    assert law.chance_of(6_000_000.0) == pytest.approx(1 - from_binomial[59], abs=1e-8)


def _log_choose(n: int, k: int) -> float:
    return float(np.log(np.arange(n - k + 1, n + 1)).sum() - np.log(np.arange(1, k + 1)).sum())


@pytest.mark.parametrize("count", [5, 30, 500])
def test_the_order_of_deals_changes_nothing(count: int) -> None:
    amounts, chances = deals(count)
    mixed = np.random.default_rng(3).permutation(count)
    one, other = won_margin(amounts, chances), won_margin(amounts[mixed], chances[mixed])
    np.testing.assert_allclose(one.quantiles(LEVELS), other.quantiles(LEVELS), rtol=1e-6)


@given(st.sampled_from([4, 25, 200]), st.floats(0.01, 1000), st.integers(0, 20))
@settings(max_examples=20, deadline=None)
def test_scaling_amounts_scales_quantiles(count: int, scale: float, seed: int) -> None:
    amounts, chances = deals(count, seed=seed)
    one, other = won_margin(amounts, chances), won_margin(scale * amounts, chances)
    np.testing.assert_allclose(scale * one.quantiles(LEVELS), other.quantiles(LEVELS), rtol=1e-4)


@given(st.integers(1, 80), st.integers(0, 50))
@settings(max_examples=25, deadline=None)
def test_the_distribution_rises_from_zero_to_one(count: int, seed: int) -> None:
    amounts, chances = deals(count, seed=seed)
    law = won_margin(amounts, chances)
    reached = law.chance_at_most(np.linspace(-1, amounts.sum() * 1.001, 400))
    assert reached[0] == pytest.approx(0, abs=1e-7)
    assert reached[-1] == pytest.approx(1, abs=1e-7)
    assert (np.diff(reached) >= -1e-7).all()


@pytest.mark.parametrize("count", [30, 400])
def test_a_sure_deal_moves_everything_by_its_amount(count: int) -> None:
    amounts, chances = deals(count)
    one = won_margin(amounts, chances)
    other = won_margin(np.append(amounts, 5e6), np.append(chances, 1.0))
    np.testing.assert_allclose(one.quantiles(LEVELS) + 5e6, other.quantiles(LEVELS), rtol=1e-5)


def test_no_deals_bring_nothing_for_certain() -> None:
    law = won_margin(np.empty(0), np.empty(0))
    assert law.chance_of(1) == 0
    assert law.chance_of(0) == 1
    assert law.quantiles(LEVELS).tolist() == [0] * 5


def test_a_common_shock_widens_but_keeps_the_mean() -> None:
    amounts, chances = deals(300)
    plain = won_margin(amounts, chances)
    shaken = mixed_margin(amounts, [Shock(0.5, 0.8 * chances), Shock(0.5, 1.2 * chances)])
    assert shaken.mean == pytest.approx(plain.mean)
    assert shaken.variance > plain.variance
    assert np.ptp(shaken.quantiles(LEVELS)) > np.ptp(plain.quantiles(LEVELS))


def test_two_margins_add_up() -> None:
    amounts, chances = deals(24)
    whole = won_margin(amounts, chances)
    points, reached = summed(won_margin(amounts[:12], chances[:12]), won_margin(amounts[12:], chances[12:]))
    np.testing.assert_allclose(np.interp(whole.quantiles(LEVELS), points, reached), LEVELS, atol=5e-3)


@pytest.mark.parametrize(
    ("amounts", "chances"),
    [([np.nan], [0.5]), ([np.inf], [0.5]), ([1.0], [1.2]), ([1.0], [np.nan]), ([1.0, 2.0], [0.5])],
)
def test_what_no_distribution_can_be_made_of_is_refused(amounts: list[float], chances: list[float]) -> None:
    with pytest.raises(NoDistribution):
        won_margin(np.array(amounts), np.array(chances))


def test_weights_of_a_shock_must_sum_to_one() -> None:
    with pytest.raises(NoDistribution):
        mixed_margin(np.array([1.0]), [Shock(0.4, np.array([0.5]))])
