"""What a phone in a meeting needs to know of its own reader, in two small queries: thirty ask within a moment."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.prepared import prepared
from hederssak.org.access import of_team_for, side_of
from hederssak.org.models import Member
from hederssak.salesmeetings.models import Presence, Run
from hederssak.salesmeetings.queries.driving import may_drive
from hederssak.salesmeetings.queries.runs import OF_A_RUN


@dataclass(frozen=True)
class Seat:
    """A member's place in a meeting that was begun: since when they are there, and whether they may drive it."""

    run: Run
    since: dt.datetime | None
    drives: bool


def seat_of(member: Member, meeting: uuid.UUID) -> Seat | None:
    """Return a member's place in a meeting; None where they may see no such meeting, or it was not begun."""
    found = _begun.first(meeting, *side_of(member), role=member.role)
    if found is None:
        return None
    run = run_of_version(*found)
    team = run.meeting.team if run.meeting else None
    came = dict(_came(run.pk, [member.pk, *([team.manager_id] if team and team.manager_id else [])]))
    return Seat(run, came.get(member.pk), may_drive(member, run, came=came))


@prepared
def _begun(
    meeting: uuid.UUID, organization: uuid.UUID, teams: list[uuid.UUID], member: uuid.UUID, *, role: str
) -> QuerySet[SalesMeeting, tuple[uuid.UUID, int]]:
    rows = SalesMeeting.objects.filter(of_team_for(organization, teams, member, role=role), pk=meeting)
    return rows.filter(called_off_at=None, run__isnull=False).values_list("run__pk", "run__version")[:1]


@prepared
def _came(run: uuid.UUID, members: list[uuid.UUID]) -> QuerySet[Presence, tuple[uuid.UUID, dt.datetime]]:
    return Presence.objects.filter(run=run, member__in=members).values_list("member_id", "arrived_at")


@lru_cache(maxsize=128)
def run_of_version(run: uuid.UUID, _version: int) -> Run:
    """Return a run as it is since it came to a version: what was done to it counts the version up."""
    return Run.objects.select_related(*OF_A_RUN).get(pk=run)
