"""What real exports hold: an answer with its warning or a clear error, never a crash, a NaN or a confident guess."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.estimates.columns import read_columns
from hederssak.estimates.curves import density
from hederssak.estimates.cycle import drift
from hederssak.estimates.histories import DealColumns, from_deals
from hederssak.estimates.horizon import fit_horizon
from hederssak.estimates.open_deals import deal_chances
from hederssak.estimates.outlook import RUN_RATE, STAGE_TABLE, Kept, outlook
from hederssak.estimates.pictures import History, NoHistory
from hederssak.estimates.simple_forecasts import LEVELS, Past
from hederssak.estimates.win_chance import Method, NotEnough, StageTable, fit_win_chance
from tests.estimates.deals import made_deals
from tests.estimates.test_forecast import made_history

NAMES = DealColumns("c", "d", "o", "v", ("Won",))


def table(rows: list[tuple[str, str, str, str]]) -> dict[str, list[str]]:
    return {name: [row[place] for row in rows] for place, name in enumerate("cdov")}


def chances_of(columns: dict[str, list[str]], won: list[float]) -> tuple[Method, np.ndarray, set[str]]:
    read = read_columns(columns)
    model = fit_win_chance(read, np.arange(len(won)), np.array(won))
    found = model.chances(read)
    assert np.isfinite(np.stack([found.low, found.mean, found.high])).all()
    assert ((found.low >= 0) & (found.low <= found.mean) & (found.mean <= found.high) & (found.high <= 1)).all()
    return model.method, found.high - found.low, {caution.code for caution in model.cautions}


@pytest.mark.parametrize("outcome", [0.0, 1.0])
def test_one_class_only_warns_and_stays_wide(outcome: float) -> None:
    columns, _ = made_deals(40)
    method, widths, cautions = chances_of(columns, [outcome] * 40)
    assert method is Method.BASE_RATE
    assert "few_outcomes" in cautions
    assert (widths > 0.03).all()


def test_five_deals_warn_and_are_wide() -> None:
    columns, won = made_deals(5)
    method, widths, cautions = chances_of(columns, [float(one) for one in won])
    assert method is Method.BASE_RATE
    assert "few_outcomes" in cautions
    assert (widths > 0.2).all()


def test_constant_columns_are_left_out_and_said_so() -> None:
    columns, won = made_deals(200)
    same = {"country": ["SE"] * 200, "empty": [""] * 200}
    _, _, cautions = chances_of(columns | same, [float(one) for one in won])
    assert "constant" in cautions


def test_cells_that_are_no_numbers_are_learnt_around() -> None:
    columns, won = made_deals(200)
    odd = ["nan", "inf", "-inf", "-5000", "1e400", "", "n/a", "12,5"]
    columns["amount"] = [odd[place % 8] if place % 3 == 0 else text for place, text in enumerate(columns["amount"])]
    chances_of(columns, [float(one) for one in won])


def test_nothing_closed_is_refused() -> None:
    with pytest.raises(NotEnough):
        deal_chances({"stage": ["a"], "when": ["2026-01-01"]}, np.empty(0), time="when")


def test_open_deals_of_a_stage_never_seen_get_their_prior() -> None:
    closed = [("Offert", "2026-01-01"), ("Behov", "2026-01-02"), ("Ny", "2026-02-01")]
    stages = StageTable("stage", {"Offert": 0.5, "Behov": 0.1, "Ny": 0.3})
    found = deal_chances(
        {"stage": [one for one, _ in closed], "when": [day for _, day in closed]},
        np.array([1.0, 0.0]),
        time="when",
        stages=stages,
    )
    assert found.method is Method.STAGE_TABLE
    assert found.mean[0] == pytest.approx(0.3)
    assert found.reasons == ((),)


def test_dates_out_of_order_are_left_out_and_said_so() -> None:
    good = [(f"2026-01-{n:02d}", f"2026-02-{n:02d}", "Won", "100") for n in range(1, 20)]
    read = from_deals(table([*good, ("2026-03-01", "2026-01-01", "Won", "100")]), NAMES)
    assert {one.code for one in read.cautions} == {"undated_left_out"}
    assert len(read.history.created) == 19


def test_what_ends_after_the_period_is_not_in_it() -> None:
    read = from_deals(
        table([("2026-01-01", "2026-02-01", "Won", "100"), ("2026-01-01", "2026-06-01", "Won", "900")]), NAMES
    )
    start = float(np.datetime64("2026-01-15").astype(int))
    assert read.history.won_between(start, start + 28) == 100


def test_a_history_without_a_readable_amount_or_win_is_refused() -> None:
    with pytest.raises(NoHistory):
        from_deals(table([("2026-01-01", "2026-02-01", "Won", "nan")] * 3), NAMES)
    with pytest.raises(NoHistory):
        from_deals(table([("2026-01-01", "2026-02-01", "Lost", "5")] * 3), DealColumns("c", "d", "o", "v", ("Won",)))


def said(history: History, now: float, days: float, stated: float | None = None, kept: tuple[Kept, ...] = ()) -> object:
    pictures = [history.picture(day) for day in np.arange(now % 7, now + 1e-9, 7.0)]
    horizon = fit_horizon(history, pictures, days, now)
    chances = None if stated is None else np.full(len(pictures[-1].rows), stated)
    aside = np.arange(len(pictures[-1].rows)) % 2 == 0
    return outlook(Past(history, pictures, days, 0.0), horizon, kept, aside, chances)


def test_a_young_history_falls_back_to_the_pace_and_says_so() -> None:
    for now in (21.0, 35.0):
        found = said(made_history(weeks=6), now, 28.0)
        assert found.method == RUN_RATE
        assert np.ptp(found.quantiles) > 0


def test_before_anything_is_won_the_stated_chances_speak() -> None:
    history = made_history(weeks=6)
    none = History(
        history.created, np.full(len(history.created), np.inf), np.zeros(len(history.created), dtype=bool),
        history.amount, history.fields, (), history.deal, history.day, history.stage,
    )  # fmt: skip
    found = said(none, 35.0, 28.0, stated=0.2)
    assert found.method == STAGE_TABLE
    expected = 0.2 * float(none.picture(35.0).amount.sum())
    assert np.quantile(found.quantiles, 0.1) < expected < np.quantile(found.quantiles, 0.95)


@pytest.mark.parametrize("amount", [-50_000.0, 0.0, 1e12])
def test_odd_amounts_give_finite_quantiles_in_order(amount: float) -> None:
    history = made_history(weeks=20)
    history.amount[::9] = amount
    found = said(history, 126.0, 14.0)
    assert np.isfinite(found.quantiles).all()
    assert (np.diff(found.quantiles) >= 0).all()
    assert (found.clear <= found.quantiles + 1e-6).all()


def test_own_forecasts_that_missed_widen_the_next() -> None:
    history = made_history(weeks=30)
    plain = said(history, 182.0, 28.0)
    middle = float(np.median(plain.quantiles))

    def memory(day: float, actual: float) -> Kept:
        pooled = np.linspace(0.9, 1.1, len(LEVELS)) * middle
        return Kept(day, middle, 0.05 * middle, True, {"pipeline": pooled, "run_rate": pooled}, pooled, actual)  # noqa: FBT003 (a row as it is stored)

    wide = said(history, 182.0, 28.0, kept=tuple(memory(7.0 * n, middle * (0.4 if n % 2 else 1.6)) for n in range(10)))
    assert np.ptp(wide.quantiles) > np.ptp(plain.quantiles)


def test_amounts_count_as_they_were_known_then() -> None:
    history = History(
        np.array([0.0]), np.array([np.inf]), np.array([False]), np.array([900.0]), np.zeros((1, 0), dtype=np.int32), (),
        np.array([0, 0]), np.array([0.0, 10.0]), np.array([0, 0]), value=np.array([100.0, 900.0]),
    )  # fmt: skip
    assert history.picture(5.0).amount.tolist() == [100.0]
    assert history.picture(12.0).amount.tolist() == [900.0]
    assert history.part(np.array([True])).picture(5.0).amount.tolist() == [100.0]


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=50), st.floats(0, 1e8))
@settings(max_examples=40, deadline=None)
def test_a_curve_to_draw_is_finite_and_never_below_what_is_won(quantiles: list[float], floor: float) -> None:
    points = density([floor + one for one in quantiles], floor)
    assert all(np.isfinite(point).all() for point in map(np.array, points))
    assert all(x >= floor - 1e-6 for x, _ in points)


@pytest.mark.parametrize("bad", [[], [float("nan")], [1.0, float("inf")]])
def test_no_curve_is_drawn_of_nonsense(bad: list[float]) -> None:
    with pytest.raises(ValueError, match="finite"):
        density(bad)


def test_a_drift_needs_cases_on_both_sides() -> None:
    few, none = drift(np.array([10.0, 20.0]), np.array([30.0])), drift(np.array([np.nan, -4.0]), np.array([1.0]))
    assert none is None
    assert few is not None
    assert (few.low, few.is_sure) == (None, False)
    rng = np.random.default_rng(1)
    late, early = rng.normal(120, 10, 40), rng.normal(90, 10, 40)
    sure = drift(late, early)
    assert sure is not None
    assert sure.is_sure
    assert drift(rng.permutation(late), early) == sure
