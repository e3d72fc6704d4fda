"""How a promise wears away (R3): "the first time, a bad conscience; the second goes easier; the third, it is dead".

Everything is judged on the working clock of whoever promised (R0): eight weeks are forty of their working days, so
that nobody comes back from leave to a promise that the calendar broke for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from hederssak.rules.worktime import WorkCalendar

LONG, SHORT = 8, 4
"""Weeks: over the long stretch the honour rate and the exceptions are counted, over the short one the breaks."""


class Outcome(StrEnum):
    """How a block ended. Excused is neither held nor missed: a holiday, an absence, or the company took it."""

    HELD = "held"
    HELD_LATE = "held_late"
    MISSED = "missed"
    SWAPPED = "swapped"
    EXCUSED = "excused"


class Repayment(StrEnum):
    """What became of the two blocks that a swap owes: both held, still to come, or their week is over."""

    PAID = "paid"
    AHEAD = "ahead"
    OWED = "owed"


class State(StrEnum):
    """How a promise stands, from well to worst; `NONE` where nothing was promised in the stretch."""

    NONE = "none"
    KEEPS = "keeps"
    SLIP = "slip"
    SLIPPING = "slipping"
    COLLAPSING = "collapsing"

    @property
    def weight(self) -> int:
        """Return 0 to 4, to sort by."""
        return list(State).index(self)

    @property
    def wants_a_talk(self) -> bool:
        """Say whether the manager and the rep should sit down about it."""
        return self in {State.SLIPPING, State.COLLAPSING}


@dataclass(frozen=True, slots=True)
class Mark:
    """One block that has ended: its local day and how. `repayment` is read for swapped ones only."""

    day: date
    outcome: Outcome
    repayment: Repayment = Repayment.AHEAD

    @property
    def is_held(self) -> bool:
        """Say whether it was held, in its time or later the same day."""
        return self.outcome in {Outcome.HELD, Outcome.HELD_LATE}

    @property
    def is_open_swap(self) -> bool:
        """Say whether it was swapped and is not yet made up."""
        return self.outcome == Outcome.SWAPPED and self.repayment != Repayment.PAID


@dataclass(frozen=True, slots=True)
class Honour:
    """The honour rate as its two counts: `held` of `held + broken`, where broken = missed + swaps not made up."""

    held: int
    broken: int

    @property
    def due(self) -> int:
        """Return how many count: held, missed, and swapped but not yet made up."""
        return self.held + self.broken

    @property
    def rate(self) -> float | None:
        """Return the share between 0 and 1; None where nothing was due."""
        return self.held / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person's promise stands on a day; `first_day` is where the long stretch begins for them."""

    state: State
    honour: Honour
    breaks: tuple[date, ...]
    planned: int
    swaps: int
    first_day: date

    @property
    def exception_is_none(self) -> bool:
        """Say whether there was more than one exception in eight weeks, which is no exception (R3)."""
        return self.swaps > 1


@lru_cache(maxsize=512)
def stretch_start(calendar: WorkCalendar, today: date, weeks: int) -> date:
    """Return the first day of so many weeks of working time before `today`; today itself comes on top of them."""
    return calendar.add_working_days(today, -weeks * len(calendar.weekdays))


def honour_rate(marks: Iterable[Mark]) -> Honour:
    """Return held / (held + missed + swapped and not yet made up), as counts."""
    held = broken = 0
    for mark in marks:
        held += mark.is_held
        broken += mark.outcome == Outcome.MISSED or mark.is_open_swap
    return Honour(held, broken)


def breaks_of(marks: Sequence[Mark], calendar: WorkCalendar) -> tuple[date, ...]:
    """Return the days of the breaks, in order.

    A missed block is one. A swap is an exception and no break, if it is the only one in eight weeks and what it owes
    has not run past its week; the second exception in eight weeks is none, whatever the team does.
    """
    ordered = sorted(marks, key=lambda mark: mark.day)
    found: list[date] = []
    last_swap: date | None = None
    for mark in ordered:
        if mark.outcome == Outcome.MISSED:
            found.append(mark.day)
        elif mark.outcome == Outcome.SWAPPED:
            again = last_swap is not None and last_swap >= stretch_start(calendar, mark.day, LONG)
            if again or mark.repayment == Repayment.OWED:
                found.append(mark.day)
            last_swap = mark.day
    return tuple(found)


def standing_of(marks: Iterable[Mark], calendar: WorkCalendar, today: date) -> Standing:
    """Judge one person's promise on a day, from their ended blocks; give sixteen weeks so that each swap is judged."""
    past = sorted((mark for mark in marks if mark.day <= today), key=lambda mark: mark.day)
    long_start = stretch_start(calendar, today, LONG)
    short_start = stretch_start(calendar, today, SHORT)
    recent = [mark for mark in past if mark.day >= long_start]
    planned = sum(mark.day >= short_start and mark.outcome != Outcome.EXCUSED for mark in recent)
    breaks = tuple(day for day in breaks_of(past, calendar) if day >= short_start)
    honour = honour_rate(recent)
    swaps = sum(mark.outcome == Outcome.SWAPPED for mark in recent)
    state = state_of(breaks=len(breaks), planned=planned) if planned or honour.due else State.NONE
    return Standing(state, honour, breaks, planned, swaps, long_start)


def state_of(*, breaks: int, planned: int) -> State:
    """Return the state for so many breaks among so many planned blocks of four weeks.

    One is a slip, two or more is slipping; three or more that are a quarter of the planned, or two or more that are
    40 %, is collapsing.
    """
    if (breaks >= 3 and 4 * breaks >= planned) or (breaks >= 2 and 5 * breaks >= 2 * planned):
        return State.COLLAPSING
    if breaks >= 2:
        return State.SLIPPING
    return State.SLIP if breaks else State.KEEPS


def team_state(states: Iterable[State]) -> State:
    """Return how the promise of a team stands, from those of its people who have promised something.

    It collapses when half of them are slipping or worse; it slips away when one collapses, two are slipping, or a
    third (and at least two) have broken one; a single break is a slip.
    """
    promised = [state for state in states if state != State.NONE]
    if not promised:
        return State.NONE
    slipping = sum(state.wants_a_talk for state in promised)
    broke = sum(state != State.KEEPS for state in promised)
    if 2 * slipping >= len(promised):
        return State.COLLAPSING
    if State.COLLAPSING in promised or slipping >= 2 or (broke >= 2 and 3 * broke >= len(promised)):
        return State.SLIPPING
    return State.SLIP if broke else State.KEEPS


def after_one_more(*, breaks: int, planned: int) -> State:
    """Return the state that the next break would lead to."""
    return state_of(breaks=breaks + 1, planned=planned + 1)
