"""What the tests of calendars make often."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.calendars.actions import connect, keep_entry
from hederssak.calendars.models import BusyTime, Connection, Entry, Kind, Service
from hederssak.org.models import Member
from tests.cast import NOW, STOCKHOLM

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
TUESDAY = dt.datetime(2026, 11, 24, 9, 0, tzinfo=STOCKHOLM)


def make_block(member: Member, starts_at: dt.datetime = TUESDAY, key: str = "block:1", **more: Any) -> Entry:
    """Keep a block of two hours in a member's calendars."""
    given: dict[str, Any] = {
        "kind": Kind.BLOCK,
        "ends_at": starts_at + 2 * HOUR,
        "title": "Bokningstid",
        "by": member,
        "now": NOW,
    }
    return keep_entry(member=member, key=key, starts_at=starts_at, **given | more)


def make_connection(
    member: Member, service: Service = Service.CALDAV, address: str = "https://example.com/a/"
) -> Connection:
    """Connect a calendar that nobody asks."""
    return connect(service=service, address=address, secret={"user": "anna", "password": "x"}, by=member, now=NOW)


def make_busy(connection: Connection, starts_at: dt.datetime, hours: float = 1, **more: Any) -> BusyTime:
    """Make a time at which a calendar says that its owner is taken."""
    uid = str(more.pop("uid", f"{starts_at:%Y%m%d%H%M}"))
    given: dict[str, Any] = {"href": uid, "uid": uid, "starts_at": starts_at, "ends_at": starts_at + hours * HOUR}
    return BusyTime.objects.create(
        organization_id=connection.organization_id,
        connection=connection,
        member_id=connection.member_id,
        **given | more,
    )
