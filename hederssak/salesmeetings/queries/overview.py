"""The meetings of a team with what is prepared for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Role, Team
from hederssak.salesmeetings.models import Freezing, Pack

COMING, HELD = 4, 8
UNDER_WAY = dt.timedelta(hours=2)


@dataclass(frozen=True)
class Prepared:
    """A meeting and the packs that are frozen for it, without their contents."""

    meeting: SalesMeeting
    packs: dict[str, Pack] = field(default_factory=dict)

    @property
    def pack(self) -> Pack | None:
        """The pack that the meeting is held with."""
        return self.packs.get(Freezing.AT_START) or self.packs.get(Freezing.DAY_BEFORE)

    @property
    def summary(self) -> dict[str, Any]:
        """What a list says of it."""
        return self.pack.summary if self.pack else {}


@dataclass(frozen=True)
class Overview:
    """A team's next meeting and those after it, and those that were held."""

    team: Team
    coming: list[Prepared]
    held: list[Prepared]

    @property
    def next(self) -> Prepared | None:
        """The meeting that is on or comes next."""
        return self.coming[0] if self.coming else None


def teams_to_meet(member: Member) -> QuerySet[Team]:
    """Return the teams whose sales meetings a member may see: the own, those they lead, for a director all."""
    teams = Team.objects.filter(organization_id=member.organization_id).order_by(ByName("name"))
    if member.role == Role.DIRECTOR:
        return teams
    if member.role == Role.MANAGER:
        return teams.filter(Q(manager=member) | Q(members=member)).distinct()
    if member.role == Role.REP:
        return teams.filter(members=member)
    return teams.none()


def overview_of(team: Team, *, now: dt.datetime) -> Overview:
    """Return a team's next meetings, and the last ones that have a pack, in four queries."""
    packs = Prefetch("packs", queryset=Pack.objects.defer("contents", "short"), to_attr="frozen")
    rows = SalesMeeting.objects.filter(organization_id=team.organization_id, team=team, called_off_at=None)
    known = rows.select_related("run").prefetch_related(packs)
    coming = known.filter(starts_at__gt=now - UNDER_WAY).order_by("starts_at")[:COMING]
    prepared = known.filter(packs__freezing=Freezing.AT_START)
    held = prepared.filter(starts_at__lte=now - UNDER_WAY).order_by("-starts_at")[:HELD]
    return Overview(team, [_prepared(one) for one in coming], [_prepared(one) for one in held])


def meetings_with_packs(team: Team, *, now: dt.datetime) -> list[Prepared]:
    """Return a team's next and last meetings with the packs that are frozen for them, the latest first."""
    overview = overview_of(team, now=now)
    return [*reversed(overview.coming), *overview.held]


def summaries_before(meeting: SalesMeeting, *, most: int = 8) -> list[Pack]:
    """Return the packs that the team's last meetings were held with, earliest first, without their contents."""
    rows = Pack.objects.filter(
        organization_id=meeting.organization_id,
        team_id=meeting.team_id,
        freezing=Freezing.AT_START,
        as_of__lt=meeting.starts_at,
    )
    return list(reversed(rows.defer("contents", "short").order_by("-as_of")[:most]))


def _prepared(meeting: SalesMeeting) -> Prepared:
    frozen: list[Pack] = getattr(meeting, "frozen", [])
    return Prepared(meeting, {pack.freezing: pack for pack in frozen})
