"""Which teams' targets a member may see."""

from __future__ import annotations

from django.db.models import QuerySet

from hederssak.org.models import Member, Team
from hederssak.org.queries import teams_in_view
from hederssak.targets.models import Funnel


def teams_to_target(member: Member) -> QuerySet[Team]:
    """Return the teams whose targets a member may see: their own, those they lead, a director's all."""
    return teams_in_view(member).select_related("organization")


def funnel_of(team: Team) -> Funnel | None:
    """Return a team's own rates; None while none have been counted, or no deal has ended."""
    found = Funnel.objects.filter(team=team).first()
    return found if found is not None and found.stages and found.won else None
