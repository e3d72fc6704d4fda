"""The times in which meetings are booked (R1): the weekly rule, and each time that it makes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Row
from hederssak.org.access import of_person
from hederssak.org.models import Member, Organization, Team


class BlockKind(models.TextChoices):
    """Regular ones come from a rule, replacements pay a debt (R2), planning ones fill the HIT list (R5)."""

    REGULAR = "regular"
    REPLACEMENT = "replacement"
    PLANNING = "planning"


WEEKLY = (BlockKind.REGULAR, BlockKind.PLANNING)
"""What a weekly rule makes."""


class BlockState(models.TextChoices):
    """How a time stands or ended (R1)."""

    PLANNED = "planned"
    HELD = "held"
    HELD_LATE = "held_late"
    MISSED = "missed"
    SWAPPED = "swapped"
    EXCUSED = "excused"


class Excuse(models.TextChoices):
    """Why a time counts neither as held nor as missed; what the company took goes to the manager's account."""

    ABSENCE = "absence"
    HOLIDAY = "holiday"
    COMPANY = "company"


class BlockRuleQuerySet(models.QuerySet["BlockRule"]):
    def visible_to(self, member: Member) -> BlockRuleQuerySet:
        """Everyone may read when colleagues book: it is how one leaves them alone then."""
        return self.filter(organization_id=member.organization_id)


class BlockRule(Row):
    """Every week at the same time, for one member or for all reps of a team, by the clock of the team's zone.

    Its `kind` says what for: to book meetings, or to fill the HIT list.
    It holds from `valid_from` to `valid_to`, both included; without an end it goes on.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="block_rules")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="block_rules")
    kind = models.CharField(
        max_length=11, choices=[(one.value, one.label) for one in WEEKLY], default=BlockKind.REGULAR
    )
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = BlockRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="block_rule_kind", condition=Q(kind__in=WEEKLY)),
            models.CheckConstraint(name="block_rule_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(name="block_rule_minutes", condition=Q(minutes__gte=15, minutes__lte=480)),
            models.CheckConstraint(
                name="block_rule_of_one",
                condition=Q(member__isnull=True, team__isnull=False) | Q(member__isnull=False, team__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "team"], name="block_rules_of_team"),
            models.Index(fields=["organization", "member"], name="block_rules_of_member"),
        ]


class BlockQuerySet(models.QuerySet["Block"]):
    def visible_to(self, member: Member) -> BlockQuerySet:
        """One's own, and those of the teams one leads; sums over teams are another question."""
        return self.filter(of_person(member, person="member"))

    def for_booking(self) -> BlockQuerySet:
        """Those in which meetings are booked: what is set aside for filling the list is no promise."""
        return self.exclude(kind=BlockKind.PLANNING)


class Block(Row):
    """One time of one member in which meetings are booked, or the list of whom to call is filled.

    A replacement `replaces` the time that was given up or missed; two replacements make up for one. `here_at` is when
    the member said "I am here", `preparation` what was written in it, and `settled_at` when it got its end state.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks")
    rule = models.ForeignKey(BlockRule, on_delete=models.SET_NULL, null=True, blank=True, related_name="blocks")
    kind = models.CharField(max_length=11, choices=BlockKind.choices, default=BlockKind.REGULAR)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=BlockState.choices, default=BlockState.PLANNED)
    why = models.CharField(max_length=7, choices=Excuse.choices, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replacements")
    here_at = models.DateTimeField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    preparation = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "member", "starts_at", name="block_once"),
            models.CheckConstraint(name="block_forward", condition=Q(ends_at__gt=models.F("starts_at"))),
            models.CheckConstraint(name="block_state_known", condition=Q(state__in=BlockState.values)),
            models.CheckConstraint(name="block_kind_known", condition=Q(kind__in=BlockKind.values)),
            models.CheckConstraint(
                name="block_excused_says_why",
                condition=Q(state="excused", why__in=Excuse.values) | (~Q(state="excused") & Q(why="")),
            ),
            models.CheckConstraint(
                name="block_replacement_replaces",
                condition=Q(kind="replacement", replaces__isnull=False)
                | (~Q(kind="replacement") & Q(replaces__isnull=True)),
            ),
            models.CheckConstraint(name="block_swapped_only_once", condition=~Q(state="swapped") | Q(kind="regular")),
            models.CheckConstraint(
                name="block_settled_when_over",
                condition=Q(state="planned", settled_at__isnull=True)
                | (~Q(state="planned") & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "starts_at"], name="blocks_by_time"),
            models.Index(fields=["organization", "ends_at"], name="blocks_to_settle", condition=Q(state="planned")),
            models.Index(fields=["replaces"], name="blocks_replacing", condition=Q(replaces__isnull=False)),
        ]
