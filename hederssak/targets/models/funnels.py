"""What a team's selling has been like, counted at night, and the targets that are agreed on that ground."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hederssak.lib.rows import Derived, Row
from hederssak.org.models import Member, Organization, Team


class Funnel(Derived):
    """A team's own rates as counted on a night, from deals that have ended.

    `stages` holds, per open stage in order: name, entered, passed, the prior over reps (`prior_wins`, `prior_losses`)
    held meetings per deal, and per rep the passed and entered deals (`reps`), which only that rep is shown.
    `margin_per_meeting` and its `low` and `high` (80 %, None with few) are R8's actual.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="funnel")
    counted_at = models.DateTimeField()
    stages = models.JSONField(default=list)
    reps = models.PositiveSmallIntegerField()
    closed = models.PositiveIntegerField()
    won = models.PositiveIntegerField()
    deal_margin = models.FloatField()
    deal_spread = models.FloatField()
    month_margin = models.FloatField()
    meetings_a_week = models.FloatField()
    meeting_hours = models.FloatField()
    right_share = models.FloatField()
    cycle_weeks = models.FloatField()
    margin_per_meeting = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    meetings = models.PositiveIntegerField(default=0)


class AgreedTarget(Row):
    """A target that a team and its manager have agreed on for a month; a new one stands beside the old."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="agreed_targets")
    first_day = models.DateField()
    last_day = models.DateField()
    goal = models.DecimalField(max_digits=16, decimal_places=2)
    wins = models.PositiveSmallIntegerField()
    first_meetings = models.PositiveSmallIntegerField()
    chance = models.FloatField()
    hours = models.FloatField()
    net_hours = models.FloatField()
    assumptions = models.JSONField(default=dict)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="target_forward", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="target_chance", condition=Q(chance__gte=0, chance__lte=1)),
            models.CheckConstraint(name="target_not_negative", condition=Q(goal__gte=0)),
        ]
        indexes = [models.Index(fields=["organization", "team", "first_day", "-at"], name="targets_of_team")]
