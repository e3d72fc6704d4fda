"""Who decides at the buyer, and in which steps."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hederssak.crm.models import Contact
from hederssak.lib.rows import Row
from hederssak.org.models import Organization
from hederssak.pipeline.choices import BuyingRole
from hederssak.pipeline.models.deals import Opportunity
from hederssak.rules.committee import Influence, Stance
from hederssak.rules.meeting_checks import Person


class DecisionStep(Row):
    """One step in which the buyer decides, in their order: the need, the choice, the money."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="decision_steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "opportunity", "position"], name="steps_of_decision")]

    def __str__(self) -> str:
        return self.name


class CommitteeSeat(Row):
    """A person at the buyer in one decision, and when we last sat with them about it (`met_at`).

    `reach` is how to reach them, `through` who can take us there, `left_aside` why they are not sought on purpose.
    Who was removed keeps the row, so that what was known then stays known and one press brings them back.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="committee")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=BuyingRole.choices, default=BuyingRole.UNKNOWN)
    person = models.CharField(max_length=9, default=Person.UNKNOWN.value)
    stance = models.CharField(max_length=7, default=Stance.UNKNOWN.value)
    influence = models.CharField(max_length=7, default=Influence.UNKNOWN.value)
    step = models.ForeignKey(DecisionStep, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reach = models.CharField(max_length=200, blank=True)
    through = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    left_aside = models.CharField(max_length=200, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("opportunity", "contact", name="one_seat_each"),
            models.CheckConstraint(name="through_another", condition=~Q(through=F("contact")) | Q(through=None)),
        ]
