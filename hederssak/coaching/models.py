"""Who was followed when, what was seen, what is practised, and whether it moved the figure (R18)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Derived, Row
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.access import of_person
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.pipeline.models import Stage
from hederssak.prospecting.models import Block
from hederssak.rules.coaching import LONGEST_PACE, PACE, Aspect, Level

ASPECTS = [(aspect.value, aspect.value) for aspect in Aspect]
LEVELS = [(level.value, level.value) for level in Level]


class Pace(Row):
    """Within how many weeks each rep of a team is followed once, as agreed with the team; six without a row."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="pace")
    weeks = models.PositiveSmallIntegerField(default=PACE)
    agreed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="pace_keeps", condition=Q(weeks__gte=1, weeks__lte=LONGEST_PACE))]


class RideAlongQuerySet(models.QuerySet["RideAlong"]):
    def visible_to(self, member: Member) -> RideAlongQuerySet:
        """The rep whom it is about, and the manager of their team: nobody else reads what was seen."""
        return self.filter(of_person(member, person="rep"))

    def standing(self) -> RideAlongQuerySet:
        """Those that were not called off."""
        return self.filter(called_off_at=None)


class RideAlong(Row):
    """A manager follows a rep into a customer meeting or a booking hour.

    It is asked for by the rep, planned by the manager, and done when what was seen is shared. Until then the manager's
    notes are a draft of theirs; from that instant the rep reads everything that the manager reads.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    rep = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="rides")
    manager = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    meeting = models.ForeignKey(CustomerMeeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="rides")
    block = models.ForeignKey(Block, on_delete=models.SET_NULL, null=True, blank=True, related_name="rides")
    on_day = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    practise = models.CharField(max_length=200, blank=True)
    practise_aspect = models.CharField(max_length=9, choices=ASPECTS, blank=True)
    practise_stage = models.ForeignKey(Stage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RideAlongQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("meeting", name="ride_once_a_meeting", condition=Q(called_off_at=None)),
            models.UniqueConstraint("block", name="ride_once_an_hour", condition=Q(called_off_at=None)),
            models.CheckConstraint(
                name="ride_asked_or_planned", condition=Q(asked_at__isnull=False) | Q(planned_at__isnull=False)
            ),
            models.CheckConstraint(
                name="ride_shared_stands", condition=Q(shared_at=None) | Q(called_off_at=None, planned_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "rep", "-on_day"], name="rides_of_rep"),
            models.Index(fields=["organization", "manager", "-on_day"], name="rides_of_manager"),
        ]

    @property
    def is_done(self) -> bool:
        """Say whether what was seen is shared."""
        return self.shared_at is not None


class Observation(Row):
    """What was seen of one aspect, in a plain word and a note."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    ride = models.ForeignKey(RideAlong, on_delete=models.CASCADE, related_name="observations")
    aspect = models.CharField(max_length=9, choices=ASPECTS)
    level = models.CharField(max_length=7, choices=LEVELS, blank=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("ride", "aspect", name="observation_once")]


class Focus(Row):
    """The one thing that a rep practises; `stage` is where it should be seen. There is one at a time."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="focuses")
    aspect = models.CharField(max_length=9, choices=ASPECTS, blank=True)
    words = models.CharField(max_length=200)
    stage = models.ForeignKey(Stage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ride = models.ForeignKey(RideAlong, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    figures = models.JSONField(default=dict, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("member", name="focus_one_at_a_time", condition=Q(until=None))]
        indexes = [models.Index(fields=["organization", "member", "-since"], name="focuses_of_member")]


class StageFigure(Derived):
    """How many of a rep's deals were decided in a stage within a year, and how many passed it; counted at night."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="+")
    decided = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    team_share = models.FloatField()
    below = models.FloatField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("member", "stage", name="stage_figure_once")]


class PlayQuerySet(models.QuerySet["Play"]):
    def visible_to(self, member: Member) -> PlayQuerySet:
        """Whoever sells may practise all plays of the organization."""
        rows = self.filter(organization_id=member.organization_id)
        return rows if member.role in {Role.REP, Role.MANAGER, Role.DIRECTOR} else rows.none()


class Play(Row):
    """A situation to practise: the customer, the competitor, and by what one sees that it went well."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="plays")
    name = models.CharField(max_length=120)
    situation = models.CharField(max_length=500)
    customer = models.CharField(max_length=300, blank=True)
    competitor = models.CharField(max_length=300, blank=True)
    aspect = models.CharField(max_length=9, choices=ASPECTS, blank=True)
    criteria = models.JSONField(default=list)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PlayQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organization", "name"], name="plays_by_name")]

    def __str__(self) -> str:
        return self.name


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, member: Member) -> PracticeQuerySet:
        """Those who practised, and the manager of the team."""
        return self.filter(of_person(member, person="member", besides=Q(partner_id=member.pk)))


class Practice(Row):
    """Somebody practised a play with somebody. `marks` keeps each criterion as it was worded, and how it went."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="practices")
    partner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    play = models.ForeignKey(Play, on_delete=models.CASCADE, related_name="practices")
    on_day = models.DateField()
    marks = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="practice_with_another", condition=Q(partner=None) | ~Q(partner=models.F("member"))
            )
        ]
        indexes = [models.Index(fields=["organization", "member", "-on_day"], name="practices_of_member")]
