"""How a firm's general luck wanders over the years, kept apart from what its fields say.

The time of the closed cases is cut into parts of equal counts; from each part to the one before it the log odds take a
step of their own around 0, and how large steps are is learnt like the variance of a field. The intercept is that of
the latest part, so that a new case is met by today's luck and all old ones still teach what the fields mean.
"""

import numpy as np

from hederssak.estimates.scores import Floats

PARTS = 8
FEWEST = 20  # cases a part must hold
START = 0.05  # variance of a step before anything is learnt
HELD_AT = 0.005  # the prior on that variance weighs as much as one step of this square


def steps(when: Floats | None) -> Floats | None:
    """Return, per case, which steps lie between it and today, shape (n, parts - 1) of 0 and 1.

    `when` (n,) are the cases' days, finite. None without days, or where cases are too few for two parts.
    """
    if when is None or len(when) < 2 * FEWEST:
        return None
    parts = min(PARTS, len(when) // FEWEST)
    edges = np.unique(np.quantile(when, np.arange(1, parts) / parts))
    found: Floats = (when[:, None] < edges[None, :]).astype(float)
    return found[:, found.any(axis=0)] if found.any() else None
