"""Whose goals a member reads: reps their own, those who lead a team the team's, the director the sums."""

from __future__ import annotations

from django.db.models import QuerySet

from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Role, Team


def teams_with_goals(member: Member) -> QuerySet[Team]:
    """Return the teams whose goals a member reads by name: those that they lead."""
    led = Team.objects.filter(organization_id=member.organization_id, manager_id=member.pk)
    return led.order_by(ByName("name")) if member.role == Role.MANAGER else led.none()
