"""What members promise each other in a sales meeting: owner, words, day, and how it went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import Row
from hederssak.org.access import of_team
from hederssak.org.models import Member, Organization, Team
from hederssak.pipeline.models import Opportunity
from hederssak.salesmeetings.models.cases import Case


class PromiseState(models.TextChoices):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"


class MeetingPromiseQuerySet(models.QuerySet["MeetingPromise"]):
    def visible_to(self, member: Member) -> MeetingPromiseQuerySet:
        """The promises of the own team, of the teams one leads, for a director of all; and one's own."""
        return self.filter(of_team(member, besides=Q(owner_id=member.pk)))


class MeetingPromise(Row):
    """One promise. A broken one may be given again, made smaller: then `instead_of` names it (R16).

    It is settled once: `kept`, `broken` (its day passed and it was not done, said in the room) or `dropped` (let go by
    the team, in the room). A broken one may be laid aside, with why: no longer needed, and broken all the same. `case`
    names the case that it tries an insight of, `opportunity` the deal it is about.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="meeting_promises")
    meeting = models.ForeignKey(SalesMeeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="promises")
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="meeting_promises")
    text = models.CharField(max_length=300)
    due = models.DateField()
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, blank=True, related_name="promises"
    )
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="tries")
    instead_of = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="given_again"
    )
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=PromiseState.choices, default=PromiseState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    laid_aside_at = models.DateTimeField(null=True, blank=True)
    laid_aside_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    laid_aside_why = models.CharField(max_length=300, blank=True)

    objects = MeetingPromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="promise_settled_when_not_open",
                condition=Q(state=PromiseState.OPEN, settled_at__isnull=True)
                | (~Q(state=PromiseState.OPEN) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="promise_laid_aside_when_broken",
                condition=Q(laid_aside_at__isnull=True) | Q(state=PromiseState.BROKEN),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "team", "due"], name="meeting_promises_of_team"),
            models.Index(fields=["organization", "owner", "due"], name="meeting_promises_of_member"),
        ]
