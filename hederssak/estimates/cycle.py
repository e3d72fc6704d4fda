"""How long a sale takes, and whether that drifts (R17)."""

from dataclasses import dataclass

import numpy as np

from hederssak.estimates.scores import Floats

FEWEST = 12  # won deals on each side before a drift is spoken of
DRAWS = 2_000


@dataclass(frozen=True)
class Drift:
    """Median days from opening to winning, lately and before, with an 80 % interval of the difference, and the cases.

    `low` and `high` are None where there are too few cases on a side.
    """

    lately: float
    before: float
    low: float | None
    high: float | None
    cases: int
    cases_before: int

    @property
    def is_sure(self) -> bool:
        """Say whether the interval leaves out "no change"."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def drift(lately: Floats, before: Floats, seed: int = 1) -> Drift | None:
    """Return how the median of `lately` (n,) days differs from that of `before` (m,); None without any lately.

    The interval is a bootstrap of both medians, with a fixed seed. Values that are negative or not finite are left
    out.
    """
    late, early = (np.asarray(side, dtype=float) for side in (lately, before))
    late, early = (side[np.isfinite(side) & (side >= 0)] for side in (late, early))
    if not len(late):
        return None
    middle = float(np.median(late))
    if min(len(late), len(early)) < FEWEST:
        old = float(np.median(early)) if len(early) else float("nan")
        return Drift(middle, old, None, None, len(late), len(early))
    rng = np.random.default_rng(seed)
    one, other = (np.median(rng.choice(np.sort(side), (DRAWS, len(side))), axis=1) for side in (late, early))
    low, high = np.quantile(one - other, [0.1, 0.9])
    return Drift(middle, float(np.median(early)), float(low), float(high), len(late), len(early))
