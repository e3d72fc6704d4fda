"""What useless meetings have cost (R10): arithmetic over meetings, vectorized."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.scores import Floats

WINDOW = 90.0  # days within which a meeting that was not right may still lead to a qualified opportunity


class NotACost(ValueError):
    """Hours, costs or classes that no cost can be made of."""

    code = "not_a_cost"


@dataclass(frozen=True)
class UselessCost:
    """Hours and money that went into useless meetings, and what they missed.

    `money` is hours x hourly cost + expenses + what was dragged along; `missed` is the margin that as many hours in
    right meetings bring. `qualified_out` hours are shown beside, never as waste.
    """

    meetings: int
    hours: float
    money: float
    dragged_hours: float
    missed: float
    qualified_out: float


def useless(
    right: NDArray[np.bool_],
    days_to_qualified: Floats,
    qualified_out: NDArray[np.bool_],
    let_go_unqualified: NDArray[np.bool_],
    window: float = WINDOW,
) -> NDArray[np.bool_]:
    """Return which held meetings were useless, shape (n,).

    A meeting is useless when it was not `right` and led to no qualified opportunity within the larger of 90 days and
    `window` (`days_to_qualified`, infinite where it never did), or when its opportunity was let go or lost unqualified
    after more than one meeting. One that was `qualified_out` at the first meeting never is.
    """
    late = ~(np.asarray(days_to_qualified, dtype=float) <= max(window, WINDOW))
    found: NDArray[np.bool_] = ((~right & late) | let_go_unqualified) & ~qualified_out
    return found


def useless_cost(
    which: NDArray[np.bool_],
    hours: Floats,
    dragged: Floats,
    expenses: Floats,
    *,
    hourly: float,
    qualified_out: NDArray[np.bool_],
    margin_per_hour: float = 0.0,
) -> UselessCost:
    """Return what the meetings `which` (n,) have cost: own `hours` (n,) with preparation, travel and follow-up.

    `dragged` (n,) are hours of later meetings and proposals that they drew along, `expenses` (n,) money; `hourly` is
    the loaded cost of an hour and `margin_per_hour` what an hour in right meetings brings. Raises NotACost.
    """
    arrays = [np.asarray(one, dtype=float) for one in (hours, dragged, expenses)]
    if any(one.shape != which.shape or not np.isfinite(one).all() or (one < 0).any() for one in arrays):
        raise NotACost("each meeting needs its hours and expenses, 0 or more")
    if not np.isfinite([hourly, margin_per_hour]).all() or min(hourly, margin_per_hour) < 0:
        raise NotACost("an hour costs 0 or more")
    own, drawn, spent = (float(one[which].sum()) for one in arrays)
    return UselessCost(
        meetings=int(which.sum()),
        hours=own,
        money=(own + drawn) * hourly + spent,
        dragged_hours=drawn,
        missed=(own + drawn) * margin_per_hour,
        qualified_out=float(arrays[0][qualified_out].sum()),
    )
