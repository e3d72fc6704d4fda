"""When which team meets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Row
from hederssak.org.access import of_team
from hederssak.org.models import Member, Organization, Team


class MeetingKind(models.TextChoices):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class Rhythm(Row):
    """A team meets every week at the same time, in its own time zone; other kinds count from their first day."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="rhythms")
    kind = models.CharField(max_length=11, choices=MeetingKind.choices, default=MeetingKind.WEEKLY)
    weekday = models.PositiveSmallIntegerField(default=0)
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="rhythm_weekday", condition=Q(weekday__lte=6))]


class SalesMeetingQuerySet(models.QuerySet["SalesMeeting"]):
    def visible_to(self, member: Member) -> SalesMeetingQuerySet:
        """The meetings of the own team, of the teams one leads, and for a director of all."""
        return self.filter(of_team(member))


class SalesMeeting(Row):
    """The internal meeting of a team: one occurrence."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="sales_meetings")
    kind = models.CharField(max_length=11, choices=MeetingKind.choices, default=MeetingKind.WEEKLY)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = SalesMeetingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("organization", "team", "kind", "starts_at", name="meeting_once")]
        indexes = [models.Index(fields=["organization", "team", "starts_at"], name="sales_meetings_of_team")]
