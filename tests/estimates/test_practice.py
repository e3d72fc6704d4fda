"""R18: a figure before and after it was practised."""

import numpy as np
import pytest
from scipy.special import betaln

from hederssak.estimates.capacity import Beta, NoTarget
from hederssak.estimates.practice import chance_below, moved, share_of

FLAT = Beta(1, 1)


def exact_higher(new: tuple[int, int], old: tuple[int, int]) -> float:
    """Return the chance that one Beta (wins, losses) is above another, in closed form for whole numbers."""
    wins, losses = old
    terms = np.arange(new[0])
    logs = betaln(wins + terms, losses + new[1]) - np.log(new[1] + terms) - betaln(1 + terms, new[1])
    return float(np.exp(logs - betaln(wins, losses)).sum())


@pytest.mark.parametrize(("new", "old"), [((3, 5), (2, 6)), ((10, 4), (9, 15)), ((1, 1), (1, 9)), ((40, 60), (20, 80))])
def test_the_chance_that_it_rose_is_the_exact_one(new: tuple[int, int], old: tuple[int, int]) -> None:
    found = moved(FLAT, (old[0] - 1, sum(old) - 2), (new[0] - 1, sum(new) - 2))
    assert found.rose == pytest.approx(exact_higher(new, old), abs=2e-3)


def test_nine_of_twenty_four_and_then_eight_of_twelve_is_probably_a_rise() -> None:
    found = moved(FLAT, (9, 24), (8, 12))
    assert found.before.mean == pytest.approx(10 / 26)
    assert found.after.mean == pytest.approx(9 / 14)
    assert found.before.low < 10 / 26 < found.before.high
    assert 0.9 < found.rose < 0.96


def test_two_deals_say_next_to_nothing() -> None:
    assert 0.4 < moved(Beta(5, 5), (10, 20), (1, 2)).rose < 0.6
    assert moved(FLAT, (0, 0), (0, 0)).rose == 0.5


def test_what_others_do_holds_a_few_cases_back() -> None:
    alone, among = share_of(FLAT, 3, 3), share_of(Beta(20, 20), 3, 3)
    assert alone.mean > among.mean > 0.5
    assert among.high - among.low < alone.high - alone.low


def test_who_passes_nine_of_twenty_four_is_below_half_with_near_certainty() -> None:
    assert chance_below(FLAT, 9, 24, 0.55) > 0.9
    assert chance_below(FLAT, 9, 24, 1.0) == 1.0


def test_more_passed_than_decided_is_refused() -> None:
    with pytest.raises(NoTarget):
        share_of(FLAT, 3, 2)
