"""The promise of a quarter (R0), who signed it, what the manager did for it, and what it costs to let it die (R3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hederssak.lib.rows import Derived, Row
from hederssak.org.access import of_team
from hederssak.org.models import Member, Organization, Team
from hederssak.prospecting.models.blocks import Block
from hederssak.rules.promise import FOLLOW_EVERY, Duty


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, member: Member) -> PromiseQuerySet:
        """The team that promises, whoever leads it, and the director."""
        return self.filter(of_team(member))


class Promise(Row):
    """What a team agrees for a quarter: blocks and meetings per member and week, and what counts as an exception.

    It holds from `first_day` to `last_day`. Its words never change once written: a new one replaces it and is signed
    anew. `restarts` names the promise that died, if this one begins it again.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="promises")
    first_day = models.DateField()
    last_day = models.DateField()
    blocks = models.PositiveSmallIntegerField()
    meetings = models.PositiveSmallIntegerField()
    desirable = models.PositiveSmallIntegerField(null=True, blank=True)
    exceptions = models.CharField(max_length=500)
    follow_every = models.PositiveSmallIntegerField(default=FOLLOW_EVERY)
    restarts = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="restarted_by")
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="promise_forward", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="promise_of_something", condition=Q(blocks__gte=1, meetings__gte=1)),
            models.CheckConstraint(
                name="promise_desirable_above", condition=Q(desirable__isnull=True) | Q(desirable__gte=F("meetings"))
            ),
            models.CheckConstraint(name="promise_follow", condition=Q(follow_every__gte=1)),
            models.UniqueConstraint("team", "last_day", name="promise_once_a_quarter", condition=Q(replaced_at=None)),
        ]
        indexes = [models.Index(fields=["organization", "team", "-last_day"], name="promises_of_team")]


class Signature(Row):
    """Somebody put their name under a promise; `as_manager` for whoever takes the manager's duties."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="signatures")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    as_manager = models.BooleanField(default=False)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("promise", "member", name="signature_once")]


class DutyQuerySet(models.QuerySet["ManagerDuty"]):
    def visible_to(self, member: Member) -> DutyQuerySet:
        """The manager whose duty it is, and the person whom it is about."""
        return self.filter(Q(manager=member) | Q(about=member), organization_id=member.organization_id)


class ManagerDuty(Row):
    """Something a manager owes the promise: to ask on the day of a break, to talk when it slips, to follow along.

    `done_on` is the team's local day on which it was done. Following along is only ever written when done.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    manager = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Duty])
    about = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, null=True, blank=True, related_name="duties")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("kind", "block", name="duty_once_a_break", condition=Q(block__isnull=False)),
            models.UniqueConstraint("kind", "about", name="duty_one_open_talk", condition=Q(kind="talk", done_on=None)),
            models.UniqueConstraint("team", "due_on", name="duty_along_once_a_day", condition=Q(kind="follow_along")),
            models.CheckConstraint(name="duty_known", condition=Q(kind__in=[kind.value for kind in Duty])),
            models.CheckConstraint(
                name="duty_done_whole",
                condition=Q(done_on=None, done_at=None) | Q(done_on__isnull=False, done_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["organization", "team", "-due_on"], name="duties_of_team")]


class Assumption(Row):
    """What an organization assumes of a collapse until it can measure it; without a row the source's figures hold."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="collapse_assumption")
    margin_per_meeting = models.DecimalField(max_digits=12, decimal_places=2)
    drop = models.FloatField(default=0.5)
    weeks = models.PositiveSmallIntegerField(default=26)
    set_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assumption_makes_sense",
                condition=Q(drop__gt=0, drop__lt=1, weeks__gte=1, weeks__lte=104, margin_per_meeting__gt=0),
            )
        ]


class Outlook(Derived):
    """What a night's job worked out about a team: contagion, the price of a collapse, and the root problem.

    Figures as JSON, no sentences; they are said in the reader's language where they are shown.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="outlook")
    figures = models.JSONField(default=dict)
    worked_out_at = models.DateTimeField()
