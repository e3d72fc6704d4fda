"""Quotas come from outside, goals from inside (R14); and what is counted so that pages need not count (R15)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hederssak.lib.rows import Derived, Row
from hederssak.org.access import may_set_quotas
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Span
from hederssak.rules.goals.regoal import Direction


class GoalSpan(models.TextChoices):
    WEEK = "week"
    MONTH = "month"


class Why(models.TextChoices):
    """How a goal came to be what it is."""

    FIRST = "first"
    OWN = "own"
    ASKED_UP = "asked_up"
    ASKED_DOWN = "asked_down"
    SUGGESTED = "suggested"


UNITS = [(unit.value, unit.value) for unit in Unit]
QUOTA_SPANS = [(span.value, span.value) for span in Span]
DIRECTIONS = [(direction.value, direction.value) for direction in Direction]


class QuotaQuerySet(models.QuerySet["Quota"]):
    def visible_to(self, member: Member) -> QuotaQuerySet:
        """One's own; of the teams one leads those of the team and its members; all for whoever sets them."""
        here = self.filter(organization_id=member.organization_id)
        if may_set_quotas(member):
            return here
        seen = Q(member_id=member.pk)
        if member.role == Role.MANAGER:
            seen |= Q(team__manager_id=member.pk) | Q(member__team__manager_id=member.pk)
        return here.filter(seen)


class Quota(Row):
    """What the company asks of one member or one team in a month, a quarter or a year."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="quotas")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="quotas")
    span = models.CharField(max_length=7, choices=QUOTA_SPANS)
    first_day = models.DateField()
    unit = models.CharField(max_length=9, choices=UNITS, default=Unit.MARGIN)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    set_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = QuotaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quota_of_one",
                condition=Q(member__isnull=True, team__isnull=False) | Q(member__isnull=False, team__isnull=True),
            ),
            models.CheckConstraint(name="quota_not_negative", condition=Q(amount__gte=0)),
            models.UniqueConstraint(
                "organization",
                "member",
                "span",
                "first_day",
                "unit",
                name="quota_of_member_once",
                condition=Q(member__isnull=False),
            ),
            models.UniqueConstraint(
                "organization",
                "team",
                "span",
                "first_day",
                "unit",
                name="quota_of_team_once",
                condition=Q(team__isnull=False),
            ),
        ]


class Goal(Row):
    """What a member has set out to reach in a week or a month. The database refuses any other author."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="goals")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    span = models.CharField(max_length=5, choices=GoalSpan.choices)
    first_day = models.DateField()
    unit = models.CharField(max_length=9, choices=UNITS, default=Unit.MARGIN)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    first_amount = models.DecimalField(max_digits=16, decimal_places=2)
    action = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "member", "span", "first_day", name="goal_once"),
            models.CheckConstraint(name="goal_from_inside", condition=Q(author=F("member"))),
            models.CheckConstraint(name="goal_above_zero", condition=Q(amount__gt=0, first_amount__gt=0)),
        ]
        indexes = [models.Index(fields=["organization", "span", "first_day"], name="goals_of_period")]


class GoalRevision(Row):
    """One change of a goal: to what, why, and what was sold and how likely it was then."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="revisions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)
    before = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    sold = models.DecimalField(max_digits=16, decimal_places=2)
    chance = models.FloatField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="revision_from_inside", condition=Q(author=F("member")))]
        indexes = [models.Index(fields=["organization", "goal", "at"], name="revisions_of_goal")]


class GoalSuggestion(Row):
    """What a manager would suggest. It changes nothing until the rep takes it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="goal_suggestions")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    span = models.CharField(max_length=5, choices=GoalSpan.choices)
    first_day = models.DateField()
    unit = models.CharField(max_length=9, choices=UNITS, default=Unit.MARGIN)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    taken = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization",
                "member",
                "span",
                "first_day",
                name="one_open_suggestion",
                condition=Q(answered_at__isnull=True),
            ),
            models.CheckConstraint(name="suggestion_above_zero", condition=Q(amount__gt=0)),
        ]


class ReGoalPrompt(Row):
    """The question for another goal, asked once each way in a month."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="prompts")
    direction = models.CharField(max_length=4, choices=DIRECTIONS)
    suggested = models.DecimalField(max_digits=16, decimal_places=2)
    sold = models.DecimalField(max_digits=16, decimal_places=2)
    chance = models.FloatField(null=True)
    pace = models.DecimalField(max_digits=16, decimal_places=2)
    weeks_left = models.FloatField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    taken = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("organization", "goal", "direction", name="asked_once")]


class Standing(Derived):
    """Where one member stands now: a roll-up, so that a board of a hundred is one query."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    week = models.DateField()
    unit = models.CharField(max_length=9, choices=UNITS)
    sold_in_month = models.DecimalField(max_digits=16, decimal_places=2)
    sold_in_week = models.DecimalField(max_digits=16, decimal_places=2)
    chance_of_month = models.FloatField(null=True)
    chance_of_week = models.FloatField(null=True)
    quota = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    weeks_known = models.PositiveSmallIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "member"], name="standings_of_members")]


class TeamHabit(Derived):
    """How a team's weeks go, in one unit: what a rep with few weeks of their own leans on."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    unit = models.CharField(max_length=9, choices=UNITS)
    weeks = models.FloatField()
    positive = models.FloatField()
    mean = models.FloatField()
    spread = models.FloatField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("organization", "team", "unit", name="one_habit")]


class TrendState(Derived):
    """Which way a member's weekly figure went over the eight full weeks that end with `week` (R15)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    figure = models.CharField(max_length=9, choices=UNITS)
    week = models.DateField()
    state = models.CharField(max_length=12)
    change = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    weeks = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("organization", "member", "figure", "week", name="one_trend_a_week")]


class Lookout(Row):
    """Up to which instant an organization's deals have been looked at for goals that were passed."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
