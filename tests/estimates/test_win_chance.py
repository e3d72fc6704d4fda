import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.estimates.columns import Column, read_columns
from hederssak.estimates.encoding import Design
from hederssak.estimates.hierarchical import fit
from hederssak.estimates.scores import Floats, log_loss
from hederssak.estimates.win_chance import Method, NotEnough, StageTable, WinChance, fit_win_chance
from tests.estimates.deals import made_deals


def fitted(count: int, signal: float = 1.0) -> tuple[WinChance, dict[str, Column], Floats]:
    columns, won = made_deals(count + 2000, signal=signal)
    table = read_columns(columns)
    rows = np.arange(count)
    return fit_win_chance(table, rows, won[rows], "created"), table, won


def test_it_beats_the_base_rate_where_fields_matter() -> None:
    model, table, won = fitted(400)
    later = np.arange(400, 2400)
    chances = model.chances(table).mean[later]
    assert model.method is Method.HIERARCHICAL
    assert log_loss(chances, won[later]) < 0.93 * log_loss(np.full(2000, won[:400].mean()), won[later])


def test_it_stays_near_the_base_rate_where_nothing_matters() -> None:
    model, table, won = fitted(400, signal=0.0)
    later = np.arange(400, 2400)
    chances = model.chances(table).mean[later]
    assert log_loss(chances, won[later]) < 1.005 * log_loss(np.full(2000, won[:400].mean()), won[later])


def test_the_interval_holds_the_chance_and_is_wider_for_what_was_never_seen() -> None:
    model, table, _ = fitted(300)
    known = model.chances(table)
    assert (known.low <= known.mean).all()
    assert (known.mean <= known.high).all()
    columns = {name: ["of another kind"] for name in table}
    strange = model.chances(read_columns(columns))
    assert strange.high[0] - strange.low[0] > np.mean(known.high - known.low)
    assert 0 < strange.low[0] < strange.high[0] < 1


def test_few_outcomes_give_the_stage_table_as_a_prior() -> None:
    columns = read_columns({"stage": ["offer", "offer", "first", "first"]})
    table = StageTable("stage", {"Offer": 0.6, "First": 0.1})
    model = fit_win_chance(columns, np.arange(3), np.array([1.0, 0.0, 0.0]), table=table)
    found = model.chances(columns)
    assert model.method is Method.STAGE_TABLE
    assert found.mean[0] == pytest.approx((6 + 1) / 12)
    assert found.mean[3] == pytest.approx(1 / 11)
    assert "few_outcomes" in {caution.code for caution in model.cautions}


def test_one_class_only_gives_a_wide_base_rate() -> None:
    columns = read_columns({"owner": ["a", "b"] * 20})
    found = fit_win_chance(columns, np.arange(40), np.ones(40)).chances(columns)
    assert 0.9 < found.mean[0] < 1
    assert found.low[0] < found.mean[0]


@pytest.mark.parametrize("won", [np.array([]), np.array([0.5] * 4), np.array([np.nan] * 4)])
def test_outcomes_must_be_won_or_lost(won: Floats) -> None:
    with pytest.raises(NotEnough):
        fit_win_chance(read_columns({"owner": ["a"] * 4}), np.arange(4)[: len(won)], won)


def test_the_order_of_rows_changes_nothing() -> None:
    columns, won = made_deals(160)
    shuffled = np.random.default_rng(5).permutation(160)
    mixed = {name: [cells[row] for row in shuffled] for name, cells in columns.items()}
    one = fit_win_chance(read_columns(columns), np.arange(160), won, "created")
    other = fit_win_chance(read_columns(mixed), np.arange(160), won[shuffled], "created")
    assert one.choice == other.choice
    np.testing.assert_allclose(
        one.chances(read_columns(columns)).mean[shuffled], other.chances(read_columns(mixed)).mean, atol=1e-3
    )


def test_perfectly_separated_classes_stay_within_chances() -> None:
    levels = np.array([[1]] * 40 + [[2]] * 40, dtype=np.int32)
    design = Design(levels, (3,), np.empty((80, 0)))
    found = fit(design, np.array([1.0] * 40 + [0.0] * 40), np.ones(80)).chances(design)
    assert 0.9 < found.mean[0] < 1
    assert 0 < found.mean[-1] < 0.1


def test_a_field_of_5000_levels_is_learnt_in_part() -> None:
    rng = np.random.default_rng(2)
    levels = np.column_stack([rng.integers(1, 5001, 6000), rng.integers(1, 4, 6000)]).astype(np.int32)
    won = (rng.random(6000) < np.array([0, 0.2, 0.5, 0.8])[levels[:, 1]]).astype(float)
    found = fit(Design(levels, (5001, 4), np.empty((6000, 0))), won, np.ones(6000))
    chances = found.chances(Design(np.array([[1, 1], [0, 3]], dtype=np.int32), (5001, 4), np.empty((2, 0))))
    assert chances.mean[0] < 0.35
    assert chances.mean[1] > 0.65


def test_many_cases_are_scored_as_few_are() -> None:
    model, table, _ = fitted(300)
    design = model.encoding.design(table)
    few = model.score(design)
    many = model.score(design.rows(np.tile(np.arange(2300), 3)))
    np.testing.assert_allclose(many.mean[:2300], few.mean, atol=0.01)
    np.testing.assert_allclose(many.low[:2300], few.low, atol=0.05)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 1000))
def test_any_outcomes_give_chances_within_bounds(wins: int, losses: int, seed: int) -> None:
    count = wins + losses
    if count == 0:
        return
    columns, _ = made_deals(count, seed=seed)
    won = np.random.default_rng(seed).permutation([1.0] * wins + [0.0] * losses)
    table = read_columns(columns)
    found = fit_win_chance(table, np.arange(count), won, "created").chances(table)
    for edge in (found.low, found.mean, found.high):
        assert np.isfinite(edge).all()
        assert ((edge >= 0) & (edge <= 1)).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 6))
def test_more_evidence_of_the_same_rate_never_widens_the_interval(times: int) -> None:
    def width(repeats: int) -> float:
        won = np.array([1.0, 0.0, 0.0] * 12 * repeats)
        design = Design(np.zeros((len(won), 0), dtype=np.int32), (), np.empty((len(won), 0)))
        found = fit(design, won, np.ones(len(won))).chances(design.rows(np.arange(1)))
        return float(found.high[0] - found.low[0])

    assert width(times + 1) < width(times)
