"""Scenarios of what if (R19) on a team's own rates, with every assumption named and its source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hederssak.estimates.simulate import Fan, Scenario, difference, simulate
from hederssak.targets.models import Funnel

PATHS = 1_500
SEED = 7


@dataclass(frozen=True)
class Wish:
    """What a reader tries: percent and counts as sliders have them.

    `target` meetings asked for a week and rep, `honour` percent of blocks kept, `qualify` percent of wrong meetings
    that are weeded out before they are booked, `looseness` percent of the pressure that is filled with wrong meetings,
    `drag` percent of skipped bookings made anyway, `ride` percent by which ride-alongs raise the chance to win.
    """

    target: float
    honour: float = 100
    qualify: float = 0
    looseness: float = 70
    drag: float = 0
    ride: float = 0
    weeks: int = 26


@dataclass(frozen=True)
class Compared:
    """Two fans on the same luck, and P10, P50, P90 of how far the second ends above the first."""

    now: Fan
    then: Fan
    gap: tuple[float, float, float]
    base: Scenario
    tried: Scenario


def base_of(funnel: Funnel) -> Scenario:
    """Return the team as it is: meetings of own rate, the money of a meeting as measured (R8)."""
    right = min(max(funnel.right_share, 0.05), 1.0)
    brought = funnel.margin_per_meeting or 0.0
    each = brought / funnel.deal_margin if funnel.deal_margin > 0 else 0.0
    return Scenario(
        members=funnel.reps,
        meetings=funnel.meetings_a_week,
        target=0.0,
        right=right,
        win=min(each / right, 1.0),
        win_rest=0.0,
        margin=funnel.deal_margin,
        spread=funnel.deal_spread,
        lag=0,
        hours=funnel.meeting_hours + 2.5,
    )


def tried_of(base: Scenario, wish: Wish) -> Scenario:
    """Return the team as it would be under a wish."""
    wrong = 1 - base.right
    kept = base.right + wrong * (1 - wish.qualify / 100)
    return replace(
        base,
        target=wish.target if wish.target > base.meetings else 0.0,
        looseness=wish.looseness / 100,
        honour=wish.honour / 100,
        broken_weeks=wish.weeks,
        drag=wish.drag / 100,
        meetings=base.meetings * kept,
        right=base.right / kept,
        win=min(base.win * (1 + wish.ride / 100), 1.0),
    )


def compared(funnel: Funnel, wish: Wish) -> Compared:
    """Return the team as it is beside the team under a wish, over its weeks."""
    base = base_of(funnel)
    tried = tried_of(base, wish)
    now, then = (simulate(one, wish.weeks, PATHS, SEED) for one in (base, tried))
    low, middle, high = difference(now, then)
    return Compared(now, then, (float(low), float(middle), float(high)), base, tried)
