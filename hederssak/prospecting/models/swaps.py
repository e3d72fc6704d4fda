"""One time given up for two (R2): the swap, its reasons, and what is owed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hederssak.lib.rows import Row
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.access import of_person
from hederssak.org.models import Member, Organization
from hederssak.prospecting.models.blocks import Block


class SwapReason(Row):
    """One of the organization's reasons for giving up a time; `code` is set where we can say it in any language."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "code", name="swap_reason_once", condition=~Q(code="")),
            models.CheckConstraint(name="swap_reason_says_something", condition=~Q(code="", text="")),
        ]


class SwapQuerySet(models.QuerySet["Swap"]):
    def visible_to(self, member: Member) -> SwapQuerySet:
        """One's own, and those of the teams one leads."""
        return self.filter(of_person(member, person="block__member"))


class Swap(Row):
    """A time was given up before it began; its two replacements are the blocks that `replaces` it.

    `offered` answers which other times the customer was offered; `meeting` is the visit that took the time, if known.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    block = models.OneToOneField(Block, on_delete=models.CASCADE, related_name="swap")
    reason = models.ForeignKey(SwapReason, on_delete=models.PROTECT, related_name="+")
    offered = models.CharField(max_length=300)
    meeting = models.ForeignKey(CustomerMeeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = SwapQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="swap_other_times_said", condition=~Q(offered=""))]
        indexes = [models.Index(fields=["organization", "-at"], name="swaps_by_time")]


class Debt(Row):
    """What a member owes, as counted from their blocks: a roll-up that `hederssak check` counts again.

    `owed` times have no date yet, `planned` ones stand in the calendar, `paid` ones were held.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="debt")
    owed = models.PositiveSmallIntegerField(default=0)
    planned = models.PositiveSmallIntegerField(default=0)
    paid = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="debt_never_above_four", condition=Q(owed__lte=4 - F("planned"))),
            models.CheckConstraint(name="debt_never_negative", condition=Q(owed__gte=0, planned__gte=0, paid__gte=0)),
        ]
        indexes = [models.Index(fields=["organization", "owed"], name="debts_by_owed")]
