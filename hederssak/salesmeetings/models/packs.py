"""What is prepared for a sales meeting."""

from __future__ import annotations

from django.db import models

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import Row
from hederssak.org.access import of_team
from hederssak.org.models import Member, Organization, Team


class Freezing(models.TextChoices):
    DAY_BEFORE = "day_before"
    AT_START = "at_start"


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, member: Member) -> PackQuerySet:
        """The packs of the own team, of the teams one leads, and for a director of all."""
        return self.filter(of_team(member))


class Pack(Row):
    """A pack frozen for a meeting: codes and figures as of an instant; sentences are said when shown.

    `short` is what pages tell of it, `summary` what a list does: the contents of a large team are megabytes.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="packs")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="packs")
    meeting = models.ForeignKey(SalesMeeting, on_delete=models.CASCADE, related_name="packs")
    freezing = models.CharField(max_length=10, choices=Freezing.choices)
    as_of = models.DateTimeField()
    frozen_at = models.DateTimeField()
    contents = models.JSONField()
    short = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)

    objects = PackQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("meeting", "freezing", name="frozen_once")]
        indexes = [models.Index(fields=["organization", "team", "-as_of"], name="packs_of_team")]


class PreparedPack(Row):
    """The pack of a coming meeting as it stood at an instant, kept for a team with so many deals that it takes long."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(SalesMeeting, on_delete=models.CASCADE, related_name="prepared")
    as_of = models.DateTimeField()
    contents = models.JSONField()
    short = models.JSONField(default=dict)


class PackLook(Row):
    """Who opened the pack beforehand; shown to themselves."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(SalesMeeting, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("meeting", "member", name="first_look_only")]
