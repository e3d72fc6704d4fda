"""How a team's meetings go over time: late, over, what the time goes to, who comes (R16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from hederssak.rules.agenda import Item

ON_TIME = 2
"""Minutes within which a meeting counts as begun and ended on time."""
CASES_SHARE = 0.5
"""The cases are to get more than this."""


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting: minutes late and over (None where nobody ended it), shares of its time, who came of whom."""

    late: float
    over: float | None
    shares: Mapping[Item, float]
    planned: Mapping[Item, float]
    present: int
    expected: int


@dataclass(frozen=True, slots=True)
class Course:
    """What is said of the last meetings; medians, so that one bad Monday does not color the rest."""

    meetings: int
    late: float
    over: float | None
    shares: Mapping[Item, float]
    planned: Mapping[Item, float]
    present: int
    expected: int

    @property
    def cases_are_short(self) -> bool:
        """Whether the cases got no more than half of the time."""
        return self.shares.get(Item.CASES, 0.0) <= CASES_SHARE


def course_of(held: Sequence[Held]) -> Course | None:
    """Return what is said of meetings; None where there was none.

    Shares are the mean over the meetings in which any time was measured, an item that a meeting did not have being 0.
    """
    if not held:
        return None
    overs = [one.over for one in held if one.over is not None]
    timed = [one for one in held if one.shares]
    return Course(
        meetings=len(held),
        late=median(one.late for one in held),
        over=median(overs) if overs else None,
        shares=_mean([one.shares for one in timed]),
        planned=_mean([one.planned for one in timed]),
        present=sum(one.present for one in held),
        expected=sum(one.expected for one in held),
    )


def _mean(shares: Sequence[Mapping[Item, float]]) -> dict[Item, float]:
    there = {item for one in shares for item in one}
    return {item: mean(one.get(item, 0.0) for one in shares) for item in Item if item in there}
