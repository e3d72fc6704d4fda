import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.estimates.scores import Floats, NothingToScore, auc, brier, calibration_error, crps, log_loss, pinball

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


def test_log_loss_of_a_coin_is_log_two() -> None:
    assert log_loss(np.full(4, 0.5), np.array([0, 1, 1, 0.0])) == pytest.approx(np.log(2))


def test_a_certain_miss_costs_much_but_is_finite() -> None:
    assert log_loss(np.array([0.0]), np.array([1.0])) == pytest.approx(-np.log(1e-4))


def test_brier_is_the_squared_distance() -> None:
    assert brier(np.array([0.9, 0.2]), np.array([1.0, 0.0])) == pytest.approx((0.01 + 0.04) / 2)


def test_calibration_is_the_gap_between_said_and_seen() -> None:
    assert calibration_error(np.full(10, 0.72), np.array([1.0] * 5 + [0.0] * 5)) == pytest.approx(0.22)


def test_auc_counts_pairs_in_the_right_order_and_ties_half() -> None:
    assert auc(np.array([0.1, 0.5, 0.5, 0.9]), np.array([0.0, 1, 0, 1])) == pytest.approx(3.5 / 4)
    assert auc(np.array([0.2, 0.3]), np.array([1.0, 1.0])) == 0.5


@pytest.mark.parametrize("bad", [np.array([]), np.array([np.nan]), np.array([1.2])])
def test_what_is_no_chance_is_refused(bad: Floats) -> None:
    with pytest.raises(NothingToScore):
        log_loss(bad, np.ones(bad.shape))


@given(VALUES, st.floats(-1e6, 1e6))
def test_crps_is_never_negative_and_one_value_gives_the_absolute_error(values: list[float], outcome: float) -> None:
    assert crps(np.array(values), outcome) >= -1e-6
    assert crps(np.array(values[:1]), outcome) == pytest.approx(abs(values[0] - outcome))


@given(VALUES, st.floats(-1e6, 1e6), st.floats(0.01, 100))
def test_crps_is_in_the_unit_of_the_outcome(values: list[float], outcome: float, scale: float) -> None:
    assert crps(scale * np.array(values), scale * outcome) == pytest.approx(
        scale * crps(np.array(values), outcome), rel=1e-6, abs=1e-4
    )


def test_pinball_charges_the_side_that_was_promised_to_be_rare() -> None:
    assert pinball(np.array([100.0]), np.array([0.9]), 110.0) == pytest.approx(9.0)
    assert pinball(np.array([100.0]), np.array([0.9]), 90.0) == pytest.approx(1.0)
