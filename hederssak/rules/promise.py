"""The promise of a quarter (R0): what is agreed, who has signed, and whether the manager keeps their side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hederssak.rules.erosion import SHORT, State, stretch_start
from hederssak.rules.worktime import Period, WorkCalendar

FOLLOW_EVERY = 2
"""Weeks within which the manager sits along in an hour at least once, unless the promise says otherwise."""


class Stage(StrEnum):
    """Where a promise is on its way."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    OVER = "over"
    REPLACED = "replaced"


class Duty(StrEnum):
    """What the manager promises: hold the hour free, ask the same day when one breaks, follow along, and talk."""

    HOLD_FREE = "hold_free"
    ASK_SAME_DAY = "ask_same_day"
    FOLLOW_ALONG = "follow_along"
    TALK = "talk"


class Kept(StrEnum):
    """How a duty was kept; `OPEN` while there is still time."""

    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One of the manager's duties: how it stands, how many were kept, came late and were due, and the last day."""

    duty: Duty
    kept: Kept
    kept_count: int = 0
    late_count: int = 0
    due_count: int = 0
    last_day: date | None = None
    every: int = 0


class NotAQuarter(ValueError):
    """Raised for terms that can't be promised, with the `field` that is wrong."""

    code = "not_a_quarter"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed, per member and week; desirable meetings are kept apart from agreed ones."""

    blocks: int
    meetings: int
    desirable: int | None = None


def check_terms(terms: Terms) -> None:
    """Raise NotAQuarter where there is no block, no meeting, or less desirable than agreed."""
    if not 1 <= terms.blocks <= 10:
        raise NotAQuarter("blocks")
    if not 1 <= terms.meetings <= 50:
        raise NotAQuarter("meetings")
    if terms.desirable is not None and not terms.meetings <= terms.desirable <= 100:
        raise NotAQuarter("desirable")


def quarter_of(day: date) -> Period:
    """Return the calendar quarter that a day lies in."""
    first = date(day.year, 3 * (quarter_number(day) - 1) + 1, 1)
    following = date(day.year + 1, 1, 1) if first.month == 10 else first.replace(month=first.month + 3)
    return Period(first, following - timedelta(days=1))


def quarter_number(day: date) -> int:
    """Return 1 to 4."""
    return (day.month - 1) // 3 + 1


def stage_of(*, period: Period, wanted: Iterable[str], signed: Iterable[str], replaced: bool, today: date) -> Stage:
    """Return where a promise is; it is in force once everybody who is to sign has signed."""
    if replaced:
        return Stage.REPLACED
    if today > period.last:
        return Stage.OVER
    return Stage.WAITING if set(wanted) - set(signed) else Stage.IN_FORCE


def may_restart(state: State) -> bool:
    """Say whether the system of a team has died, so that it is begun anew together, with a date."""
    return state == State.COLLAPSING


def kept_same_day(*, due: date, done: date | None, today: date) -> Kept:
    """Return how a duty was kept that was due on one day, such as asking on the day of a break."""
    if done is not None:
        return Kept.KEPT if done <= due else Kept.LATE
    return Kept.OPEN if today <= due else Kept.BROKEN


def kept_along(days: Sequence[date], calendar: WorkCalendar, *, since: date, today: date, every: int) -> Kept:
    """Return whether the manager followed along: within so many weeks of working time before today, or since the start.

    It is open in the first weeks of a promise.
    """
    start = stretch_start(calendar, today, every)
    if any(start <= day <= today for day in days):
        return Kept.KEPT
    return Kept.OPEN if since > start else Kept.BROKEN


def kept_free(taken: Iterable[date], calendar: WorkCalendar, *, today: date) -> Kept:
    """Return whether the hours were held free for four weeks: none was taken by the company."""
    start = stretch_start(calendar, today, SHORT)
    return Kept.BROKEN if any(start <= day <= today for day in taken) else Kept.KEPT
