"""The reps' own calendars in the demo company: read from addresses that do not exist, and so never asked again."""

from __future__ import annotations

import datetime as dt
import random

from hederssak.calendars.actions import connect
from hederssak.calendars.actions.applying import apply
from hederssak.calendars.models import Connection, Service
from hederssak.calendars.providers.protocol import Changes, Found, Span
from hederssak.demo.workdays import ZONE
from hederssak.org.models import Member, Organization, Role
from hederssak.rules.weeks import local_instant

WEEKS = 8
A_WEEK = 4
NOON, FIVE = 12, 16
"""What stands in their calendars lies after noon: the booking hours of the mornings are another file's story."""

NEVER = dt.timedelta(days=3650)


def connect_calendars(organization: Organization, *, seed: int, now: dt.datetime) -> None:
    """Connect a calendar of each rep's, with a few things a week of which nobody knows what they are."""
    for member in Member.objects.filter(organization=organization, role=Role.REP).select_related("team"):
        url = f"https://calendar.example/{member.pk}.ics"
        row = connect(service=Service.ICS, address="", secret={"url": url}, by=member, now=now)
        changes = _changes(random.Random(f"{seed} {member.name} calendar"), now.astimezone(ZONE).date())
        apply(row, changes, read_until=now + dt.timedelta(weeks=26), now=now)
        Connection.objects.filter(pk=row.pk).update(synced_at=now, due_at=now + NEVER)


def _changes(rng: random.Random, today: dt.date) -> Changes:
    """Return what a rep's calendar says."""
    changes = Changes("", is_whole=True)
    for number in range(WEEKS * A_WEEK):
        day = today + dt.timedelta(days=7 * (number // A_WEEK) + rng.randrange(7))
        start = local_instant(day, dt.time(rng.randrange(NOON, FIVE), rng.choice((0, 30))), ZONE)
        hours = rng.choice((0.5, 1, 1, 1.5))
        if day.weekday() < 5:
            span = Span(str(number), "", start, start + dt.timedelta(hours=hours), is_free=rng.random() < 0.1)
            changes.add(Found(str(number), "", str(number), (span,)))
    return changes
