"""Between which two cases a percentile lies: counted by hand, and held against repeated draws."""

import numpy as np
import pytest

from hederssak.rules.order_statistics import interval, ranks


@pytest.mark.parametrize(
    ("cases", "share", "expected"),
    [
        (10, 0.5, (3, 8)),  # P(at most 2 of 10 heads) = 56/1024 = 0.055; at most 3 would be 0.172
        (10, 0.9, (8, None)),  # P(all ten below) = 0.349: ten cases say nothing of the upper end
        (22, 0.9, (18, 22)),  # P(all 22 below) = 0.098: the first number of cases with an upper end
        (64, 0.9, (54, 62)),
        (0, 0.9, (None, None)),
    ],
)
def test_the_ranks_are_those_counted_by_hand(cases: int, share: float, expected: tuple[int | None, int | None]) -> None:
    assert ranks(cases, share) == expected


def test_the_interval_names_cases_that_were_seen() -> None:
    assert interval(list(range(10, 74)), 0.9) == (63, 71)


def test_the_true_percentile_lies_outside_in_at_most_one_of_ten_draws_at_each_end() -> None:
    draws = np.sort(np.random.default_rng(7).random((2000, 40)), axis=1)
    below = above = 0
    for draw in draws:
        low, high = interval(draw.tolist(), 0.9)
        below += high is not None and high < 0.9
        above += low is not None and low > 0.9
    assert 0.02 < below / 2000 <= 0.11
    assert 0.02 < above / 2000 <= 0.11


@pytest.mark.parametrize("share", [0, 1, -1])
def test_there_is_no_percentile_beyond_all_or_nothing(share: float) -> None:
    with pytest.raises(ValueError, match="no percentile"):
        ranks(10, share)
