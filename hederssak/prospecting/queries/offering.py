"""What one can offer a customer on the telephone: free times of the coming days (R5)."""

from __future__ import annotations

import datetime as dt

from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.org.queries.calendars import work_calendar, years_around
from hederssak.prospecting.queries.blocks import TAKES_TIME, blocks_between, slot_of
from hederssak.prospecting.queries.busy import busy_of
from hederssak.rules.blocks import Slot
from hederssak.rules.offered_times import offered_times

DAYS = 10
OFFERED_MINUTES = 60
"""Each time that is offered has room for a meeting of this length."""


def times_to_offer(member: Member, *, now: dt.datetime, count: int = 4) -> list[dt.datetime]:
    """Return free times of a member within the next ten working days, booking hours left alone."""
    zone = zone_of(member)
    today = now.astimezone(zone).date()
    calendar = work_calendar(member, years_around(today))
    ahead = (today + dt.timedelta(days=number) for number in range(1, 3 * DAYS))
    days = [day for day in ahead if calendar.is_working(day)][:DAYS]
    if not days:
        return []
    within = Slot(now, now + dt.timedelta(days=3 * DAYS))
    busy = [one.slot for one in busy_of([member], within)[member.pk]]
    busy += [slot_of(block) for block in blocks_between([member], within)[member.pk] if block.state in TAKES_TIME]
    return offered_times(busy, days, minutes=OFFERED_MINUTES, zone=zone, now=now, count=count)
