import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.estimates.margin_per_meeting import NoMeetings, margin_per_meeting, required

DEALS = st.lists(st.tuples(st.floats(0, 1e6), st.integers(1, 8)), min_size=12, max_size=40)


def test_the_quota_over_the_planned_meetings() -> None:
    assert required(200_000, 20) == 10_000


@pytest.mark.parametrize(("margin", "meetings"), [(1.0, 0.0), (float("nan"), 5.0), (1.0, float("inf")), (1.0, -1.0)])
def test_a_quota_without_meetings_asks_for_nothing_sensible(margin: float, meetings: float) -> None:
    with pytest.raises(NoMeetings):
        required(margin, meetings)


def test_lost_deals_meetings_count_too() -> None:
    found = margin_per_meeting(np.array([100_000.0, 0.0]), np.array([4.0, 6.0]))
    assert found is not None
    assert found.value == 10_000
    assert (found.low, found.high, found.deals) == (None, None, 2)


def test_no_meeting_no_figure() -> None:
    assert margin_per_meeting(np.array([5.0]), np.array([0.0])) is None
    assert margin_per_meeting(np.empty(0), np.empty(0)) is None


@given(DEALS, st.floats(0.5, 50), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_changes_nothing_and_scaling_scales(deals: list[tuple[float, int]], factor: float, rng: object) -> None:
    money, held = (np.array(side, dtype=float) for side in zip(*deals, strict=True))
    found = margin_per_meeting(money, held)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high
    order = np.random.default_rng(1).permutation(len(money))
    assert margin_per_meeting(money[order], held[order]) == found
    scaled = margin_per_meeting(money * factor, held)
    assert scaled is not None
    assert (scaled.low, scaled.value, scaled.high) == pytest.approx(
        (found.low * factor, found.value * factor, found.high * factor)
    )


def test_ten_times_the_cases_narrow_the_interval() -> None:
    rng = np.random.default_rng(2)
    money, held = rng.lognormal(11, 0.6, 40) * (rng.random(40) < 0.4), rng.integers(1, 6, 40).astype(float)
    few, many = margin_per_meeting(money, held), margin_per_meeting(np.tile(money, 10), np.tile(held, 10))
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low  # type: ignore[operator] # both have forty cases or more


def test_unknown_margins_are_left_out_and_broken_meetings_refused() -> None:
    found = margin_per_meeting(np.array([np.nan, np.inf, 10.0]), np.array([1.0, 1.0, 2.0]))
    assert found is not None
    assert (found.value, found.deals) == (5.0, 1)
    with pytest.raises(NoMeetings):
        margin_per_meeting(np.array([1.0]), np.array([-1.0]))
    with pytest.raises(NoMeetings):
        margin_per_meeting(np.array([1.0]), np.array([1.0, 2.0]))
