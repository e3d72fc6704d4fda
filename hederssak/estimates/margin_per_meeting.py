"""What a meeting brings in margin, and what it has to bring (R8)."""

from dataclasses import dataclass

import numpy as np

from hederssak.estimates.scores import Floats

DRAWS = 2_000
FEWEST = 10  # ended deals with a meeting before an interval is given


class NoMeetings(ValueError):
    """Meetings are none or negative, or the arrays don't fit together."""

    code = "no_meetings"


@dataclass(frozen=True)
class MarginPerMeeting:
    """Margin per held meeting in the margin's unit, its 80 % interval (None below ten ended deals), and the cases."""

    value: float
    low: float | None
    high: float | None
    deals: int
    meetings: float


def required(margin: float, meetings: float) -> float:
    """Return what each planned meeting has to bring: the period's quota of `margin` over `meetings`.

    Raises NoMeetings where there is none to bring it.
    """
    if not np.isfinite(margin) or not np.isfinite(meetings) or meetings <= 0:
        raise NoMeetings("a quota needs a planned meeting")
    return margin / meetings


def margin_per_meeting(margins: Floats, meetings: Floats, seed: int = 1) -> MarginPerMeeting | None:
    """Return margin won over meetings held, on deals that have ended: `margins` (n,), 0 for lost, `meetings` (n,).

    Both sides are of the same deals, which is what lags the margin by the sales cycle: a meeting counts when its deal
    has ended. The interval is a bootstrap over deals with a fixed seed. Deals whose margin is not finite are left
    out. None without any meeting. Raises NoMeetings.
    """
    money, held = np.asarray(margins, dtype=float), np.asarray(meetings, dtype=float)
    if money.shape != held.shape or money.ndim != 1 or (held < 0).any():
        raise NoMeetings("each deal needs its number of meetings, 0 or more")
    good = np.isfinite(money) & np.isfinite(held)
    order = np.lexsort((held[good], money[good]))  # so that the order of rows changes nothing
    money, held = money[good][order], held[good][order]
    total = float(held.sum())
    if total <= 0:
        return None
    value = float(money.sum()) / total
    if (held > 0).sum() < FEWEST:
        return MarginPerMeeting(value, None, None, len(held), total)
    drawn = np.random.default_rng(seed).integers(0, len(held), (DRAWS, len(held)))
    sums = held[drawn].sum(axis=1)
    ratios = money[drawn].sum(axis=1)[sums > 0] / sums[sums > 0]
    low, high = np.quantile(ratios, [0.1, 0.9])
    return MarginPerMeeting(value, float(min(low, value)), float(max(high, value)), len(held), total)
