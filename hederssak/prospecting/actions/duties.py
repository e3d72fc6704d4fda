"""What the manager did for the promise: asked, talked, sat along (R0)."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied

from hederssak.lib import clock
from hederssak.org.access import leads
from hederssak.org.models import Member, Team
from hederssak.prospecting.models import ManagerDuty
from hederssak.rules.promise import Duty


def fulfil(duty: ManagerDuty, *, by: Member, now: dt.datetime) -> None:
    """Note that a manager has asked or talked; pressing twice keeps the first day."""
    if duty.manager_id != by.pk:
        raise PermissionDenied
    today = clock.day_in(duty.team.time_zone, now)
    ManagerDuty.objects.filter(pk=duty.pk, done_on=None).update(done_on=today, done_at=now)


def take_back(duty: ManagerDuty, *, by: Member) -> None:
    """Undo a press: what was to be asked is open again; a sitting along that was not is gone."""
    if duty.manager_id != by.pk:
        raise PermissionDenied
    if duty.kind == Duty.FOLLOW_ALONG:
        duty.delete()
        return
    other = ManagerDuty.objects.filter(kind=Duty.TALK, about=duty.about, done_on=None)
    if duty.kind != Duty.TALK or not other.exists():
        ManagerDuty.objects.filter(pk=duty.pk).update(done_on=None, done_at=None)


def follow_along(
    team: Team, *, by: Member, now: dt.datetime, about: Member | None = None, day: dt.date | None = None
) -> ManagerDuty:
    """Note that the manager followed along today, or on `day`: in an hour of the team or with `about`; once a day."""
    if not leads(by, team):
        raise PermissionDenied
    on_day = day or clock.day_in(team.time_zone, now)
    duty, _made = ManagerDuty.objects.get_or_create(
        team=team,
        kind=Duty.FOLLOW_ALONG,
        due_on=on_day,
        defaults={
            "organization_id": team.organization_id,
            "manager": by,
            "about": about,
            "done_on": on_day,
            "done_at": now,
        },
    )
    return duty
