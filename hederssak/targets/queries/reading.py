"""Which teams' targets a member may see."""

from __future__ import annotations

from django.db.models import QuerySet

from hederssak.org.models import Member, Role, Team
from hederssak.targets.models import Funnel


def teams_to_target(member: Member) -> QuerySet[Team]:
    """Return the teams whose targets a member may see: their own, those they lead, a director's all."""
    teams = Team.objects.filter(organization_id=member.organization_id).select_related("organization").order_by("name")
    if member.role == Role.DIRECTOR:
        return teams
    if member.role == Role.MANAGER:
        return teams.filter(manager=member)
    return teams.filter(members=member) if member.role == Role.REP else teams.none()


def funnel_of(team: Team) -> Funnel | None:
    """Return a team's own rates; None while none have been counted, or no deal has ended."""
    found = Funnel.objects.filter(team=team).first()
    return found if found is not None and found.stages and found.won else None
