"""What is usual here: learned from the organization's own won opportunities, else stated defaults (R12)."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Generic, TypeVar

from hederssak.rules.money import Money
from hederssak.rules.order_statistics import interval
from hederssak.rules.worktime import WorkCalendar

T = TypeVar("T", int, Money)

FEWEST_CASES = 10
DEFAULT_PUSHES = 3
DEFAULT_IDLE_DAYS = 30
TIMES_MEDIAN = 3


@dataclass(frozen=True, slots=True)
class Threshold(Generic[T]):
    """A limit, how many won opportunities it was learned from, and whether it is only the default.

    It lies between `low` and `high` with four chances in five; None where so few cases leave an end open.
    """

    value: T
    cases: int = 0
    is_default: bool = True
    low: T | None = field(default=None, compare=False)
    high: T | None = field(default=None, compare=False)

    @property
    def sureness(self) -> dict[str, T | int | bool | None]:
        """Return what a finding says of it beside the limit: its interval and how many it was learned from."""
        return {"cases": self.cases, "is_default": self.is_default, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Thresholds:
    """The limits of one organization.

    `pushes`: flagged from so many on. `idle`: working days without buyer-side progress that are
    still usual, by stage key. `medians`: the median won amount by segment; with no entry for a
    segment `median` stands in; without that, amounts are not judged. `grace`: working days in which
    a next step may be missing or a date passed.
    """

    pushes: Threshold[int] = Threshold(DEFAULT_PUSHES)
    idle: Threshold[int] = Threshold(DEFAULT_IDLE_DAYS)
    idle_by_stage: Mapping[str, Threshold[int]] = field(default_factory=dict)
    median: Threshold[Money] | None = None
    medians: Mapping[str, Threshold[Money]] = field(default_factory=dict)
    times_median: int = TIMES_MEDIAN
    grace: int = 1

    def idle_in(self, stage: str) -> Threshold[int]:
        """Return the limit of a stage, or the one over all stages."""
        return self.idle_by_stage.get(stage, self.idle)

    def median_of(self, segment: str) -> Threshold[Money] | None:
        """Return the median of a segment, or the one over all segments, or None."""
        return self.medians.get(segment, self.median)


@dataclass(frozen=True, slots=True)
class WonOpportunity:
    """What a won opportunity teaches; `idle_by_stage` has its longest silence per stage, in working days."""

    segment: str = ""
    amount: Money | None = None
    pushes: int = 0
    idle_by_stage: Mapping[str, int] = field(default_factory=dict)


def learn_thresholds(won: Iterable[WonOpportunity], currency: str) -> Thresholds:
    """Return the limits that won opportunities teach, each with its number of cases.

    Pushes: one more than nine of ten won opportunities had, and never below 2. Idle days: the 90th
    percentile per stage. Medians in `currency`; amounts in another are left out, so convert first.
    Fewer than 10 cases teach nothing: then the limit over all stages or segments, then the default.
    """
    cases = list(won)
    idle: dict[str, list[int]] = defaultdict(list)
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for case in cases:
        for stage, days in case.idle_by_stage.items():
            idle[stage].append(days)
        if case.amount is not None and case.amount.currency == currency:
            amounts[case.segment].append(case.amount.amount)
    every_amount = [amount for some in amounts.values() for amount in some]
    every_idle = [days for some in idle.values() for days in some]
    return Thresholds(
        pushes=_learned([case.pushes for case in cases], _push_limit) or Threshold(DEFAULT_PUSHES),
        idle=_learned(every_idle, int) or Threshold(DEFAULT_IDLE_DAYS),
        idle_by_stage={stage: limit for stage, some in idle.items() if (limit := _learned(some, int))},
        median=_median(every_amount, currency),
        medians={segment: usual for segment, some in amounts.items() if (usual := _median(some, currency))},
    )


def p90(values: Sequence[int]) -> int:
    """Return the smallest value that at least nine of ten do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(0.9 * len(values)) - 1]


def longest_silence(entered: date, left: date, progress: Iterable[date], calendar: WorkCalendar) -> int:
    """Return the most working days in a row that a stage went without buyer-side progress."""
    days = [entered, *sorted(day for day in progress if entered < day < left), left]
    return max(calendar.idle_days(one, other) for one, other in pairwise(days))


def _push_limit(usual: int) -> int:
    return max(2, usual + 1)


def _learned(values: Sequence[int], limit: Callable[[int], int]) -> Threshold[int] | None:
    """Return the limit that follows from the 90th percentile, and those that follow from the ends of its interval."""
    if len(values) < FEWEST_CASES:
        return None
    low, high = (end if end is None else limit(end) for end in interval(sorted(values), 0.9))
    return Threshold(limit(p90(values)), len(values), is_default=False, low=low, high=high)


def _median(amounts: Sequence[Decimal], currency: str) -> Threshold[Money] | None:
    if len(amounts) < FEWEST_CASES:
        return None
    low, high = (end if end is None else Money(end, currency) for end in interval(sorted(amounts), 0.5))
    middle = Money(statistics.median(amounts), currency)
    return Threshold(middle, len(amounts), is_default=False, low=low, high=high)
