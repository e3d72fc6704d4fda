"""The clock of a meeting that is held: what each item has taken, what is left, when it will end (R16).

Nothing ticks here. A meeting is its items, the spells of time that went to them, and an instant: whoever asks at the
same instant gets the same answer, so a page that was closed, a phone that slept and a server that was restarted all
come back to one clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

GRACE = dt.timedelta(minutes=2)
"""Whoever comes within so long after the beginning is not late: doors and stairs take their time."""
FORGOTTEN_AFTER = dt.timedelta(hours=2)
"""A meeting is closed by itself so long after its planned end, if no step was taken since."""
NOTHING = dt.timedelta()


class Part(StrEnum):
    """What the time of a meeting at a customer goes to: its charter, in the order of the talk (S1)."""

    PURPOSE = "purpose"
    EXPECTATIONS = "expectations"
    INSIGHT = "insight"
    NEXT_STEP = "next_step"


PERCENT_OF_CHARTER = {Part.PURPOSE: 10, Part.EXPECTATIONS: 25, Part.INSIGHT: 45, Part.NEXT_STEP: 20}
SHORTEST_CHARTER = len(Part)


class Progress(StrEnum):
    """Where an item stands."""

    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Planned:
    """An item of the agenda: its place, the minutes that it was given, and whether the meeting left it out."""

    place: int
    minutes: int
    is_skipped: bool = False

    @property
    def given(self) -> dt.timedelta:
        """The time that it was given."""
        return dt.timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that went to the item at a place without a pause; without an end it still goes there."""

    place: int
    began_at: dt.datetime
    ended_at: dt.datetime | None = None

    def taken(self, now: dt.datetime) -> dt.timedelta:
        """Return how long it has lasted."""
        return max(NOTHING, (self.ended_at or now) - self.began_at)


@dataclass(frozen=True, slots=True)
class Plan:
    """When a meeting should begin and end, and when it was begun and ended."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    begun_at: dt.datetime
    ended_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemClock:
    """An item on the clock; `left` is below nothing when it is over its time."""

    place: int
    given: dt.timedelta
    taken: dt.timedelta
    progress: Progress

    @property
    def left(self) -> dt.timedelta:
        """What it still has."""
        return self.given - self.taken

    @property
    def is_over(self) -> bool:
        """Whether it has taken more than it was given."""
        return self.taken > self.given


@dataclass(frozen=True, slots=True)
class Clock:
    """A meeting at an instant."""

    items: tuple[ItemClock, ...]
    at: ItemClock | None
    is_paused: bool
    is_ended: bool
    planned_end: dt.datetime
    expected_end: dt.datetime

    @property
    def late_by(self) -> dt.timedelta:
        """How much later than planned it ends as things stand; below nothing when it is ahead of its time."""
        return self.expected_end - self.planned_end


def clock_at(plan: Plan, items: Sequence[Planned], stretches: Sequence[Stretch], *, now: dt.datetime) -> Clock:
    """Return the clock of a meeting at an instant.

    The meeting is at the item of its last spell, of two of one instant the later given; a spell without an end runs,
    otherwise it is paused. It is expected
    to end when the item has what is left of its time, and each one ahead that is not left out has its own.
    """
    instant = plan.ended_at or now
    last = max(enumerate(stretches), key=lambda one: (one[1].began_at, one[0]), default=None)
    place = None if last is None else last[1].place
    at_place = None if plan.ended_at else place
    clocks = tuple(_item(one, stretches, at_place, instant) for one in items)
    at = next((one for one in clocks if one.progress is Progress.NOW), None)
    return Clock(
        items=clocks,
        at=at,
        is_paused=at is not None and all(one.ended_at for one in stretches),
        is_ended=plan.ended_at is not None,
        planned_end=plan.ends_at,
        expected_end=instant + (NOTHING if plan.ended_at else to_come(clocks)),
    )


def _item(item: Planned, stretches: Iterable[Stretch], at: int | None, now: dt.datetime) -> ItemClock:
    taken = sum((one.taken(now) for one in stretches if one.place == item.place), NOTHING)
    if item.place == at:
        progress = Progress.NOW
    elif item.is_skipped:
        progress = Progress.SKIPPED
    elif taken:
        progress = Progress.DONE
    else:
        progress = Progress.AHEAD if at is None or item.place > at else Progress.DONE
    return ItemClock(item.place, item.given, taken, progress)


def to_come(items: Iterable[ItemClock]) -> dt.timedelta:
    """Return the time that the items still ask for: the one that is now, and those ahead."""
    still = (Progress.NOW, Progress.AHEAD)
    return sum((max(NOTHING, one.left) for one in items if one.progress in still), NOTHING)


def next_place(clock: Clock) -> int | None:
    """Return the place of the next item that is not left out, None after the last."""
    here = clock.at.place if clock.at else -1
    ahead = (one.place for one in clock.items if one.place > here and one.progress is not Progress.SKIPPED)
    return min(ahead, default=None)


def is_late(arrived_at: dt.datetime, plan: Plan) -> bool:
    """Say whether somebody came after the beginning and the grace.

    What counts is the later of the planned and the real beginning: nobody is late to what has not begun.
    """
    return arrived_at > max(plan.starts_at, plan.begun_at) + GRACE


def forgotten_at(plan: Plan, last_step_at: dt.datetime, *, now: dt.datetime) -> dt.datetime | None:
    """Return when a meeting that nobody ended counts as ended, None while it may still be on.

    It waits for two hours after the planned end or the last step, whichever is later; the end is then dated to that
    instant, since the two hours of waiting were no meeting.
    """
    end = max(plan.ends_at, last_step_at)
    return end if now >= end + FORGOTTEN_AFTER else None


@dataclass(frozen=True, slots=True)
class Share:
    """What of the meeting's time an item took, and what it was to take; both of 1."""

    place: int
    taken: dt.timedelta
    given: dt.timedelta
    share: float
    planned_share: float
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Where the time of a meeting went: late at the start, over at the end, paused, and each item's share."""

    start_delay: dt.timedelta
    overrun: dt.timedelta
    whole: dt.timedelta
    paused: dt.timedelta
    shares: tuple[Share, ...]


def account_of(plan: Plan, items: Sequence[Planned], stretches: Sequence[Stretch], *, now: dt.datetime) -> Account:
    """Return the time account of a meeting: after its end for good, before it as it stands now.

    Shares are of the time that went to items, pauses apart, and add up to 1 as soon as there is any. Begun early and
    ended early count below nothing.
    """
    end = plan.ended_at or now
    taken = {one.place: _taken(one.place, stretches, end) for one in items}
    spoken = sum(taken.values(), NOTHING)
    given = sum((one.given for one in items), NOTHING)
    whole = max(NOTHING, end - plan.begun_at)
    return Account(
        start_delay=plan.begun_at - plan.starts_at,
        overrun=end - plan.ends_at,
        whole=whole,
        paused=max(NOTHING, whole - spoken),
        shares=tuple(
            Share(
                place=one.place,
                taken=taken[one.place],
                given=one.given,
                share=taken[one.place] / spoken if spoken else 0.0,
                planned_share=one.given / given if given else 0.0,
                is_skipped=one.is_skipped,
            )
            for one in items
        ),
    )


def _taken(place: int, stretches: Iterable[Stretch], now: dt.datetime) -> dt.timedelta:
    return sum((one.taken(now) for one in stretches if one.place == place), NOTHING)


def charter_boxes(minutes: int) -> tuple[tuple[Part, int], ...]:
    """Return the time boxes of a meeting at a customer; 60 minutes give 6, 15, 27 and 12.

    Each part gets its share rounded down, at least a minute, and the insight what is over; a meeting shorter than
    four minutes counts as four.
    """
    whole = max(minutes, SHORTEST_CHARTER)
    shares = {part: max(1, whole * percent // 100) for part, percent in PERCENT_OF_CHARTER.items()}
    shares[Part.INSIGHT] = whole - sum(time for part, time in shares.items() if part is not Part.INSIGHT)
    return tuple(shares.items())
