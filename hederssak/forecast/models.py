"""What will be won: chances, forecasts as they were said, and the reps' own calls."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Derived, Row
from hederssak.org.models import Member, Organization, Team
from hederssak.pipeline.models import Opportunity


class Period(models.TextChoices):
    """What a forecast is about: the calendar month or quarter that it was made in, or the four weeks ahead of it."""

    MONTH = "month"
    QUARTER = "quarter"
    WEEKS = "weeks"


class Chance(Derived):
    """The chance of one open opportunity to be won, made anew each night.

    `low` to `high` holds 80 %; `in_month` and `in_quarter` are the chances to be won before these end. `cases` are
    the closed deals it was learnt from, `alike` those that once stood in the same stage and `alike_won` those of
    them that were won. `reasons` are codes with their part and figure; `aside` says why the honest figure leaves it
    out: "unqualified", "idle" or both.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.OneToOneField(Opportunity, on_delete=models.CASCADE, related_name="win_chance")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    chance = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    in_month = models.FloatField()
    in_quarter = models.FloatField()
    margin = models.DecimalField(max_digits=16, decimal_places=2)
    margin_known = models.BooleanField()
    cases = models.PositiveIntegerField()
    alike = models.PositiveIntegerField()
    alike_won = models.PositiveIntegerField()
    method = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    aside = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="chance_within_interval",
                condition=Q(low__gte=0, low__lte=models.F("chance"), high__gte=models.F("chance"), high__lte=1),
            )
        ]
        indexes = [models.Index(fields=["organization", "team", "-margin", "id"], name="chances_of_team")]


class ToldChance(Derived):
    """The chance that a deal was given on the last night before it ended, woke or was parked; none is changed later."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="told_chances")
    made_at = models.DateTimeField()
    chance = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint("opportunity", "made_at", name="chance_told_once"),
            models.CheckConstraint(name="told_chance_within", condition=Q(chance__gte=0, chance__lte=1)),
        ]


class Forecast(Derived):
    """What was said on a day about what a team (none: the organization) will win in a period.

    `quantiles` and `clear` are 50 equally likely amounts of the whole period, what is won already included; `clear`
    leaves out unqualified and idle deals. The first of each week is kept and judged when its period is over: `came`.
    `memory` is what later forecasts learn from. `is_replayed` marks those that were worked out afterwards from the
    history.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    period = models.CharField(max_length=7, choices=Period.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    is_kept = models.BooleanField(default=False)
    is_replayed = models.BooleanField(default=False)
    quantiles = models.JSONField()
    clear = models.JSONField()
    won_so_far = models.FloatField()
    weighted = models.FloatField()
    called = models.FloatField(null=True)
    aside = models.FloatField(default=0)
    counts = models.JSONField(default=dict)
    cycle = models.JSONField(default=dict)
    method = models.CharField(max_length=12)
    memory = models.JSONField(default=dict)
    came = models.FloatField(null=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "team", "period", "made_on", name="one_forecast_a_day", condition=Q(team__isnull=False)
            ),
            models.UniqueConstraint(
                "organization", "period", "made_on", name="one_forecast_of_all", condition=Q(team__isnull=True)
            ),
            models.CheckConstraint(name="forecast_forward", condition=Q(last_day__gte=models.F("first_day"))),
        ]
        indexes = [models.Index(fields=["organization", "period", "is_kept", "made_on"], name="forecasts_kept")]


class RepCall(Row):
    """What somebody themselves believes of a deal, in tenths; a later word is another row, and none is changed."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="calls")
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    tenths = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="call_in_tenths", condition=Q(tenths__lte=10))]
        indexes = [models.Index(fields=["organization", "opportunity", "-at"], name="calls_of_opportunity")]
