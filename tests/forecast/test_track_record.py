"""How good the forecasts were: a verdict only beyond chance, and overlapping weeks counted as what they are."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.forecast.models import Forecast, Period
from hederssak.forecast.queries.reading import TrackRecord, track_record
from tests.cast import Cast

MONDAY = dt.date(2026, 3, 2)


def record(*, held: int, cases: int, apart: int) -> TrackRecord:
    return TrackRecord(cases=cases, apart=apart, held=held, above=0, pinball=0, records=[], replayed=0)


@pytest.mark.parametrize(
    ("held", "cases", "apart", "verdict"),
    [
        (21, 26, 7, "fair"),
        (15, 26, 7, "unclear"),  # 58 %, but seven that don't overlap scatter as far by chance
        (13, 26, 7, "narrow"),
        (15, 26, 26, "narrow"),  # as many that don't overlap could not
        (26, 26, 7, "unclear"),
        (26, 26, 26, "wide"),
        (1, 1, 1, "unclear"),
    ],
)
def test_the_width_is_judged_only_beyond_chance(held: int, cases: int, apart: int, verdict: str) -> None:
    assert record(held=held, cases=cases, apart=apart).verdict == verdict


@pytest.mark.parametrize(("every", "apart"), [(7, 3), (28, 9), (14, 5)])
def test_forecasts_that_overlap_count_once(cast: Cast, every: int, apart: int) -> None:
    rows = []
    for number in range(9):
        first = MONDAY + dt.timedelta(days=every * number)
        rows.append(
            Forecast(
                organization=cast.nordvik, period=Period.WEEKS, made_on=first, first_day=first,
                last_day=first + dt.timedelta(days=27), quantiles=[1.0, 2.0, 3.0], came=2.0, weighted=4.0,
            )
        )  # fmt: skip
    found = track_record(rows)
    assert found is not None
    assert (found.cases, found.apart, found.held) == (9, apart, 9)
