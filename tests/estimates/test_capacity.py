import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from hederssak.estimates.capacity import (
    Beta,
    NoTarget,
    Step,
    chance_of_goal,
    known,
    learnt,
    needed,
    pace,
    plan,
    rep_prior,
)


def funnel(*chances: float) -> list[Step]:
    return [Step(known(chance), 1.0, 3.5) for chance in chances]


def test_division_reaches_two_wins_only_six_times_out_of_ten() -> None:
    assert chance_of_goal(32, 2, [known(0.5), known(0.5), known(0.25)]) == pytest.approx(0.60, abs=0.005)


def test_for_eighty_percent_it_takes_47_first_meetings_and_is_out_of_reach() -> None:
    found = plan(2, funnel(0.5, 0.5, 0.25), 110.0)
    assert found.needed == 47
    assert found.meetings == pytest.approx(82.25)
    assert found.hours == pytest.approx(287.875)
    assert found.share > 2
    assert found.chance < 0.5


def test_qualified_on_the_phone_first_it_can_be_reached() -> None:
    found = plan(2, funnel(0.75, 0.6, 0.5), 110.0)
    assert found.needed == 13
    assert found.meetings == pytest.approx(28.6)
    assert found.hours == pytest.approx(100.1)
    assert chance_of_goal(13, 2, [known(0.75), known(0.6), known(0.5)]) == pytest.approx(0.83, abs=0.005)
    assert found.feasible == 14
    assert found.largest_goal == 2


@given(st.integers(1, 40), st.integers(0, 10), st.floats(0.5, 30), st.floats(0.5, 30))
@settings(max_examples=40, deadline=None)
def test_one_stage_is_the_beta_binomial(starts: int, goal: int, wins: float, losses: float) -> None:
    expected = float(betabinom.sf(goal - 1, starts, wins, losses))
    assert chance_of_goal(starts, goal, [Beta(wins, losses)]) == pytest.approx(expected, abs=1e-8)


@given(st.integers(1, 40), st.integers(0, 10), st.floats(0.05, 0.9), st.floats(0.05, 0.9))
@settings(max_examples=40, deadline=None)
def test_known_chances_multiply(starts: int, goal: int, one: float, other: float) -> None:
    expected = float(binom.sf(goal - 1, starts, one * other))
    assert chance_of_goal(starts, goal, [known(one), known(other)]) == pytest.approx(expected, abs=1e-6)


@given(st.integers(1, 8), st.floats(1, 20), st.floats(1, 20))
@settings(max_examples=25, deadline=None)
def test_a_greater_goal_never_takes_fewer(goal: int, wins: float, losses: float) -> None:
    chances = [Beta(wins, losses)]
    one, more = needed(goal, chances), needed(goal + 1, chances)
    assert more is None or (one is not None and one <= more)


@given(st.integers(1, 8), st.floats(1, 20), st.floats(1, 20))
@settings(max_examples=25, deadline=None)
def test_at_the_pace_the_goal_is_reached_in_just_eighty_percent_of_periods(
    goal: int, wins: float, losses: float
) -> None:
    chances = [Beta(wins, losses)]
    fewest = needed(goal, chances)
    mean = pace(goal, chances, fewest)
    if fewest is None or mean is None:
        assert mean is None
        return
    more = mean - (fewest - 1)
    assert 0 <= more <= 1
    held = more * chance_of_goal(fewest, goal, chances) + (1 - more) * chance_of_goal(fewest - 1, goal, chances)
    assert held == pytest.approx(0.8, abs=1e-6) or more == 0


def test_thirteen_reach_two_wins_in_83_percent_and_a_pace_between_12_and_13_in_80() -> None:
    assert pace(2, [known(0.75), known(0.6), known(0.5)], 13) == pytest.approx(12.29, abs=0.01)


def test_what_is_less_sure_takes_more_starts() -> None:
    sure, unsure = needed(5, [Beta(300, 700)]), needed(5, [Beta(3, 7)])
    assert sure is not None
    assert unsure is not None
    assert unsure > sure


def test_out_of_reach_is_said() -> None:
    assert needed(50, [known(0.001)]) is None
    assert plan(50, funnel(0.001), 10.0).needed is None


def test_reps_who_are_alike_share_a_strong_prior_and_reps_who_differ_a_weak_one() -> None:
    rng = np.random.default_rng(1)
    trials = np.full(12, 60)
    alike = rep_prior(rng.binomial(trials, 0.3), trials)
    differing = rep_prior(rng.binomial(trials, rng.beta(1.5, 3.5, 12)), trials)
    assert alike.mean == pytest.approx(0.3, abs=0.05)
    assert alike.wins + alike.losses > 3 * (differing.wins + differing.losses)


def test_own_cases_move_the_prior() -> None:
    assert learnt(Beta(3, 7), 10, 10).mean == pytest.approx(13 / 20)


@pytest.mark.parametrize(("wins", "trials"), [([3], [2]), ([-1], [2]), ([1, 2], [3])])
def test_impossible_counts_are_refused(wins: list[int], trials: list[int]) -> None:
    with pytest.raises(NoTarget):
        rep_prior(np.array(wins), np.array(trials))


def test_no_history_says_nearly_nothing() -> None:
    assert rep_prior(np.array([0]), np.array([0])) == Beta(0.5, 0.5)
