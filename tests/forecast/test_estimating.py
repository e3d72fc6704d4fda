"""The night's job writes chances and forecasts, keeps the week's, judges what is over, and says what it rests on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hederssak.forecast.actions import CallDraft, call_deals
from hederssak.forecast.actions.estimating import estimate
from hederssak.forecast.models import Chance, Forecast, Period, RepCall
from hederssak.forecast.queries.reading import judged, latest, quantile, track_record
from hederssak.pipeline.models import Opportunity, Stage, State
from tests.cast import NOW, Cast
from tests.forecast.lived import live
from tests.pipeline.deals import make_deal, make_stages


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


def test_without_deals_nothing_is_said(cast: Cast) -> None:
    assert estimate(organization=cast.nordvik, now=NOW) == []
    assert not Chance.objects.exists()


def test_before_anything_has_ended_the_stated_chances_speak_and_say_so(cast: Cast, stages: dict[str, Stage]) -> None:
    stages["Behov"].chance = Decimal("0.2")
    stages["Behov"].save(update_fields=["chance"])
    deal = make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 12, 1))
    estimate(organization=cast.nordvik, now=NOW)
    chance = Chance.objects.get(opportunity=deal)
    assert (chance.method, chance.cases, chance.chance) == ("stage_table", 0, pytest.approx(0.2))
    assert chance.low < 0.1
    assert chance.high > 0.3
    said = latest(cast.nordvik, None, Period.QUARTER)
    assert said is not None
    assert said.method == "stage_table"
    assert said.weighted == pytest.approx(60_000)
    assert quantile(said.quantiles, 0.1) >= 0


def test_a_year_of_history_gives_a_distribution_and_a_record(cast: Cast, stages: dict[str, Stage]) -> None:
    live(cast.anna, stages, deals=80)
    live(cast.otto, stages, deals=30, seed=2)
    estimate(organization=cast.nordvik, now=NOW)
    for team in (None, cast.norr, cast.syd):
        said = latest(cast.nordvik, team, Period.QUARTER)
        assert said is not None
        assert said.method == "pipeline"
        assert said.quantiles == sorted(said.quantiles)
        assert all(clear <= whole for clear, whole in zip(said.clear, said.quantiles, strict=True))
        assert said.won_so_far <= said.quantiles[0]
    record = track_record(judged(cast.nordvik, None))
    assert record is not None
    assert record.cases >= 20
    assert record.replayed == record.cases
    assert 0.55 <= record.held / record.cases <= 1
    ours, weighted = record.records[:2]
    assert ours.miss < weighted.miss


def test_chances_lie_within_their_interval_and_a_deal_that_went_far_has_more(
    cast: Cast, stages: dict[str, Stage]
) -> None:
    live(cast.anna, stages, deals=90, share=0.7)
    far = make_deal(cast.anna, stages["Offert"], name="Långt", opened_on=dt.date(2026, 10, 19))
    near = make_deal(cast.anna, stages["Behov"], name="Nytt", opened_on=dt.date(2026, 11, 16))
    estimate(organization=cast.nordvik, now=NOW)
    rows = {row.opportunity_id: row for row in Chance.objects.all()}
    assert set(rows) == set(Opportunity.objects.filter(state=State.OPEN).values_list("pk", flat=True))
    assert all(0 <= row.low <= row.chance <= row.high <= 1 for row in rows.values())
    assert all(row.in_month <= row.chance and row.in_quarter <= row.chance for row in rows.values())
    assert rows[far.pk].chance > rows[near.pk].chance
    assert rows[far.pk].alike > 0
    assert {one["code"] for one in rows[far.pk].reasons} <= {
        "stage", "in_stage", "age", "idle", "qualified", "pushes", "margin", "segment", "source", "tender",
    }  # fmt: skip


def test_a_second_night_replaces_the_day_and_keeps_the_week(cast: Cast, stages: dict[str, Stage]) -> None:
    live(cast.anna, stages, deals=25)
    estimate(organization=cast.nordvik, now=NOW)
    weeks = Forecast.objects.filter(period=Period.WEEKS).count()
    first = latest(cast.nordvik, cast.norr, Period.MONTH)
    estimate(organization=cast.nordvik, now=NOW)
    estimate(organization=cast.nordvik, now=NOW + dt.timedelta(days=1))
    assert Forecast.objects.filter(period=Period.WEEKS).count() == weeks
    assert Forecast.objects.filter(period=Period.MONTH, team=cast.norr).count() == 2
    assert first is not None
    assert list(Forecast.objects.filter(period=Period.MONTH, team=cast.norr, is_kept=True)) != []
    estimate(organization=cast.nordvik, now=NOW + dt.timedelta(days=7))
    assert Forecast.objects.filter(period=Period.WEEKS).count() == weeks + 2  # everyone and Norr


def test_what_was_said_is_judged_when_its_period_is_over(cast: Cast, stages: dict[str, Stage]) -> None:
    live(cast.anna, stages, deals=25)
    estimate(organization=cast.nordvik, now=NOW)
    month = latest(cast.nordvik, cast.norr, Period.MONTH)
    assert month is not None
    assert month.came is None
    estimate(organization=cast.nordvik, now=NOW + dt.timedelta(days=14))
    month.refresh_from_db()
    won = Opportunity.objects.filter(state=State.WON, closed_on__gte=month.first_day, closed_on__lte=month.last_day)
    assert month.came == pytest.approx(float(sum(row.margin or 0 for row in won)))


def test_calls_are_summed_beside_and_change_no_chance(cast: Cast, stages: dict[str, Stage]) -> None:
    deal = make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 12, 1))
    estimate(organization=cast.nordvik, now=NOW)
    before = Chance.objects.get(opportunity=deal).chance
    call_deals([CallDraft(deal, 9, cast.anna, NOW), CallDraft(deal, 5, cast.anna, NOW + dt.timedelta(hours=1))])
    estimate(organization=cast.nordvik, now=NOW)
    said = latest(cast.nordvik, cast.norr, Period.QUARTER)
    assert said is not None
    assert said.called == pytest.approx(150_000)
    assert Chance.objects.get(opportunity=deal).chance == before
    assert RepCall.objects.filter(opportunity=deal).count() == 2
