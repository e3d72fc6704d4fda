"""Customer meetings, booked or held."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.crm.models import Account, Contact
from hederssak.lib.rows import Derived, Row
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
    """Somebody at the buyer who is to be there: why, whether they can name committee or need, and whether they came."""

    meeting = models.ForeignKey(CustomerMeeting, on_delete=models.CASCADE, related_name="seats")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="seats")
    why = models.CharField(max_length=200, blank=True)
    can_name = models.BooleanField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("meeting", "contact", name="attends_once")]


class Charter(Row):
    """Why a meeting is held: five questions, answered before (S1). Who comes stands with its guests."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(CustomerMeeting, on_delete=models.CASCADE, related_name="charter")
    purpose = models.CharField(max_length=300, blank=True)
    goal = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    why_so_long = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Sheet(Row):
    """The Wembley sheet: what a meeting is prepared with, on one page."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(CustomerMeeting, on_delete=models.CASCADE, related_name="sheet")
    expectations = models.CharField(max_length=500, blank=True)
    insight = models.CharField(max_length=500, blank=True)
    picture = models.CharField(max_length=500, blank=True)
    tactic = models.CharField(max_length=500, blank=True)
    competitor = models.CharField(max_length=500, blank=True)
    plan_b = models.CharField(max_length=500, blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    is_important = models.BooleanField(default=False)
    rehearsed_at = models.DateTimeField(null=True, blank=True)
    manager_asked_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Investment(Row):
    """Whether an investment is in sight at a company, when, and how we know. The latest one counts."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="investments")
    in_sight = models.BooleanField(null=True, blank=True)
    when = models.CharField(max_length=120, blank=True)
    how_known = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "account", "-at"], name="investments_of_account")]


class KeptChecks(Derived):
    """The three checks as they stood when the meeting began. They are written once and never again."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(CustomerMeeting, on_delete=models.CASCADE, related_name="checks")
    customer = models.CharField(max_length=7)
    people = models.CharField(max_length=7)
    prepared = models.CharField(max_length=7)
    is_right = models.BooleanField()
    lacks = models.JSONField(default=list)
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "is_right", "meeting"], name="checks_by_answer")]


class Debrief(Row):
    """What came of a meeting: it took place or not, what the buyer committed to, and whether it ended there."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(CustomerMeeting, on_delete=models.CASCADE, related_name="debrief")
    took_place = models.BooleanField()
    committed = models.CharField(max_length=300, blank=True)
    qualified_out = models.BooleanField(default=False)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Conscience(Row):
    """Would you take this meeting if nobody counted? Asked of its owner alone; shown as a team's share only."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(CustomerMeeting, on_delete=models.CASCADE, related_name="conscience")
    would = models.BooleanField()
    at = models.DateTimeField()
