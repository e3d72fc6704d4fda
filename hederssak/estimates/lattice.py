"""Laws of few deals: every outcome enumerated, or deals convolved one by one on a lattice."""

import numpy as np

from hederssak.estimates.fourier import Law, common_step
from hederssak.estimates.scores import Floats

CELLS = 2**15


def enumerated(amounts: Floats, chances: Floats, sure: float) -> Law:
    """Return the exact law of at most 16 deals, `sure` added: amounts (n,), chances (n,)."""
    points, masses = np.array([sure]), np.array([1.0])
    for amount, chance in zip(amounts, chances, strict=True):
        points = np.concatenate([points, points + amount])
        masses = np.concatenate([masses * (1 - chance), masses * chance])
    order = np.argsort(points, kind="stable")
    return Law(points[order], np.minimum(np.cumsum(masses[order]), 1.0), np.empty(0), steps=True, error=1e-12)


def convolved(amounts: Floats, chances: Floats) -> Law:
    """Return the law of some dozens of deals on a lattice over all they can bring.

    Exact when the amounts are multiples of a step that fits; else each amount is shared between its two nearest
    cells, which keeps the mean, and a jump is a rise over a cell.
    """
    low, high = float(amounts[amounts < 0].sum()), float(amounts[amounts > 0].sum())
    grain = common_step(amounts, high - low)
    step = grain if grain and (high - low) / grain <= 4 * CELLS else (high - low) / (CELLS - len(amounts) - 2)
    size = int(np.ceil((high - low) / step)) + len(amounts) + 2
    masses = np.zeros(size)
    masses[0] = 1.0
    used = 1
    for amount, chance in zip(np.abs(amounts), np.where(amounts > 0, chances, 1 - chances), strict=True):
        place = amount / step
        whole = int(np.floor(place + 1e-6))
        over = max(place - whole, 0.0) if not grain or step != grain else 0.0
        won = chance * masses[:used]
        masses[:used] *= 1 - chance
        masses[whole : whole + used] += (1 - over) * won
        masses[whole + 1 : whole + 1 + used] += over * won
        used = min(used + whole + 1, size - whole - 2) if used + whole + 1 > size else used + whole + 1
    reached = np.minimum(np.cumsum(masses), 1.0)
    if step == grain:
        return Law(low + step * np.arange(size, dtype=float), reached, np.empty(0), steps=True, error=1e-9)
    points = np.concatenate([[low], low + step * (np.arange(size) + 0.5)])
    error = len(amounts) * step**2 / float(4 * (chances - chances**2) @ amounts**2)
    return Law(points, np.concatenate([reached[:1], reached]), np.empty(0), steps=False, error=error)
