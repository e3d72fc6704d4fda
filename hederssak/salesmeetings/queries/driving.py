"""Who drives a meeting that is held."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Container

from hederssak.cadence.models import SalesMeeting
from hederssak.org.access import leads
from hederssak.org.models import Member, Role
from hederssak.salesmeetings.models import Run

BEFORE_START = dt.timedelta(minutes=30)
"""From so long before its start a team's manager may begin the meeting."""
AFTER_START = dt.timedelta(hours=12)
"""So long after its start a meeting may still be begun: one that fell ill all day is not held at night."""


def may_begin(member: Member, meeting: SalesMeeting, *, now: dt.datetime) -> bool:
    """Say whether the member may begin the meeting now: the manager from half an hour before, the team from its start.

    A meeting never waits for one who is ill or in a queue of cars: from the planned start anyone of the team begins.
    In the demo company the manager begins the next one whenever somebody wants to see it run.
    """
    if meeting.called_off_at is not None or now >= meeting.starts_at + AFTER_START:
        return False
    if leads(member, meeting.team):
        return now >= meeting.starts_at - BEFORE_START or meeting.team.organization.is_demo
    return _is_of_team(member, meeting) and now >= meeting.starts_at


def may_drive(member: Member, run: Run, *, came: Container[uuid.UUID] | None = None) -> bool:
    """Say whether the member may drive: the manager always, whoever began it, and the team while the manager is away.

    Whoever began it was let to, by the manager or by the clock. Where the manager has not come, anyone of the team
    may, so that a meeting is not lost with the phone of the one who began it; once the manager is there, the others
    are back at the table. A customer meeting is driven by its owner alone. `came` are those who came, where the caller
    knows them.
    """
    if run.customer_meeting is not None:
        return run.customer_meeting.owner_id == member.pk
    meeting = run.meeting
    if meeting is None:
        return False
    if leads(member, meeting.team) or not _is_of_team(member, meeting):
        return leads(member, meeting.team)
    if run.started_by_id == member.pk:
        return True
    if came is not None:
        return meeting.team.manager_id not in came
    return not run.presences.filter(member=meeting.team.manager_id).exists()


def _is_of_team(member: Member, meeting: SalesMeeting) -> bool:
    return member.team_id == meeting.team_id and member.role in {Role.REP, Role.MANAGER} and member.left_on is None
