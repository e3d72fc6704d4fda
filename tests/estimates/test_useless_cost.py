import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.estimates.useless_cost import NotACost, useless, useless_cost

YES, NO = np.array([True]), np.array([False])


@pytest.mark.parametrize(
    ("right", "days", "out", "let_go", "is_useless"),
    [
        (NO, np.inf, NO, NO, True),
        (NO, 60.0, NO, NO, False),
        (NO, 120.0, NO, NO, True),
        (YES, np.inf, NO, NO, False),
        (YES, np.inf, NO, YES, True),
        (NO, np.inf, YES, NO, False),
        (NO, np.nan, NO, NO, True),
    ],
)
def test_which_meetings_are_useless(
    right: np.ndarray, days: float, out: np.ndarray, let_go: np.ndarray, *, is_useless: bool
) -> None:
    assert bool(useless(right, np.array([days]), out, let_go)[0]) is is_useless


def test_a_longer_own_time_to_qualify_gives_them_longer() -> None:
    assert not useless(NO, np.array([120.0]), NO, NO, window=130)[0]
    assert not useless(NO, np.array([60.0]), NO, NO, window=10)[0]


def test_hours_expenses_and_what_they_dragged_along() -> None:
    which, out = np.array([True, False, True]), np.array([False, True, False])
    found = useless_cost(
        which, np.array([3.5, 3.5, 2.0]), np.array([0.0, 0.0, 8.0]), np.array([500.0, 0.0, 0.0]),
        hourly=600, qualified_out=out, margin_per_hour=2_000,
    )  # fmt: skip
    assert (found.meetings, found.hours, found.dragged_hours) == (2, 5.5, 8.0)
    assert found.money == 13.5 * 600 + 500
    assert found.missed == 27_000
    assert found.qualified_out == 3.5


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 20), st.floats(0, 40)), min_size=1, max_size=30), st.floats(0, 2000)
)
@settings(max_examples=25, deadline=None)
def test_order_changes_nothing_and_more_waste_never_costs_less(
    rows: list[tuple[bool, float, float]], hourly: float
) -> None:
    which = np.array([row[0] for row in rows])
    hours, dragged = (np.array([row[place] for row in rows]) for place in (1, 2))
    none = np.zeros(len(rows), dtype=bool)
    found = useless_cost(which, hours, dragged, np.zeros(len(rows)), hourly=hourly, qualified_out=none)
    back = useless_cost(which[::-1], hours[::-1], dragged[::-1], np.zeros(len(rows)), hourly=hourly, qualified_out=none)
    assert found.money == pytest.approx(back.money)
    every = useless_cost(~none, hours, dragged, np.zeros(len(rows)), hourly=hourly, qualified_out=none)
    assert every.money >= found.money - 1e-6


@pytest.mark.parametrize("hours", [np.array([np.nan]), np.array([-1.0]), np.array([np.inf]), np.array([1.0, 2.0])])
def test_impossible_hours_are_refused(hours: np.ndarray) -> None:
    with pytest.raises(NotACost):
        useless_cost(YES, hours, np.zeros(1), np.zeros(1), hourly=1, qualified_out=NO)
    with pytest.raises(NotACost):
        useless_cost(YES, np.ones(1), np.zeros(1), np.zeros(1), hourly=float("nan"), qualified_out=NO)
