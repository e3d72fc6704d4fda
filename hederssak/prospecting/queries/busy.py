"""When somebody is busy: the one place that gathers it, so that a swap, a conflict and a page agree."""

from __future__ import annotations

import datetime as dt
import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from hederssak.cadence.models import SalesMeeting
from hederssak.calendars.queries.busy import busy_times
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member
from hederssak.rules.blocks import Busy, Slot

MEETING, SALES_MEETING, CALENDAR, BLOCK = "meeting", "sales_meeting", "calendar", "block"
LONGEST = dt.timedelta(days=1)
"""A customer meeting takes no longer; what began before it need not be looked at."""


MOST_WINDOWS = 100
"""Teams book at the same hours, so these are few; where they are not, all of the time is looked at."""


class Near:
    """Some slots of one person, to ask quickly whether a time touches one of them."""

    def __init__(self, slots: Iterable[Slot]) -> None:
        """Sort them by their starts; each has beside it the latest end so far."""
        ordered = sorted(slots)
        self.starts = [slot.starts_at for slot in ordered]
        self.ends = list(accumulate((slot.ends_at for slot in ordered), max))

    def touched(self, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
        """Say whether a time may share something with one of the slots."""
        place = bisect_left(self.starts, ends_at)
        return place > 0 and self.ends[place - 1] > starts_at


def busy_of(
    members: Collection[Member], within: Slot, *, near: Mapping[uuid.UUID, Near] | None = None
) -> dict[uuid.UUID, list[Busy]]:
    """Return what takes each member's time within a stretch, own booking hours left out; in a query for each source.

    With `near` only what touches these slots of a member: of fifty thousand meetings few lie over a booking hour.
    """
    found: dict[uuid.UUID, list[Busy]] = defaultdict(list)
    _customer_meetings(members, within, found, near)
    _sales_meetings(members, within, found)
    _calendars(members, within, found)
    return found


def _customer_meetings(
    members: Collection[Member],
    within: Slot,
    found: dict[uuid.UUID, list[Busy]],
    near: Mapping[uuid.UUID, Near] | None,
) -> None:
    """Add customer meetings; one person's are so few that all of the time is looked at, by the same query each time."""
    of = [member.pk for member in members], within.starts_at - LONGEST, within.starts_at, within.ends_at
    windows = _in_windows(near.values()) if near is not None and len(members) > 1 else None
    rows = _visits(*of) if windows is None else _visits.write(*of).filter(windows)
    for owner_id, starts_at, ends_at, pk, title in rows:
        if near is not None and not near[owner_id].touched(starts_at, ends_at):
            continue
        found[owner_id].append(Busy(Slot(starts_at, ends_at), MEETING, str(pk), title))


@prepared
def _visits(
    owners: list[uuid.UUID], after: dt.datetime, since: dt.datetime, until: dt.datetime
) -> QuerySet[CustomerMeeting, tuple[Any, ...]]:
    states = [MeetingState.BOOKED, MeetingState.HELD]
    rows = CustomerMeeting.objects.filter(owner__in=owners, state__in=states, starts_at__gt=after, starts_at__lt=until)
    return rows.filter(ends_at__gt=since).values_list("owner_id", "starts_at", "ends_at", "pk", "title")


def _in_windows(near: Iterable[Near]) -> Q:
    """Return what lets through all that may touch anybody's slot: the database leaves out the rest unread."""
    windows: list[tuple[dt.datetime, dt.datetime]] = []
    for starts_at, ends_at in sorted(slot for one in near for slot in zip(one.starts, one.ends, strict=True)):
        if windows and starts_at <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(windows[-1][1], ends_at)
        else:
            windows.append((starts_at, ends_at))
    if len(windows) > MOST_WINDOWS:
        return Q()
    return reduce(or_, (Q(starts_at__lt=end, ends_at__gt=start) for start, end in windows), Q(pk__in=()))


def _calendars(members: Collection[Member], within: Slot, found: dict[uuid.UUID, list[Busy]]) -> None:
    """Add what connected calendars say; a meeting of ours that stands there too is said once, with its name."""
    for pk, times in busy_times(members, within.starts_at, within.ends_at).items():
        if not times:
            continue
        known = {one.slot for one in found[pk]}
        slots = ((Slot(one.starts_at, one.ends_at), one.uid) for one in times)
        found[pk] += [Busy(slot, CALENDAR, uid) for slot, uid in slots if slot not in known]


@prepared
def _meetings_of(
    teams: list[uuid.UUID], after: dt.datetime, before: dt.datetime
) -> QuerySet[SalesMeeting, tuple[uuid.UUID, dt.datetime, int, uuid.UUID]]:
    rows = SalesMeeting.objects.filter(team__in=teams, called_off_at=None, starts_at__gt=after, starts_at__lt=before)
    return rows.values_list("team_id", "starts_at", "minutes", "pk")


def _sales_meetings(members: Collection[Member], within: Slot, found: dict[uuid.UUID, list[Busy]]) -> None:
    of_team: dict[uuid.UUID | None, list[Member]] = defaultdict(list)
    for member in members:
        of_team[member.team_id].append(member)
    teams = [team for team in of_team if team]
    for team_id, starts_at, minutes, pk in _meetings_of(teams, within.starts_at - LONGEST, within.ends_at):
        slot = Slot.at(starts_at, minutes)
        if slot.overlaps(within):
            for member in of_team[team_id]:
                found[member.pk].append(Busy(slot, SALES_MEETING, str(pk)))
