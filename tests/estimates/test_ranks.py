"""Trends by ranks are those of scipy's statistics, which is too large to be imported for them."""

import numpy as np
import pytest
from scipy.stats import kendalltau, theilslopes

from hederssak.estimates.ranks import chance_of_no_trend, slope

RNG = np.random.default_rng(12)
SERIES = [
    *(RNG.normal(size=weeks) for weeks in range(4, 41)),
    *(np.sort(RNG.normal(size=weeks)) for weeks in (4, 8, 26, 40)),
    *(-np.sort(RNG.normal(size=weeks)) for weeks in (4, 8)),
    *(RNG.integers(0, most, size=weeks).astype(float) for weeks in (4, 5, 8, 13, 40) for most in (2, 3, 9)),
    np.array([0.0, 0.0, 1.0, 0.0]),
]


@pytest.mark.parametrize("series", [one for one in SERIES if len(set(one)) > 1], ids=lambda one: f"{len(one)} weeks")
def test_they_are_what_scipy_says(series: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    weeks = np.arange(len(series), dtype=float)
    assert chance_of_no_trend(series) == pytest.approx(float(kendalltau(weeks, series).pvalue), rel=1e-9, abs=1e-12)
    for coverage in (0.8, 0.95):
        said = theilslopes(series, weeks, alpha=coverage)
        assert slope(series, coverage=coverage) == (said.slope, said.low_slope, said.high_slope)


def test_a_level_series_has_no_trend() -> None:
    assert chance_of_no_trend(np.full(8, 3.0)) == 1.0
    assert slope(np.full(8, 3.0), coverage=0.8) == (0.0, 0.0, 0.0)
