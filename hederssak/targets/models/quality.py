"""The figures of quality of one member or one team, counted at night (R7, R8, R9)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Derived
from hederssak.org.models import Member, Organization, Team


class QualityFigures(Derived):
    """A year of one member's figures, or of a whole team's where `member` is empty.

    `months` holds counts by month ("2026-03") and by `rules.quality.Count`; `asked` what the quota of a month is over
    what usually comes. `margins` holds for "all", "right" and "rest" the margin per meeting with its 80 % interval and
    its cases. `required` is R8's: the month's quota over its `planned` meetings, None while one of them is not known.
    `unqualified` of `open` opportunities are carried now, half of them for longer than `carried_days` working days.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    counted_at = models.DateTimeField()
    months = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    margins = models.JSONField(default=dict)
    required = models.FloatField(null=True)
    planned = models.FloatField(default=0)
    open = models.PositiveIntegerField(default=0)
    unqualified = models.PositiveIntegerField(default=0)
    carried_days = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", "member", name="quality_of_member_once"),
            models.UniqueConstraint("team", name="quality_of_team_once", condition=Q(member__isnull=True)),
            models.CheckConstraint(name="quality_of_open", condition=Q(unqualified__lte=models.F("open"))),
        ]
        indexes = [models.Index(fields=["organization", "team"], name="quality_by_team")]
