"""A deal that a team learned from: why it was chosen, the question, what was understood, and who tries what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import Row
from hederssak.org.access import of_team
from hederssak.org.models import Member, Organization, Team
from hederssak.pipeline.models import Opportunity, Stage
from hederssak.rules.cases import Reason


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, member: Member) -> CaseQuerySet:
        """Cases of the own team, of the teams one leads, and for a director of all."""
        return self.filter(of_team(member))


class Case(Row):
    """A deal to tell in a meeting: volunteered, or chosen because something can be learned from it (R16).

    `one_in` are the odds against which it ended and `basis` who had told them (`rules.cases.Basis`). What it is like
    (from `stage` on) is copied when it is told, so that deals which resemble it find it; `search_key` holds the words
    by which it is found again. One that was taken back is kept: a pack of that instant had it.
    """

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
    taken_back_at = models.DateTimeField(null=True, blank=True)
    one_in = models.PositiveSmallIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=8, blank=True)
    stage = models.ForeignKey(Stage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    industry = models.CharField(max_length=120, blank=True)
    competitor = models.CharField(max_length=120, blank=True)
    lost_because = models.CharField(max_length=200, blank=True)
    margin = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    search_key = models.TextField(blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "meeting", "opportunity", name="case_once_a_meeting", condition=Q(taken_back_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "team", "-offered_at"], name="cases_of_team"),
            models.Index(fields=["organization", "-told_at"], name="cases_told", condition=Q(told_at__isnull=False)),
        ]


class Insight(Row):
    """What a team understood from a case, in words that help with the next one like it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="insights")
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at",)
