"""Curves to draw for a distribution that is known by its quantiles; plain arithmetic, for the web process."""

from collections.abc import Sequence

import numpy as np

POINTS = 97
SMOOTH = 0.4  # bandwidth of the drawn curve, in standard deviations of the quantiles


def density(quantiles: Sequence[float], floor: float = 0.0) -> list[tuple[float, float]]:
    """Return a smooth curve (value, height) for equally likely `quantiles` (k,); empty where they don't differ.

    Heights are relative: the highest is 1. Below `floor` (what is won already) nothing is drawn: a Gaussian kernel,
    mirrored there. Raises ValueError where the quantiles are not finite.
    """
    values = np.sort(np.asarray(quantiles, dtype=float))
    if values.size == 0 or not np.isfinite(values).all():
        raise ValueError("quantiles must be finite")
    width = SMOOTH * float(values.std())
    if width <= 0:
        return []
    points = np.linspace(max(float(values[0]) - 1.5 * width, floor), float(values[-1]) + 2.5 * width, POINTS)
    centres = np.concatenate([values, 2 * floor - values])
    heights = np.exp(-0.5 * ((points[:, None] - centres[None, :]) / width) ** 2).sum(axis=1)
    return [(float(x), float(y)) for x, y in zip(points, heights / heights.max(), strict=True)]
