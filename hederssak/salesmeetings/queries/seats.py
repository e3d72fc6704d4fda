"""What a phone in a meeting needs to know of its own reader, in two small queries: thirty ask within a moment."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import lru_cache

from hederssak.cadence.models import SalesMeeting
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
    rows = SalesMeeting.objects.visible_to(member).filter(pk=meeting, called_off_at=None, run__isnull=False)
    found = rows.values_list("run__pk", "run__version").first()
    if found is None:
        return None
    run = run_of_version(*found)
    team = run.meeting.team if run.meeting else None
    asked = {member.pk, team.manager_id if team else None}
    came = dict(Presence.objects.filter(run=run, member__in=asked).values_list("member_id", "arrived_at"))
    return Seat(run, came.get(member.pk), may_drive(member, run, came=came))


@lru_cache(maxsize=128)
def run_of_version(run: uuid.UUID, _version: int) -> Run:
    """Return a run as it is since it came to a version: what was done to it counts the version up."""
    return Run.objects.select_related(*OF_A_RUN).get(pk=run)
