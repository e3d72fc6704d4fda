"""The chance of a goal: what it must say at its ends, and that it agrees with weeks drawn by lot."""

import random
from itertools import pairwise

import pytest
from scipy.stats import gamma

from hederssak.rules.goals.chance import NO_HABIT, Habit, chance_of, gamma_beyond, habit_of, needed_for, shrunk

WEEKS = [0, 30_000, 0, 12_000, 55_000, 21_000, 0, 34_000, 18_000, 0, 26_000, 41_000]


def test_what_is_reached_is_certain_and_no_time_brings_nothing() -> None:
    habit = habit_of(WEEKS)
    assert chance_of(0, 2, habit) == 1.0
    assert chance_of(1, 0, habit) == 0.0


def test_without_weeks_no_chance_is_said() -> None:
    assert chance_of(50_000, 2, habit_of([10_000, 20_000])) is None
    assert chance_of(50_000, 2, NO_HABIT) is None


def test_the_more_is_needed_the_smaller_the_chance() -> None:
    habit = habit_of(WEEKS)
    chances = [chance_of(1_000 * n, 2.4, habit) or 0.0 for n in range(1, 200)]
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(chances))


def test_the_more_time_is_left_the_larger_the_chance() -> None:
    habit = habit_of(WEEKS)
    chances = [chance_of(60_000, days / 5, habit) or 0.0 for days in range(1, 22)]
    assert all(later >= earlier - 0.01 for earlier, later in pairwise(chances))


def test_it_agrees_with_weeks_drawn_by_lot_from_a_long_history() -> None:
    lot = random.Random(3)  # noqa: S311 (a drawing that is the same in each run)
    weeks = [lot.gammavariate(2, 15_000) if lot.random() < 0.7 else 0.0 for _ in range(4000)]
    drawn = [sum(lot.choice(weeks) for _ in range(3)) for _ in range(4000)]
    for needed in (20_000, 60_000, 100_000):
        share = sum(amount >= needed for amount in drawn) / len(drawn)
        assert chance_of(needed, 3, habit_of(weeks)) == pytest.approx(share, abs=0.03)


def test_counts_agree_with_a_poisson_rate_that_is_known_well() -> None:
    habit = Habit(weeks=10_000, positive=10_000, mean=2, spread=0.5)
    assert chance_of(4, 2, habit, counted=True) == pytest.approx(0.5665, abs=0.001)
    assert chance_of(1, 0.5, habit, counted=True) == pytest.approx(0.6321, abs=0.001)


def test_what_is_needed_for_a_chance_has_that_chance() -> None:
    habit = habit_of(WEEKS)
    for chance in (0.2, 0.45, 0.65):
        assert chance_of(needed_for(chance, 1.6, habit), 1.6, habit) == pytest.approx(chance, abs=1e-6)


def test_few_weeks_lean_on_the_teams_and_many_do_not() -> None:
    team = Habit(weeks=200, positive=200, mean=50_000, spread=0.3)
    new, old = shrunk(habit_of([10_000, 10_000]), team), shrunk(habit_of([10_000] * 80), team)
    assert 30_000 < new.pace < 50_000
    assert old.pace < 15_000
    assert shrunk(habit_of([10_000]), NO_HABIT) == habit_of([10_000])


@pytest.mark.parametrize(("shape", "x"), [(1, 1), (2, 0.5), (5, 10), (0.5, 2), (40, 38), (40, 90), (0.01, 3)])
def test_the_gamma_tail_is_that_of_scipy(shape: float, x: float) -> None:
    assert gamma_beyond(shape, x) == pytest.approx(float(gamma.sf(x, shape)), abs=1e-9)
