"""The pipeline as it stood on any day: which deals were open, where, since when, and what became of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.scores import Floats

Ints: TypeAlias = NDArray[np.intp]


class NoHistory(ValueError):
    """The history is empty, or its parts don't fit together."""

    code = "no_history"


@dataclass(frozen=True)
class History:
    """Deals with their history; days count from any origin.

    Per deal (n,): `created`, `closed` (infinite while open), `won`, `amount` and fields known at creation,
    `fields` (n, f) as levels from 0 with `sizes` (f,). Per event (m,): `deal`, `day`, `stage` (from 0).
    `amount_known` is False where amounts are known only after a win. `value` (m,) holds the amount as each event left
    it, where amounts change; without it `amount` was known all along.
    """

    created: Floats
    closed: Floats
    won: NDArray[np.bool_]
    amount: Floats
    fields: NDArray[np.int32]
    sizes: tuple[int, ...]
    deal: Ints
    day: Floats
    stage: Ints
    amount_known: bool = True
    value: Floats | None = None

    def __post_init__(self) -> None:
        if len(self.created) == 0 or not np.isfinite(self.created).all() or not np.isfinite(self.amount).all():
            raise NoHistory("deals need a finite creation day and amount")
        if (self.closed < self.created).any() or (self.won & ~np.isfinite(self.closed)).any():
            raise NoHistory("a deal can't close before it is created, nor be won without a day")
        if self.value is not None and (self.value.shape != self.day.shape or not np.isfinite(self.value).all()):
            raise NoHistory("each event needs a finite amount")

    def part(self, which: NDArray[np.bool_]) -> "History":
        """Return the history of some deals only, `which` (n,); fields keep their levels. Raises NoHistory on none."""
        place = np.cumsum(which) - 1
        kept = which[self.deal]
        return History(
            self.created[which],
            self.closed[which],
            self.won[which],
            self.amount[which],
            self.fields[which],
            self.sizes,
            place[self.deal[kept]].astype(np.intp),
            self.day[kept],
            self.stage[kept],
            self.amount_known,
            None if self.value is None else self.value[kept],
        )

    @cached_property
    def order(self) -> Ints:
        """Return the events by deal and day, shape (m,)."""
        return np.lexsort((self.day, self.deal))

    @cached_property
    def _keys(self) -> Floats:
        return self._base[self.deal[self.order]] + self.day[self.order]

    @cached_property
    def _base(self) -> Floats:
        ends = np.concatenate([self.created, self.day, self.closed[np.isfinite(self.closed)]])
        width = 2.0 * (float(np.ptp(ends)) + 1000.0)
        return np.arange(float(len(self.created))) * width

    @cached_property
    def _entered(self) -> Ints:
        """Return, per event in order, the place of the event that entered its stage, shape (m,)."""
        deal, stage = self.deal[self.order], self.stage[self.order]
        fresh = np.ones(len(deal), dtype=bool)
        fresh[1:] = (deal[1:] != deal[:-1]) | (stage[1:] != stage[:-1])
        return np.maximum.accumulate(np.where(fresh, np.arange(len(deal)), 0)).astype(np.intp)

    @cached_property
    def since(self) -> Floats:
        """Return, per event in order, the day on which its stage was entered, shape (m,)."""
        day = self.day[self.order]
        return np.asarray(day[self._entered] if len(day) else day)

    @cached_property
    def before(self) -> Ints:
        """Return, per event in order, the stage that its deal came from, from 1; 0 where there was none, shape (m,)."""
        deal, stage = self.deal[self.order], self.stage[self.order]
        last = np.maximum(self._entered - 1, 0)
        came = (self._entered > 0) & (deal[last] == deal)
        return np.where(came, stage[last] + 1, 0).astype(np.intp)

    def won_between(self, start: float, end: float) -> float:
        """Return the amount won after `start` and up to `end`."""
        inside = self.won & (self.closed > start) & (self.closed <= end)
        return float(self.amount[inside].sum())

    def newborn_wins(self, start: float, end: float) -> Ints:
        """Return the deals created and won after `start` and up to `end`."""
        return np.flatnonzero(self.won & (self.created > start) & (self.closed > start) & (self.closed <= end))

    def picture(self, day: float) -> "Picture":
        """Return the deals open on `day`, as they were known then."""
        rows = np.flatnonzero((self.created <= day) & (self.closed > day))
        place = np.searchsorted(self._keys, self._base[rows] + day, side="right") - 1
        first = np.searchsorted(self._keys, self._base[rows] + self.created[rows] - 1e-6)
        known = place >= first
        at = self.order[np.maximum(place, 0)] if len(self.day) else np.zeros(len(rows), dtype=np.intp)
        age = day - self.created[rows]
        none = np.zeros(len(rows))
        seen, entered = (self.day[at], self.since[np.maximum(place, 0)]) if len(self.day) else (none, none)
        amount = self.amount[rows]
        if self.value is not None and len(self.day):
            amount = np.where(known, self.value[at], amount)
        return Picture(
            day,
            rows,
            np.where(known, (self.stage[at] if len(self.day) else 0) + 1, 0).astype(np.intp),
            age,
            np.where(known, day - seen, age),
            np.where(known, day - entered, age),
            np.where(known, place - first + 1, 0).astype(float),
            amount,
            np.where(known, self.before[np.maximum(place, 0)] if len(self.day) else 0, 0).astype(np.intp),
        )


@dataclass(frozen=True)
class Picture:
    """The open deals of a day: rows (k,) of the history, stage from 1 (0 unknown), and in days age, idle, in stage.

    `amount` (k,) is what was known of it on that day, `before` (k,) the stage it came from (0 none).
    """

    day: float
    rows: Ints
    stage: Ints
    age: Floats
    idle: Floats
    in_stage: Floats
    events: Floats
    amount: Floats
    before: Ints
