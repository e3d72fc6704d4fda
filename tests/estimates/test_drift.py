"""Luck that wanders: an old level isn't taken for today's, and what fields mean is learnt from all cases."""

import numpy as np
import pytest

from hederssak.estimates import drift
from hederssak.estimates.columns import read_columns
from hederssak.estimates.encoding import Design
from hederssak.estimates.heldout import Closed
from hederssak.estimates.hierarchical import fit
from hederssak.estimates.scores import Floats
from hederssak.estimates.win_chance import fit_win_chance

DAYS = np.arange(1200.0)


def cases(late: float, seed: int = 3) -> Closed:
    """Make a field of three levels worth -1, 0 and 1, and luck that moves by `late` in the middle of the time."""
    rng = np.random.default_rng(seed)
    level = rng.integers(0, 3, len(DAYS))
    odds = level - 1.0 + late * (DAYS >= 600)
    won = (rng.random(len(DAYS)) < 1 / (1 + np.exp(-odds))).astype(float)
    design = Design((level + 1).astype(np.int32)[:, None], (4,), np.empty((len(DAYS), 0)))
    return Closed(design, won, DAYS)


def chances(closed: Closed, when: Floats | None) -> Floats:
    """Return the chance of each of the three levels."""
    each = Design(np.array([[1], [2], [3]], dtype=np.int32), (4,), np.empty((3, 0)))
    return fit(closed.design, closed.won, np.ones(len(DAYS)), when).chances(each).mean


def test_the_answer_is_of_todays_luck() -> None:
    closed = cases(1.5)
    true = 1 / (1 + np.exp(-np.array([0.5, 1.5, 2.5])))
    drifting, still = chances(closed, DAYS), chances(closed, None)
    assert np.abs(drifting - true).max() < 0.06
    assert np.abs(still - true).max() > 0.1


def test_luck_that_stays_costs_next_to_nothing() -> None:
    closed = cases(0.0)
    assert chances(closed, DAYS) == pytest.approx(chances(closed, None), abs=0.03)


def test_the_unit_of_the_days_changes_nothing() -> None:
    closed = cases(1.5)
    assert chances(closed, DAYS) == pytest.approx(chances(closed, 1e4 + 86_400 * DAYS), abs=1e-9)


@pytest.mark.parametrize("when", [None, np.arange(39.0), np.zeros(500)])
def test_without_days_or_with_few_cases_or_one_day_there_is_no_drift(when: Floats | None) -> None:
    assert drift.steps(when) is None


def test_the_latest_part_is_the_one_without_steps() -> None:
    found = drift.steps(DAYS)
    assert found is not None
    assert found.shape == (1200, drift.PARTS - 1)
    assert found[-1].sum() == 0
    assert found[0].sum() == drift.PARTS - 1


def test_deals_that_were_looked_at_in_their_middle_drift_by_the_day_they_ended() -> None:
    closed = cases(1.5)
    table = read_columns({"level": [str(one) for one in closed.design.levels[:, 0]], "when": ["17"] * len(DAYS)})
    rows = np.arange(len(DAYS))
    drifting = fit_win_chance(table, rows, closed.won, "when", ended=DAYS).chances(table).mean
    still = fit_win_chance(table, rows, closed.won, "when").chances(table).mean
    assert drifting.mean() > still.mean() + 0.08
