"""The comfort zone: filling the number with meetings that are easy to get (R11).

Everyone is held against their own past, never against a colleague. Meetings of an agreed account plan are exempt, and
the share of new customers is always told beside.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from hederssak.rules.worktime import WorkCalendar

FEWEST = 8
"""Fewer held meetings than this on either side say nothing."""
_Z = 1.645  # one-sided 95 %


class Pattern(StrEnum):
    """What a meeting can be that fills a number."""

    SAFE_CUSTOMER = "safe_customer"
    SAME_CONTACT = "same_contact"
    LAST_DAYS = "last_days"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One held meeting: with a customer of old or somebody new, whom one met, and when it was written down.

    `open_qualified` is whether that company then had a qualified opportunity open; `written_on` the day it was
    logged or moved into the period; `planned` whether an account plan agreed on it.
    """

    on: date
    existing_customer: bool
    open_qualified: bool
    contacts: tuple[str, ...] = ()
    written_on: date | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> Fraction | None:
        """Return the share, None of nothing."""
        return Fraction(self.count, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Comfort:
    """The patterns of one period beside the own past, and the share of new customers as their other side."""

    now: dict[Pattern, Share]
    before: dict[Pattern, Share]
    new_customers: Share

    @property
    def risen(self) -> tuple[Pattern, ...]:
        """Return the patterns clearly above the own past (one-sided test of two shares at 5 %)."""
        return tuple(pattern for pattern in Pattern if _is_above(self.now[pattern], self.before[pattern]))


def comfort(
    meetings: Sequence[Meeting],
    past: Sequence[tuple[date, Sequence[Meeting]]],
    *,
    period_ends: date,
    calendar: WorkCalendar,
) -> Comfort:
    """Return how much of a counting period's meetings was comfort, beside the earlier periods (R11).

    `past` has each earlier period's last day with its meetings.
    """
    counted = [meeting for meeting in meetings if not meeting.planned]
    now = patterns_of(counted, period_ends, calendar)
    before = dict.fromkeys(Pattern, Share(0, 0))
    for ended, some in past:
        earlier = patterns_of([meeting for meeting in some if not meeting.planned], ended, calendar)
        for pattern, share in earlier.items():
            before[pattern] = Share(before[pattern].count + share.count, before[pattern].of + share.of)
    new = sum(not meeting.existing_customer for meeting in meetings)
    return Comfort(now, before, Share(new, len(meetings)))


def patterns_of(meetings: Sequence[Meeting], ends: date, calendar: WorkCalendar) -> dict[Pattern, Share]:
    """Return how much of each pattern the meetings of a period that `ends` on a day have; leave planned ones out."""
    late = last_days(ends, calendar)
    met = Counter(contact for meeting in meetings for contact in set(meeting.contacts))
    found = {
        Pattern.SAFE_CUSTOMER: sum(one.existing_customer and not one.open_qualified for one in meetings),
        Pattern.SAME_CONTACT: sum(count - 1 for count in met.values()),
        Pattern.LAST_DAYS: sum(one.written_on is not None and min(late) <= one.written_on <= ends for one in meetings),
    }
    seats = sum(len(set(meeting.contacts)) for meeting in meetings)
    of = {Pattern.SAME_CONTACT: seats}
    return {pattern: Share(count, of.get(pattern, len(meetings))) for pattern, count in found.items()}


def last_days(ends: date, calendar: WorkCalendar) -> tuple[date, date]:
    """Return the last two working days of a period that ends on a day."""
    last = ends if calendar.is_working(ends) else calendar.add_working_days(ends, -1)
    return calendar.add_working_days(last, -1), last


def _is_above(now: Share, before: Share) -> bool:
    if now.of < FEWEST or before.of < FEWEST:
        return False
    pooled = (now.count + before.count) / (now.of + before.of)
    spread = sqrt(pooled * (1 - pooled) * (1 / now.of + 1 / before.of))
    return spread > 0 and now.count / now.of - before.count / before.of > _Z * spread
