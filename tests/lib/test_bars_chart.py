"""Upright bars: what each is worth stands over it, but for the nothings where they are the rule."""

import pytest

from hederssak.lib import charts
from tests.lib.test_charts import said


@pytest.mark.parametrize(("months", "nothings"), [(3, 2), (12, 0)])
def test_a_nothing_among_many_is_not_written_out(months: int, nothings: int) -> None:
    bars = [charts.Bar(f"m{month}", 0) for month in range(months - 1)] + [charts.Bar("nov", 70)]
    axis = charts.Axis(say=lambda value: f"{value:.0f} h", ticks=(0, 35))
    words = said(charts.draw_alone(charts.Bars(title="t", bars=bars, upright=True, y=axis), width=1080, alone=False))
    assert words.count("70 h") == 1
    assert words.count("0 h") == nothings + 1  # the foot of the axis says it once
