"""Customer meetings, booked or held."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.crm.models import Account, Contact
from hederssak.lib.rows import Row
from hederssak.org.access import readable
from hederssak.org.models import Member, Organization
from hederssak.pipeline.models import Opportunity


class MeetingState(models.TextChoices):
    BOOKED = "booked"
    HELD = "held"
    CANCELED = "canceled"
    NO_SHOW = "no_show"


class CustomerMeetingQuerySet(models.QuerySet["CustomerMeeting"]):
    def visible_to(self, member: Member) -> CustomerMeetingQuerySet:
        """What the member may read, as far as the organization lets a rep see."""
        return self.filter(readable(member, owner="owner", team="owner__team"))


class CustomerMeeting(Row):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="meetings")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    owner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings")
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=MeetingState.choices, default=MeetingState.BOOKED)
    attendees = models.ManyToManyField(Contact, through="Attendee", related_name="meetings")
    custom = models.JSONField(default=dict, blank=True)
    logged_at = models.DateTimeField()

    objects = CustomerMeetingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="meeting_forward", condition=Q(ends_at__gte=models.F("starts_at")))]
        indexes = [
            models.Index(fields=["organization", "owner", "starts_at"], name="meetings_of_member"),
            models.Index(fields=["organization", "opportunity", "starts_at"], name="meetings_of_opportunity"),
            models.Index(fields=["organization", "account", "starts_at"], name="meetings_of_account"),
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    meeting = models.ForeignKey(CustomerMeeting, on_delete=models.CASCADE, related_name="seats")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        constraints = [models.UniqueConstraint("meeting", "contact", name="attends_once")]
