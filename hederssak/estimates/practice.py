"""Whether what was practised moved the figure (R18): Beta posteriors before and after, and the chance that it rose.

Imports scipy: for jobs, not for the web process.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv

from hederssak.estimates.capacity import Beta, learnt

LOW, HIGH = 0.1, 0.9
STEPS = 2_000


@dataclass(frozen=True)
class Share:
    """A share of `trials`, with its 80 % interval; `mean`, `low` and `high` have the prior in them."""

    passed: int
    trials: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Moved:
    """A share before and after, and the chance that it is higher now."""

    before: Share
    after: Share
    rose: float


def share_of(prior: Beta, passed: int, trials: int) -> Share:
    """Return a share of counts with its 80 % interval, given what is known of others. Raises NoTarget."""
    known = learnt(prior, passed, trials)
    low, high = betaincinv(known.wins, known.losses, [LOW, HIGH])
    return Share(passed, trials, known.mean, float(low), float(high))


def chance_below(prior: Beta, passed: int, trials: int, bar: float) -> float:
    """Return the chance that a share lies below `bar` (0 to 1), given its counts. Raises NoTarget."""
    known = learnt(prior, passed, trials)
    return float(betainc(known.wins, known.losses, min(max(bar, 0.0), 1.0)))


def moved(prior: Beta, before: tuple[int, int], after: tuple[int, int]) -> Moved:
    """Return how a share (passed, trials) moved; the two stretches are taken as independent given the prior.

    Without a case on either side the chance that it rose is one half. Raises NoTarget.
    """
    old, new = learnt(prior, *before), learnt(prior, *after)
    return Moved(share_of(prior, *before), share_of(prior, *after), _higher(new, old))


def _higher(new: Beta, old: Beta) -> float:
    """Return the chance that one Beta variable is above another, by the midpoint rule over the new one's quantiles."""
    if (new.wins, new.losses) == (old.wins, old.losses):
        return 0.5
    places = (np.arange(STEPS) + 0.5) / STEPS
    return float(betainc(old.wins, old.losses, betaincinv(new.wins, new.losses, places)).mean())
