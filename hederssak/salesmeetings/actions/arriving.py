"""Coming to a meeting: by the code on the wall, or marked by whoever drives (R16)."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.cadence.models import SalesMeeting
from hederssak.org.access import leads, may_see_pack_of
from hederssak.org.models import Member, Role
from hederssak.salesmeetings.actions.screens import tell_screens
from hederssak.salesmeetings.models import EarlyArrival, Presence, Run
from hederssak.salesmeetings.queries.driving import may_drive
from hederssak.salesmeetings.queries.runs import run_of

OPENS = dt.timedelta(hours=1)
"""From so long before the start one can say that one is there."""
CLOSES = dt.timedelta(hours=2)
"""So long after the planned end of a meeting that was never begun one no longer can."""


class DoorClosedError(Exception):
    """It is too early to come, or the meeting is over."""

    code = "door_closed"


def is_open(meeting: SalesMeeting, run: Run | None, *, now: dt.datetime) -> bool:
    """Say whether one can say that one is there."""
    if meeting.called_off_at is not None or now < meeting.starts_at - OPENS:
        return False
    if run is not None:
        return run.ended_at is None
    return now < meeting.starts_at + dt.timedelta(minutes=meeting.minutes) + CLOSES


def check_in(*, meeting: SalesMeeting, member: Member, by: Member, now: dt.datetime) -> dt.datetime:
    """Write down that somebody has come, and return since when; coming twice is coming once.

    One says it oneself; for others whoever drives does. Raises `DoorClosedError`, `PermissionDenied`.
    """
    with transaction.atomic():
        run = run_of(meeting)
        _require(meeting, run, member, by)
        if not is_open(meeting, run, now=now):
            raise DoorClosedError
        known = {"arrived_at": now, "marked_by": by}
        row: Presence | EarlyArrival
        if run is not None:
            row, is_new = Presence.objects.get_or_create(run=run, member=member, defaults=known)
        else:
            row, is_new = EarlyArrival.objects.get_or_create(meeting=meeting, member=member, defaults=known)
        if is_new:
            tell_screens(meeting.pk)
    return row.arrived_at


def take_back(*, meeting: SalesMeeting, member: Member, by: Member, now: dt.datetime) -> None:
    """Take back that somebody has come, who was marked by mistake. Raises as `check_in` does."""
    with transaction.atomic():
        run = run_of(meeting)
        _require(meeting, run, member, by)
        if not is_open(meeting, run, now=now):
            raise DoorClosedError
        EarlyArrival.objects.filter(meeting=meeting, member=member).delete()
        if run is not None:
            Presence.objects.filter(run=run, member=member).delete()
        tell_screens(meeting.pk)


def _require(meeting: SalesMeeting, run: Run | None, member: Member, by: Member) -> None:
    """Let through whoever speaks for themselves, or drives."""
    if not may_see_pack_of(member, meeting.team) or member.role == Role.ADMIN:
        raise PermissionDenied
    if member.pk == by.pk or leads(by, meeting.team):
        return
    if run is None or not may_drive(by, run):
        raise PermissionDenied
