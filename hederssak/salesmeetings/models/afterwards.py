"""What remains of a meeting when everybody has gone: how it felt, and to whom the minutes went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Row
from hederssak.org.models import Member, Organization, Team
from hederssak.salesmeetings.models.runs import Run


class Pulse(Row):
    """One tap at the end: the energy one goes out with, 1 to 5; told as a figure of the team, by name to nobody."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pulses")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    energy = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("run", "member", name="one_pulse_each"),
            models.CheckConstraint(name="pulse_of_five", condition=Q(energy__gte=1, energy__lte=5)),
        ]


class MinutesSent(Row):
    """To whom the minutes of a meeting went, in which language, and whether they had been there."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="minutes_sent")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    was_there = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("run", "member", name="minutes_once")]


class TeamChat(Row):
    """Where a team's minutes go beside the mail: an incoming webhook's address, sealed, and its host to show."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="chat")
    address = models.TextField()
    host = models.CharField(max_length=253)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
