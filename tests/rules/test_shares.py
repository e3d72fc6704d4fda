import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.shares import Share, beta_below


def test_the_interval_is_that_of_a_beta_posterior() -> None:
    share = Share(3, 10)  # Beta(3.5, 7.5)
    assert share.value == 0.3
    assert share.low == pytest.approx(0.15059, abs=1e-5)
    assert share.high == pytest.approx(0.50178, abs=1e-5)


def test_no_case_is_no_share_and_no_knowledge() -> None:
    nothing = Share(0, 0)
    assert nothing.value is None
    assert (nothing.low, nothing.high) == (0.0, 1.0)


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        Share(3, 2)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_share_lies_in_its_interval(count: int, rest: int) -> None:
    share = Share(count, count + rest)
    assert 0 <= share.low <= (share.value if share.value is not None else 0.5) <= share.high <= 1


@given(st.floats(0.5, 50), st.floats(0.5, 50), st.floats(0.01, 0.99))
def test_both_sides_of_a_beta_make_one(a: float, b: float, x: float) -> None:
    assert beta_below(a, b, x) + beta_below(b, a, 1 - x) == pytest.approx(1, abs=1e-9)


def test_more_cases_narrow_it() -> None:
    few, many = Share(3, 10), Share(30, 100)
    assert many.high - many.low < few.high - few.low
    assert few.plus(many) == Share(33, 110)
