"""A series of weeks by its ranks: is there a trend (Mann, Kendall), and how steep is it (Theil, Sen).

`scipy.stats` has both, for any pairs of numbers; importing it takes most of a second, and memory that a worker then
keeps. Weeks are equally far apart, and for them it is a few lines.
"""

import math

import numpy as np
from scipy.special import ndtr, ndtri

from hederssak.estimates.scores import Floats

COUNTED_UP_TO = 33
"""Up to so many weeks without ties all orders are counted; beyond, and with ties, the normal distribution serves."""


def chance_of_no_trend(series: Floats) -> float:
    """Return Mann and Kendall's two-sided p-value of a series (k,); 1 where all values are the same."""
    later, earlier = np.tril_indices(len(series), -1)
    rises = int(np.sign(series[later] - series[earlier]).sum())
    if (variance := _variance(series)) == 0:
        return 1.0
    if len(series) > COUNTED_UP_TO or len(np.unique(series)) < len(series):
        return float(2 * ndtr(-abs(rises) / np.sqrt(variance)))
    orders = np.ones(1)  # how many orders of so many values have 0, 1, 2 … pairs the wrong way round
    for values in range(2, len(series) + 1):
        orders = np.convolve(orders, np.ones(values))
    fewer = (len(later) - abs(rises)) // 2
    return min(1.0, 2 * float(orders[: fewer + 1].sum()) / math.factorial(len(series)))


def slope(series: Floats, *, coverage: float) -> tuple[float, float, float]:
    """Return the median of all slopes from one value to another, per step, and Sen's interval of that coverage."""
    later, earlier = np.tril_indices(len(series), -1)
    slopes = np.sort((series[later] - series[earlier]) / (later - earlier))
    reach = -float(ndtri((1 - coverage) / 2)) * math.sqrt(_variance(series))
    low = max(round((len(slopes) - reach) / 2) - 1, 0)
    high = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    return float(np.median(slopes)), float(slopes[low]), float(slopes[high])


def _variance(series: Floats) -> float:
    """Return the variance of the rises less the falls when there is no trend, the ties taken off."""
    _, alike = np.unique(series, return_counts=True)
    weeks = len(series)
    ties = float((alike * (alike - 1) * (2 * alike + 5)).sum())
    return (weeks * (weeks - 1) * (2 * weeks + 5) - ties) / 18
