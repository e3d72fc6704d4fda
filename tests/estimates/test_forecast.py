import json
from pathlib import Path

import numpy as np
import pytest

from hederssak.cli.evaluate import main
from hederssak.estimates.forecast import Correction, Judged, Open, correction, won_in_period
from hederssak.estimates.horizon import fit_horizon
from hederssak.estimates.pictures import History, NoHistory
from hederssak.estimates.replay import Diary, pool, replay

STAGES = ("lead", "offer", "verbal")


def made_history(weeks: int = 30, seed: int = 1) -> History:
    """Give a firm where deals walk through three stages in about a month and a third of them are won."""
    rng = np.random.default_rng(seed)
    count = weeks * 12
    created = np.sort(rng.uniform(0, weeks * 7, count))
    steps = rng.exponential(9, (count, 3)).cumsum(axis=1) + created[:, None]
    won = rng.random(count) < np.array([0.25, 0.45])[rng.integers(0, 2, count)]
    closed = np.where(won, steps[:, 2], np.minimum(steps[:, 2], created + rng.exponential(20, count)))
    closed = np.where(closed <= weeks * 7, closed, np.inf)
    won &= np.isfinite(closed)
    deal = np.repeat(np.arange(count), 3)
    day = np.column_stack([created, steps[:, :2]]).ravel()
    stage = np.tile(np.arange(3), count)
    seen = day < np.minimum(closed, weeks * 7)[deal]
    amount = np.round(rng.lognormal(11, 0.6, count), -3)
    none = np.zeros((count, 0), dtype=np.int32)
    return History(created, closed, won, amount, none, (), deal[seen], day[seen], stage[seen])


def test_a_picture_holds_what_was_open_and_known_then() -> None:
    history = History(
        np.array([0.0, 5.0, 20.0]),
        np.array([10.0, np.inf, np.inf]),
        np.array([True, False, False]),
        np.array([1.0, 2.0, 3.0]),
        np.zeros((3, 0), dtype=np.int32),
        (),
        np.array([0, 0, 1, 1, 2]),
        np.array([0.0, 4.0, 5.0, 9.0, 20.0]),
        np.array([0, 1, 0, 2, 0]),
    )
    then = history.picture(8.0)
    assert then.rows.tolist() == [0, 1]
    assert then.stage.tolist() == [2, 1]
    assert then.age.tolist() == [8.0, 3.0]
    assert then.in_stage.tolist() == [4.0, 3.0]
    assert then.before.tolist() == [1, 0]
    assert history.picture(10.0).rows.tolist() == [1]
    assert history.won_between(8.0, 12.0) == 1.0


def test_later_stages_have_the_greater_chance() -> None:
    history = made_history()
    pictures = [history.picture(day) for day in np.arange(7.0, 183.0, 7.0)]
    horizon = fit_horizon(history, pictures, 14.0, 182.0)
    now = history.picture(182.0)
    chances = horizon.chances(history, now)
    assert chances[now.stage == 3].mean() > 1.5 * chances[now.stage == 1].mean()


def test_a_stage_that_is_returned_to_tells_where_deals_came_from() -> None:
    """Half of the deals come to the second stage from the third: these are won, the others are not."""
    count, span = 600, 182.0
    rng = np.random.default_rng(2)
    created = np.sort(rng.uniform(0, span, count))
    back = rng.random(count) < 0.5
    closed = np.where(created + 14 <= span, created + 14, np.inf)
    deal = np.tile(np.arange(count), 2)
    day = np.concatenate([created, created + 2])
    stage = np.concatenate([np.where(back, 2, 0), np.ones(count)]).astype(np.intp)
    none = np.zeros((count, 0), dtype=np.int32)
    history = History(created, closed, back & np.isfinite(closed), np.ones(count), none, (), deal, day, stage)
    pictures = [history.picture(each) for each in np.arange(7.0, 183.0, 7.0)]
    horizon = fit_horizon(history, pictures, 14.0, span)
    now = history.picture(span)
    settled = now.stage == 2
    chances = horizon.chances(history, now)[settled]
    assert horizon.ways
    assert chances[back[now.rows[settled]]].min() > 0.8
    assert chances[~back[now.rows[settled]]].max() < 0.2


def test_where_every_deal_walks_the_same_way_the_way_is_left_out() -> None:
    history = made_history()
    pictures = [history.picture(day) for day in np.arange(7.0, 183.0, 7.0)]
    assert not fit_horizon(history, pictures, 14.0, 182.0).ways


def test_nothing_later_than_the_origin_is_known() -> None:
    history = made_history()
    pictures = [history.picture(day) for day in np.arange(7.0, 120.0, 7.0)]
    known = fit_horizon(history, pictures, 14.0, 112.0).chances(history, pictures[-1])
    late = history.created > 112.0 + 7
    closed = np.where((history.closed > 112.0) & ~late, 500.0, history.closed)
    other = History(
        history.created,
        closed,
        history.won,
        history.amount,
        history.fields,
        (),
        history.deal,
        history.day,
        history.stage,
    )
    np.testing.assert_allclose(fit_horizon(other, pictures, 14.0, 112.0).chances(other, pictures[-1]), known)


def test_a_replay_beats_the_stage_weighted_sum_and_its_intervals_hold() -> None:
    found = replay(made_history(26), 14.0, 0.0, 182.0)
    assert found.models["ours"].crps < 0.8 * found.models["stage_weighted"].crps
    assert 0.55 <= found.models["ours"].coverage_80 <= 1.0
    assert set(found.models) >= {
        "stage_weighted_realized",
        "last_period",
        "last_period_with_changes",
        "mean_of_periods",
    }


def test_own_misses_correct_level_and_width() -> None:
    high = [Judged(7.0 * week, 100.0, 5.0, 60.0) for week in range(10)]
    taught = correction(high, 7.0, 100.0)
    assert 0.6 < taught.level < 0.75
    assert correction([], 7.0, 100.0).level == 1.0
    assert correction(high, 7.0, 6.0).level == 1.0
    wild = [Judged(7.0 * week, 100.0, 5.0, 40.0 + 120 * (week % 2)) for week in range(10)]
    assert correction(wild, 7.0, 100.0).shock > taught.shock


def test_misses_to_both_sides_leave_the_level_alone() -> None:
    scattered = [Judged(7.0 * week, 100.0, 5.0, 75.0 + 40 * (week % 2)) for week in range(10)]
    assert correction(scattered, 7.0, 100.0).level == 1.0


def test_forecasts_too_old_to_count_teach_nothing() -> None:
    assert correction([Judged(0.0, 100.0, 5.0, 10.0)], 7.0, 200_000.0).level == 1.0


def test_forecasts_that_overlap_teach_the_weights_by_their_share() -> None:
    low, high = np.full(50, 90.0), np.full(50, 200.0)
    diary = Diary()
    for week in range(8):
        diary.days.append(7.0 * week)
        diary.members.append({"pipeline": high, "run_rate": low})
        diary.actual.append(100.0)
    done = list(range(8))
    first, month, week = (
        float(pool(diary.members[0], diary, on, days)[0]) for on, days in (([], 28.0), (done, 28.0), (done, 7.0))
    )
    assert first == pytest.approx(0.85 * 200 + 0.15 * 90)
    assert first > month > week > 90
    seen_apart = 8 / 4
    assert month == pytest.approx((4 * first + seen_apart * 90) / (4 + seen_apart), abs=0.1)


def test_months_are_forecast_with_weekly_pictures_and_only_months_are_judged() -> None:
    found = replay(made_history(26), 28.0, 0.0, 182.0, every=28.0)
    assert found.origins.tolist() == [56.0, 84.0, 112.0, 140.0]
    weekly = replay(made_history(26), 28.0, 0.0, 182.0)
    assert set(found.origins) <= set(weekly.origins)


@pytest.mark.parametrize("level", [0.5, 1.0, 1.5])
def test_the_level_moves_the_expected_margin(level: float) -> None:
    business = Open(np.full(50, 1000.0), np.full(50, 0.3), 0.0)
    assert won_in_period(business, Correction(level, 0.05)).mean == pytest.approx(level * 15_000, rel=0.01)


def test_a_history_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(NoHistory):
        History(
            np.array([5.0]),
            np.array([1.0]),
            np.array([False]),
            np.array([1.0]),
            np.zeros((1, 0), dtype=np.int32),
            (),
            np.array([0]),
            np.array([5.0]),
            np.array([0]),
        )


def test_too_short_a_history_is_refused() -> None:
    with pytest.raises(NoHistory):
        replay(made_history(5), 28.0, 0.0, 35.0)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    history = made_history(16)
    rows = ["deal,day,stage,amount"]
    start = np.datetime64("2025-01-01T00:00")
    for deal, day, stage in zip(history.deal, history.day, history.stage, strict=True):
        rows.append(f"{deal},{start + int(day * 1440)},{STAGES[stage]},{history.amount[deal]:.0f}")
    for deal in np.flatnonzero(np.isfinite(history.closed)):
        stage = "won" if history.won[deal] else "lost"
        rows.append(f"{deal},{start + int(history.closed[deal] * 1440)},{stage},{history.amount[deal]:.0f}")
    path = tmp_path / "log.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def words(**changed: str) -> list[str]:
    options = {"deal": "deal", "time": "day", "stage": "stage", "amount": "amount", "won": "won", "lost": "lost"}
    options |= {"horizon": "2w"} | changed
    return [word for name, value in options.items() for word in (f"--{name}", value)]


def test_the_command_prints_scores_beside_the_baselines(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(log), *words(), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["horizon_days"] == 14
    assert set(found["models"]["ours"]) == {"crps", "pinball", "coverage_80"}
    assert found["crps_of_best_baseline"] > 0


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"stage": "phase"}, "no column"),
        ({"won": "gewonnen"}, "never says gewonnen"),
        ({"horizon": "300d"}, "too short"),
        ({"amount": "stage"}, "no amount"),
        ({"time": "stage"}, "no event"),
    ],
)
def test_the_command_refuses_in_one_sentence(
    log: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, str], says: str
) -> None:
    assert main(["forecast", str(log), *words(**changed)]) == 2
    assert says in capsys.readouterr().err


def test_a_table_of_deals_is_replayed_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = made_history(16)
    start = np.datetime64("2025-01-01")
    rows = ["deal,created,closed,result,value,owner"]
    for deal, end in enumerate(history.closed):
        closed, result = ("", "open") if not np.isfinite(end) else (str(start + int(end)), "lost")
        result = "won" if history.won[deal] else result
        value = f"{history.amount[deal]:.0f}" if history.won[deal] else "0"
        rows.append(f"{deal},{start + int(history.created[deal])},{closed},{result},{value},rep {deal % 5}")
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    options = ["--created", "created", "--closed", "closed", "--outcome", "result", "--amount", "value", "--won", "won"]
    assert main(["forecast", str(path), *options, "--horizon", "14d", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert any("won deals only" in warning for warning in found["warnings"])
