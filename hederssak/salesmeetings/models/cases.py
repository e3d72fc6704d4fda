"""A deal that a team learned from: why it was chosen, the question, what was understood, and who tries what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import Row
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.pipeline.models import Opportunity
from hederssak.rules.cases import Reason


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, member: Member) -> CaseQuerySet:
        """Cases of the own team, of the teams one leads, and for a director of all."""
        own = Q(organization_id=member.organization_id)
        if member.role == Role.DIRECTOR:
            return self.filter(own)
        if member.role == Role.ADMIN:
            return self.none()
        return self.filter(own & (Q(team_id=member.team_id) | Q(team__manager_id=member.pk)))


class Case(Row):
    """A deal to tell in a meeting: volunteered, or chosen because something can be learned from it (R16)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="cases")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="cases")
    teller = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=16, choices=[(reason.value, reason.value) for reason in Reason])
    question = models.CharField(max_length=300, blank=True)
    meeting = models.ForeignKey(SalesMeeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("meeting", "opportunity", name="case_once_a_meeting"),
        ]
        indexes = [models.Index(fields=["organization", "team", "-offered_at"], name="cases_of_team")]


class Insight(Row):
    """What a team understood from a case, in words that help with the next one like it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="insights")
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at",)
