"""When which team meets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Row
from hederssak.org.access import of_team
from hederssak.org.models import Member, Organization, Team
from hederssak.rules.cadence import NTH


class MeetingKind(models.TextChoices):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class Rhythm(Row):
    """A team meets each week, month, quarter, half-year or year at the same time, in its own time zone.

    `weekday`, `nth` and `month` are those of `rules.cadence.Pattern`; a week has no use for the last two.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="rhythms")
    kind = models.CharField(max_length=11, choices=MeetingKind.choices, default=MeetingKind.WEEKLY)
    weekday = models.PositiveSmallIntegerField(default=0)
    nth = models.SmallIntegerField(default=1)
    month = models.PositiveSmallIntegerField(default=1)
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="rhythm_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(name="rhythm_nth", condition=Q(nth__in=NTH)),
            models.CheckConstraint(name="rhythm_month", condition=Q(month__gte=1, month__lte=12)),
        ]


class Plan(Row):
    """What a team's meetings of one kind are for, and what their time goes to, where the team has said so itself.

    The four answers are the charter's; an empty one is answered by the house's own words. `boxes` are the agenda:
    rows of item, minutes and (for "other") title; empty stands for the proposed one.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="meeting_plans")
    kind = models.CharField(max_length=11, choices=MeetingKind.choices)
    purpose = models.CharField(max_length=300, blank=True)
    ends_with = models.CharField(max_length=300, blank=True)
    who_and_why = models.CharField(max_length=300, blank=True)
    why_so_long = models.CharField(max_length=300, blank=True)
    boxes = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("team", "kind", name="one_plan_a_kind")]


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
