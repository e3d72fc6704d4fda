"""What meetings cost (R10): the settings, one row for each held meeting, and the sums that pages read."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Derived, Row
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member, Organization, Team
from hederssak.rules.useless import Became, End


def _hours(default: str) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(default))


class CostNorms(Row):
    """The hours and costs that an organization counts with. Without a row, the stated defaults hold.

    `remote_words` are words in a meeting's title that say that nobody travels.
    """

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="cost_norms")
    hourly = models.DecimalField(max_digits=9, decimal_places=2)
    prepare_first = _hours("1.5")
    prepare_later = _hours("1")
    prepare_other = _hours("0.5")
    after_first = _hours("0.5")
    after_later = _hours("0.5")
    after_other = _hours("0.25")
    travel_hours = _hours("1")
    travel_expenses = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal(0))
    proposal_hours = _hours("6")
    remote_words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class MemberNorm(Row):
    """What an hour of one member costs, where it is not what everyone's does."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    hourly = models.DecimalField(max_digits=9, decimal_places=2)

    class Meta:
        constraints = [models.CheckConstraint(name="member_hour_not_negative", condition=Q(hourly__gte=0))]


class TownNorm(Row):
    """How long it takes to a town and back, and what that costs beside the hours."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    town = models.CharField(max_length=120)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    expenses = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal(0))

    class Meta:
        constraints = [models.UniqueConstraint("organization", "town", name="town_once")]


class MeetingCost(Derived):
    """What one held meeting became, what it took in hours and money, and what it dragged along (R10).

    `is_later` says that it was itself dragged along by an earlier useless one on its opportunity; `is_polite` that a
    proposal went to somebody unqualified after it. `ended_on` is when its opportunity ended. The last three are what
    the comfort zone asks (R11). Written by the night's count and only there.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    meeting = models.OneToOneField(CustomerMeeting, on_delete=models.CASCADE, related_name="cost")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    on = models.DateField()
    source = models.CharField(max_length=120, blank=True)
    became = models.CharField(max_length=13, choices=[(one.value, one.value) for one in Became])
    end = models.CharField(max_length=6, choices=[(one.value, one.value) for one in End])
    criterion = models.CharField(max_length=16, blank=True)
    is_later = models.BooleanField(default=False)
    is_polite = models.BooleanField(default=False)
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    proposal_hours = models.DecimalField(max_digits=7, decimal_places=2, default=Decimal(0))
    money = models.DecimalField(max_digits=14, decimal_places=2)
    ended_on = models.DateField(null=True)
    is_existing = models.BooleanField(default=False)
    had_qualified = models.BooleanField(default=False)
    written_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_cost_not_negative", condition=Q(hours__gte=0, proposal_hours__gte=0, money__gte=0)
            )
        ]
        indexes = [
            models.Index(fields=["organization", "became", "on", "id"], name="meeting_costs_by_day"),
            models.Index(fields=["organization", "member", "on", "id"], name="meeting_costs_of_member"),
            models.Index(fields=["organization", "team", "became", "on", "id"], name="meeting_costs_of_team"),
        ]


class CostSum(Derived):
    """The sums of a team's meetings of a month that became the same, from the same source, for the same reason."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    month = models.DateField()
    source = models.CharField(max_length=120, blank=True)
    became = models.CharField(max_length=13)
    end = models.CharField(max_length=6)
    criterion = models.CharField(max_length=16, blank=True)
    meetings = models.PositiveIntegerField()
    hours = models.DecimalField(max_digits=12, decimal_places=2)
    later_hours = models.DecimalField(max_digits=12, decimal_places=2)
    proposal_hours = models.DecimalField(max_digits=12, decimal_places=2)
    money = models.DecimalField(max_digits=18, decimal_places=2)
    polite = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["organization", "month", "team"], name="cost_sums_by_month")]


class MarginRate(Derived):
    """What an hour in right meetings brings in margin (80 % interval, None with few), for a team or, null, for all.

    `basis` is `right`, or `led_on` where too few right meetings have ended and those that led on are counted too.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    basis = models.CharField(max_length=6)
    value = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    deals = models.PositiveIntegerField()
    hours = models.FloatField()
    counted_at = models.DateTimeField()


class UnqualifiedLoad(Derived):
    """Open opportunities of one member that nobody has qualified: how many, their margin, days at the median."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    deals = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    margin = models.DecimalField(max_digits=18, decimal_places=2)
    median_days = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
