"""How far an installation has come: what an administrator has to see to, read without anybody's figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Q

from hederssak.cadence.models import Rhythm
from hederssak.history.models import Snapshot
from hederssak.imports.models import Import, ImportState
from hederssak.lib import last_backup
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Role, Team
from hederssak.org.queries import Headcount, headcount
from hederssak.pipeline.models import Opportunity
from hederssak.queue.queries import alive


@dataclass(frozen=True)
class Beginnings:
    """What is set up and what remains. `teams_without` are teams nobody leads, `silent` those without a rhythm."""

    count: Headcount
    last_import: Import | None
    has_deals: bool
    teams_without: list[Team]
    silent: list[Team]
    snapshot_at: dt.datetime | None
    jobs_alive: bool
    reps_outside: int
    backup_at: dt.datetime | None


def beginnings_of(member: Member, *, now: dt.datetime) -> Beginnings:
    """Return how far the member's organization has come."""
    own = Q(organization_id=member.organization_id)
    teams = list(Team.objects.filter(own).order_by(ByName("name")))
    meeting = set(Rhythm.objects.filter(own, valid_to=None).values_list("team_id", flat=True))
    return Beginnings(
        count=headcount(member, now=now),
        last_import=Import.objects.filter(own, state=ImportState.DONE).order_by("-uploaded_at").first(),
        has_deals=Opportunity.objects.filter(own).exists(),
        teams_without=[team for team in teams if team.manager_id is None],
        silent=[team for team in teams if team.pk not in meeting],
        snapshot_at=Snapshot.objects.filter(own).aggregate(last=Max("taken_at"))["last"],
        jobs_alive=bool(alive(now=now)),
        reps_outside=Member.objects.filter(own, role=Role.REP, team=None, left_on=None).count(),
        backup_at=last_backup.taken_at(),
    )
