"""R2: what is owed is never negative, never above four, and never forgotten."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.debts import MOST, Standing, Turn, standing

MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
TURNS = st.lists(st.tuples(st.integers(0, 500), st.sampled_from(Turn)), max_size=40)


def counted(turns: list[tuple[int, Turn]], in_calendar: int = 0) -> Standing:
    """Count turns that are given by their hour."""
    return standing([(MONDAY + timedelta(hours=hour), turn) for hour, turn in turns], in_calendar=in_calendar)


def test_one_break_is_two_and_each_replacement_held_takes_one() -> None:
    assert counted([(0, Turn.BROKEN)]) == Standing(owed=2)
    assert counted([(0, Turn.BROKEN)], in_calendar=2) == Standing(planned=2)
    assert counted([(0, Turn.BROKEN), (9, Turn.PAID)], in_calendar=1) == Standing(planned=1, paid=1)
    assert counted([(0, Turn.BROKEN), (9, Turn.PAID), (10, Turn.PAID)]) == Standing(paid=2)


def test_a_replacement_that_was_missed_stays_owed_and_creates_no_more() -> None:
    assert counted([(0, Turn.BROKEN), (9, Turn.PAID)]) == Standing(owed=1, paid=1)


def test_four_is_the_most() -> None:
    assert counted([(hour, Turn.BROKEN) for hour in range(5)]).open == MOST


def test_when_the_break_is_excused_afterwards_its_replacements_are_too_many() -> None:
    assert counted([], in_calendar=2) == Standing(surplus=2)


@given(TURNS, st.integers(0, 6))
def test_never_negative_never_above_four(turns: list[tuple[int, Turn]], in_calendar: int) -> None:
    found = counted(turns, in_calendar)
    assert 0 <= found.owed <= found.open <= MOST
    assert found.planned + found.surplus == in_calendar


@given(TURNS, st.integers(501, 600))
def test_never_forgotten_only_a_held_replacement_lowers_it(turns: list[tuple[int, Turn]], later: int) -> None:
    before = counted(turns).open
    assert counted([*turns, (later, Turn.BROKEN)]).open == min(MOST, before + 2)
    assert counted([*turns, (later, Turn.PAID)]).open == max(0, before - 1)


@given(TURNS, st.randoms())
def test_the_order_in_which_it_is_read_changes_nothing(turns: list[tuple[int, Turn]], rng: object) -> None:
    shuffled = list(turns)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert counted(shuffled) == counted(turns)
