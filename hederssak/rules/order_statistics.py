"""How sure a percentile is that was read off some cases: between which two of them the true one lies.

With the cases in order, the number of them at or below the true percentile is binomial, whatever the cases look like.
So two of them bracket it with a known chance, and no case need be drawn again. Each end is passed with a chance of at
most one in ten (an 80 % interval, as everywhere here).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

TAIL = 0.1
T = TypeVar("T")


def interval(ordered: Sequence[T], share: float) -> tuple[T | None, T | None]:
    """Return the cases between which the percentile `share` lies; None at an end that so few cases leave open."""
    low, high = ranks(len(ordered), share)
    return (ordered[low - 1] if low else None, ordered[high - 1] if high else None)


@lru_cache(maxsize=4096)
def ranks(cases: int, share: float) -> tuple[int | None, int | None]:
    """Return the ranks, from 1, of the cases that bracket the percentile; None at an end that stays open.

    Raises ValueError for a share outside 0 to 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"{share} is no percentile")
    chances = [_chance(cases, count, share) for count in range(cases + 1)]
    low = high = None
    below = 0.0
    for rank in range(1, cases + 1):
        below += chances[rank - 1]
        if below > TAIL:
            break
        low = rank
    above = 0.0
    for rank in range(cases, 0, -1):
        above += chances[rank]
        if above > TAIL:
            break
        high = rank
    return low, high


def _chance(cases: int, count: int, share: float) -> float:
    ways = math.lgamma(cases + 1) - math.lgamma(count + 1) - math.lgamma(cases - count + 1)
    return math.exp(ways + count * math.log(share) + (cases - count) * math.log1p(-share))
