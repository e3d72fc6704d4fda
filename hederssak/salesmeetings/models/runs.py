"""A meeting as it is held: its items, the time that went to each, who is here since when, and what was written down."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import Row
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.access import of_team
from hederssak.org.models import Member, Organization, Team
from hederssak.rules.agenda import Item


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, member: Member) -> RunQuerySet:
        """The meetings of the own team, of the teams one leads, for a director of all; and what one runs oneself."""
        return self.filter(of_team(member, besides=Q(customer_meeting__owner_id=member.pk)))


class Run(Row):
    """A meeting that was begun: the team's own, or one at a customer with its charter and clock.

    `version` counts what was done to it, so that of two who drive at once the second is told (`Moved`) and nothing is
    skipped. No clock is kept: what an item has taken is the sum of its spells, so a server may restart meanwhile.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="runs")
    meeting = models.OneToOneField(SalesMeeting, on_delete=models.CASCADE, null=True, blank=True, related_name="run")
    customer_meeting = models.OneToOneField(
        CustomerMeeting, on_delete=models.CASCADE, null=True, blank=True, related_name="run"
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    closed_by_itself = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_of_one_meeting",
                condition=Q(meeting__isnull=False, customer_meeting__isnull=True)
                | Q(meeting__isnull=True, customer_meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="run_forward", condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "team", "-started_at"], name="runs_of_team"),
            models.Index(fields=["started_at"], name="runs_open", condition=Q(ended_at=None)),
        ]

    @property
    def held_pk(self) -> uuid.UUID:
        """The meeting that is held: the team's own, or the one at a customer."""
        return self.meeting_id or self.customer_meeting_id  # type: ignore[return-value] # `run_of_one_meeting`


class RunItem(Row):
    """An item of the agenda as the meeting began: what it is, and the minutes that it was given."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=12, choices=[(item.value, item.value) for item in Item])
    title = models.CharField(max_length=200, blank=True, help_text="What it is called where `item` does not say it.")
    minutes = models.PositiveSmallIntegerField()
    skipped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("place",)
        constraints = [models.UniqueConstraint("run", "place", name="item_in_its_place")]


class Spell(Row):
    """Time that went to an item without a pause; the one without an end is what the meeting is at."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="spells")
    item = models.ForeignKey(RunItem, on_delete=models.CASCADE, related_name="spells")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("began_at",)
        constraints = [
            models.UniqueConstraint("run", name="one_item_at_a_time", condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="spell_forward", condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at"))
            ),
        ]


class Presence(Row):
    """Somebody who came, and when: by the phone (the code on the wall), or marked by whoever drives."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="presences")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    arrived_at = models.DateTimeField()
    marked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("run", "member", name="arrives_once")]


class EarlyArrival(Row):
    """Somebody who came before the meeting was begun; their presence of it once it is."""

    meeting = models.ForeignKey(SalesMeeting, on_delete=models.CASCADE, related_name="early_arrivals")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    arrived_at = models.DateTimeField()
    marked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("meeting", "member", name="early_once")]


class Note(Row):
    """What was written down at an item; it goes into the minutes."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(RunItem, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at",)
