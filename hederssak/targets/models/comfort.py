"""The comfort zone (R11): what each month's meetings were like, and which companies an account plan agrees on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.crm.models import Account
from hederssak.lib.rows import Derived, Row
from hederssak.org.models import Member, Organization


class ComfortMonth(Derived):
    """One member's held meetings of a month, counted: `counted` are those outside account plans.

    `seats` is what repeats are a share of: each contact of each meeting. `new` are meetings with companies that were
    no customers yet, of `meetings` in all.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="comfort_months")
    month = models.DateField()
    meetings = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    safe = models.PositiveIntegerField()
    repeats = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    last_days = models.PositiveIntegerField()
    new = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("member", "month", name="comfort_month_once")]
        indexes = [models.Index(fields=["organization", "month"], name="comfort_by_month")]


class AccountPlan(Row):
    """A company in an agreed account plan: meetings there are work that was agreed on, and no comfort zone."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="account_plans")
    why = models.CharField(max_length=300)
    from_day = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("account", name="one_account_plan", condition=Q(ended_on__isnull=True)),
            models.CheckConstraint(
                name="account_plan_forward", condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("from_day"))
            ),
        ]
