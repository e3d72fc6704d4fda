"""Booking hours (R1): when they are, how they ended, what lies over them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from hederssak.rules.weeks import local_instant
from hederssak.rules.worktime import WorkCalendar

ENOUGH = 0.8
"""So much of its time one has to be in a block for it to be held."""
DAY = timedelta(days=1)
NOTHING = timedelta()


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """A stretch of time, [starts_at, ends_at), as aware instants."""

    starts_at: datetime
    ends_at: datetime

    @classmethod
    def at(cls, starts_at: datetime, minutes: int) -> Self:
        """Return the slot of so many minutes from an instant on."""
        return cls(starts_at, starts_at + timedelta(minutes=minutes))

    @property
    def length(self) -> timedelta:
        """Return how long it is."""
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        """Return how long it is, in whole minutes."""
        return self.length // timedelta(minutes=1)

    def overlaps(self, other: Self) -> bool:
        """Say whether both share time; one that ends when the other begins does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """The same time every week, by the clock of a zone, from `valid_from` to `valid_to`, both included.

    One that `plans` is for filling the HIT list, not for booking (R5).
    """

    key: object
    weekday: int
    starts: time
    minutes: int
    valid_from: date
    valid_to: date | None
    zone: ZoneInfo
    plans: bool = False

    def day_from(self, day: date) -> date:
        """Return the rule's first weekday on or after a day."""
        return day + timedelta(days=(self.weekday - day.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a rule makes."""

    rule: WeeklyRule
    slot: Slot


def occurrences(rules: Iterable[WeeklyRule], calendar: WorkCalendar, first: date, last: date) -> list[Occurrence]:
    """Return the times of one member from `first` to `last`, both included, earliest first.

    A day on which the member does not work (weekend, public holiday, absence, quiet week) has none. The clock on the
    wall decides: 09:00 stays 09:00 when summer time begins or ends. Where two rules want the same time, the one that
    begins earlier has it, so that nobody has to be in two blocks at once.
    """
    found = []
    for rule in rules:
        day = rule.day_from(max(first, rule.valid_from))
        end = min(last, rule.valid_to or last)
        while day <= end:
            if calendar.is_working(day):
                found.append(Occurrence(rule, Slot.at(local_instant(day, rule.starts, rule.zone), rule.minutes)))
            day += 7 * DAY
    found.sort(key=lambda one: (one.slot, one.rule.valid_from))
    kept: list[Occurrence] = []
    for one in found:
        if not kept or kept[-1].slot.ends_at <= one.slot.starts_at:
            kept.append(one)
    return kept


def clash(one: WeeklyRule, other: WeeklyRule) -> bool:
    """Say whether two rules of one member want the same time in some week (on the same weekday, in the same zone)."""
    if one.weekday != other.weekday:
        return False
    if (one.valid_to and one.valid_to < other.valid_from) or (other.valid_to and other.valid_to < one.valid_from):
        return False
    begin, end = (_minute(one.starts), _minute(other.starts))
    return begin < end + other.minutes and end < begin + one.minutes


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


class Verdict(StrEnum):
    """How a block ended."""

    HELD = "held"
    HELD_LATE = "held_late"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Deeds:
    """What was seen of a member on a block's day: when they were in it, when calls had an outcome, what was written."""

    present: Sequence[Slot] = ()
    outcomes: Sequence[datetime] = ()
    prepared_at: datetime | None = None

    def something_done(self, since: datetime, until: datetime) -> bool:
        """Say whether there is an outcome, or a written preparation, in [since, until)."""
        done = (*self.outcomes, *((self.prepared_at,) if self.prepared_at else ()))
        return any(since <= instant < until for instant in done)


def settle(block: Slot, deeds: Deeds, *, day_ends_at: datetime, now: datetime) -> Verdict | None:
    """Return how a block ended, or None while it still can end well.

    Held: in it for 80 % of its time, with at least one outcome or its preparation written. Held late: the same after
    its start on the same day, for as long as it was to be. Missed: neither, once the day is over. A preparation that
    is written ahead counts too: it is the block's.
    """
    if now < block.ends_at:
        return None
    prepared_ahead = deeds.prepared_at is not None and deeds.prepared_at < block.starts_at
    day = Slot(block.starts_at, day_ends_at)
    did_something = prepared_ahead or deeds.something_done(block.starts_at, day_ends_at)
    if did_something and time_in(block, deeds.present) >= ENOUGH * block.length:
        return Verdict.HELD
    if did_something and time_in(day, deeds.present) >= block.length:
        return Verdict.HELD_LATE
    return Verdict.MISSED if now >= day_ends_at else None


def settle_planning(
    block: Slot, listed_at: Iterable[datetime], *, prepared_at: datetime | None, day_ends_at: datetime, now: datetime
) -> Verdict | None:
    """Return how a time for filling the HIT list ended (R5), or None while it still can end well.

    Held: somebody was put onto the list in it, or the preparation of it is written. Held late: later the same day.
    Missed: neither, once the day is over. Nobody is in debt for it: it is a help to keep a promise, and is none itself.
    """
    if now < block.ends_at:
        return None
    done = [*listed_at, *([prepared_at] if prepared_at else [])]
    if any(block.starts_at <= instant < block.ends_at for instant in done):
        return Verdict.HELD
    if any(block.ends_at <= instant < day_ends_at for instant in done):
        return Verdict.HELD_LATE
    return Verdict.MISSED if now >= day_ends_at else None


def time_in(slot: Slot, present: Iterable[Slot]) -> timedelta:
    """Return how long somebody was there within a slot; times that overlap (two tabs) count once."""
    total, reached = NOTHING, slot.starts_at
    for one in sorted(present):
        start, end = max(one.starts_at, reached), min(one.ends_at, slot.ends_at)
        if start < end:
            total += end - start
            reached = end
    return total


@dataclass(frozen=True, slots=True)
class Busy:
    """A time that is taken, by what kind of thing, and which; `title` is empty where it is private."""

    slot: Slot
    kind: str
    source: str = ""
    title: str = ""


def conflicts(blocks: Sequence[Slot], busy: Sequence[Busy]) -> list[list[Busy]]:
    """Return, for each block of one member, what lies over it, earliest first."""
    ordered = sorted(busy, key=lambda one: one.slot.starts_at)
    starts = [one.slot.starts_at for one in ordered]
    longest = max((one.slot.length for one in ordered), default=NOTHING)
    found = []
    for block in blocks:
        near = ordered[bisect_left(starts, block.starts_at - longest) : bisect_left(starts, block.ends_at)]
        found.append(sorted((one for one in near if one.slot.overlaps(block)), key=lambda one: one.slot))
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return it as a number between 0 and 1; None of nothing."""
        return self.part / self.whole if self.whole else None


def booked_inside(booked_at: Iterable[datetime], blocks: Iterable[Slot]) -> Share:
    """Return how many meetings were booked inside blocks, of all: the rest came "when we had time"."""
    slots = sorted(blocks)
    starts = [slot.starts_at for slot in slots]
    inside = whole = 0
    for instant in booked_at:
        whole += 1
        place = bisect_left(starts, instant + timedelta.resolution) - 1
        inside += place >= 0 and instant < slots[place].ends_at
    return Share(inside, whole)
