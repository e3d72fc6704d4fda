"""One for two (R2): whether a booking hour may be given up, and against which two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hederssak.rules.blocks import Busy, Slot
from hederssak.rules.debts import FOR_ONE, MOST
from hederssak.rules.weeks import Week, local_day
from hederssak.rules.worktime import WorkCalendar

ENOUGH_DAYS = 3
"""A week with fewer working days pays nothing back: it is full as it is."""
LONGEST_LEAVE = 110
"""Weeks to look ahead for one that can pay: two years of parental leave and some."""


class SwapRefused(Exception):
    """The swap breaks a rule; `code` says which, `allowed` what would be right."""

    def __init__(self, code: str, **allowed: object) -> None:
        """Take the rule's code, and what would be allowed."""
        super().__init__(code)
        self.code = code
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Payer:
    """The one who gives up a time: their working days, their clock, all that they have in their calendar."""

    calendar: WorkCalendar
    zone: ZoneInfo
    busy: Sequence[Busy] = ()
    planned: int = 0
    """Replacements that lie ahead already."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which time is to be given up, what the customer was offered instead, and the two times for it."""

    block: Slot
    kind: str
    state: str
    offered: str
    replacements: Sequence[Slot]


def pay_week(calendar: WorkCalendar, after: Week) -> Week:
    """Return the first week after one in which the member has three or more working days.

    Holidays, absence and quiet weeks make a week too short, so the debt waits for the one who is on leave. Raises
    `SwapRefused` with `no_week` where there is none in two years.
    """
    week = after.next()
    for _ in range(LONGEST_LEAVE):
        if calendar.working_days(week.monday, week.sunday) >= ENOUGH_DAYS:
            return week
        week = week.next()
    raise SwapRefused("no_week")


def decide(request: Request, payer: Payer, *, now: datetime) -> Week:
    """Return the week that pays for the swap; raise `SwapRefused` with the rule that is broken.

    The order is that in which a person can do something about it.
    """
    week = may_be_given_up(request.block, request.kind, request.state, payer, now=now)
    if not request.offered.strip():
        raise SwapRefused("no_other_times")
    if len(request.replacements) != FOR_ONE:
        raise SwapRefused("not_two")
    first, second = request.replacements
    for slot in request.replacements:
        fits(slot, week=week, minutes=request.block.minutes, payer=payer, now=now)
    if first.overlaps(second):
        raise SwapRefused("overlaps", kind="replacement", slot=first)
    return week


def may_be_given_up(block: Slot, kind: str, state: str, payer: Payer, *, now: datetime) -> Week:
    """Return the week that would pay; raise `SwapRefused` for a time that has begun or ended, and for a replacement."""
    if kind == "replacement":
        raise SwapRefused("replacement", week=Week.of_instant(block.starts_at, payer.zone))
    if kind != "regular":
        raise SwapRefused("not_regular")
    if state != "planned":
        raise SwapRefused("not_planned", state=state)
    if block.starts_at <= now:
        raise SwapRefused("begun")
    if payer.planned + FOR_ONE > MOST:
        raise SwapRefused("enough_planned", planned=payer.planned)
    return pay_week(payer.calendar, Week.of_instant(block.starts_at, payer.zone))


def fits(slot: Slot, *, week: Week, minutes: int, payer: Payer, now: datetime) -> None:
    """Raise `SwapRefused` unless a time can be a replacement: in its week, ahead, long enough, over nothing else."""
    day = local_day(slot.starts_at, payer.zone)
    if day not in week or local_day(slot.ends_at, payer.zone) != day:
        raise SwapRefused("wrong_week", week=week)
    if slot.starts_at <= now:
        raise SwapRefused("past", week=week)
    if slot.minutes < minutes:
        raise SwapRefused("too_short", minutes=minutes)
    if not payer.calendar.is_working(day):
        raise SwapRefused("not_working", day=day)
    over = next((one for one in payer.busy if one.slot.overlaps(slot)), None)
    if over is not None:
        raise SwapRefused("overlaps", kind=over.kind, slot=over.slot)


def may_be_moved(block: Slot, kind: str, state: str, payer: Payer) -> Week:
    """Return the week inside which a replacement may be moved, or raise `SwapRefused`."""
    if kind != "replacement":
        raise SwapRefused("not_replacement")
    if state != "planned":
        raise SwapRefused("not_planned", state=state)
    return Week.of_instant(block.starts_at, payer.zone)
