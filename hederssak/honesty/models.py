"""The open questions to the pipeline, kept as rows so that a list of them costs a query and not a computation."""

from __future__ import annotations

from django.db import models

from hederssak.lib.rows import Derived, Row
from hederssak.org.models import Member, Organization, Team
from hederssak.pipeline.models import Opportunity


class Worth(Derived):
    """What the open pipeline of one owner was worth on a day, with and without the questions to it.

    A roll-up of the flags: a page's first sentence reads a row for each member, not each opportunity. The rows of
    earlier days stay, so that the sentence can say what changed since Monday.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    day = models.DateField()
    open_count = models.PositiveIntegerField(default=0)
    open_margin = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    unknown_count = models.PositiveIntegerField(default=0)
    asked_count = models.PositiveIntegerField(default=0)
    asked_margin = models.DecimalField(max_digits=18, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "team", "owner", "day", name="one_worth_a_day"),
        ]
        indexes = [
            models.Index(fields=["organization", "team", "-day"], name="worth_of_team"),
            models.Index(fields=["organization", "day"], name="worth_of_day"),
        ]


class Flag(Derived):
    """One question to one opportunity, with its evidence as figures. Sentences are said when shown."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="flags")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="flags")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    owner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=40)
    since = models.DateField(null=True)
    weight = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    figures = models.JSONField(default=dict)
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("opportunity", "code", name="one_flag_of_a_kind")]
        indexes = [
            models.Index(fields=["organization", "is_lead", "team", "-weight", "id"], name="flags_by_weight"),
            models.Index(fields=["organization", "is_lead", "team", "since", "id"], name="flags_by_age"),
            models.Index(fields=["organization", "is_lead", "owner", "-weight", "id"], name="flags_of_owner"),
            models.Index(fields=["organization", "team", "code", "-weight", "id"], name="flags_by_code"),
        ]


class Objection(Row):
    """A word back, "the system is wrong here": it silences one flag and reaches who set the rule."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="objections")
    code = models.CharField(max_length=40)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "opportunity", "code"], name="objections_to_code")]


class Threshold(Derived):
    """A limit learned from the organization's own won deals, or its stated default while these are few.

    It lies between `low` and `high` with four chances in five; an end is unknown where the cases are too few to say.
    All limits of one learning have the same `learned_at`. Earlier ones stay: what was asked then is asked by them.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    group = models.CharField(max_length=160, blank=True)
    value = models.FloatField()
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    cases = models.PositiveIntegerField()
    is_default = models.BooleanField()
    learned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("organization", "learned_at", "code", "group", name="one_threshold")]
