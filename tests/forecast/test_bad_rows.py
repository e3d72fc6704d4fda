"""Odd deals in the database are forecast with what can be said of them."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest

from hederssak.forecast.actions.estimating import estimate
from hederssak.forecast.models import Chance, Forecast, Period
from hederssak.forecast.queries.reading import latest
from hederssak.pipeline.models import Opportunity, State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

DAY = dt.timedelta(days=1)


def all_finite() -> bool:
    figures = [value for row in Forecast.objects.all() for value in [*row.quantiles, *row.clear, row.weighted]]
    figures += [value for row in Chance.objects.all() for value in (row.low, row.chance, row.high)]
    return bool(np.isfinite(figures).all())


@pytest.mark.parametrize("state", [State.WON, State.LOST])
def test_deals_that_all_ended_alike(cast: Cast, state: State) -> None:
    stages = make_stages(cast.nordvik)
    for number in range(5):
        row = make_deal(cast.anna, stages["Behov"], name=f"{number}", opened_on=NOW.date() - 60 * DAY)
        Opportunity.objects.filter(pk=row.pk).update(state=state, closed_on=NOW.date() - 10 * DAY)
    make_deal(cast.anna, stages["Behov"])
    estimate(organization=cast.nordvik, now=NOW)
    assert all_finite()
    chance = Chance.objects.get()
    assert chance.high - chance.low > 0.1
    assert chance.method in {"stage_table", "base_rate"}


def test_dates_that_contradict_each_other_amounts_below_zero_and_nothing_known(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    ended = make_deal(cast.anna, stages["Behov"], name="Bakvänd", opened_on=NOW.date() - 5 * DAY)
    Opportunity.objects.filter(pk=ended.pk).update(state=State.WON, closed_on=NOW.date() - 50 * DAY)
    make_deal(cast.anna, stages["Behov"], name="Minus", margin=Decimal(-90_000))
    make_deal(cast.anna, stages["Behov"], name="Okänd", margin=None, amount=None, close_date=None)
    make_deal(cast.anna, stages["Behov"], name="I morgon", opened_on=NOW.date() + DAY)
    make_deal(cast.anna, stages["Behov"], name="Främmande", currency="USD")
    estimate(organization=cast.nordvik, now=NOW)
    assert all_finite()
    said = latest(cast.nordvik, cast.norr, Period.QUARTER)
    assert said is not None
    assert said.counts["unknown"] == 2
    assert not Chance.objects.get(opportunity__name="Okänd").margin_known
