"""Whom to call (R5), each attempt, and the time that was spent in a block (R1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.crm.models import Account, Contact
from hederssak.lib.rows import Row, codes_of
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.access import of_person
from hederssak.org.models import Member, Organization
from hederssak.prospecting.models.blocks import Block
from hederssak.rules.attempts import Leaves, Outcome


class Added(models.TextChoices):
    """How somebody came onto a HIT list."""

    FILLED = "filled"
    PASTED = "pasted"
    HAND = "hand"
    RETURNED = "returned"
    FILE = "file"


class HitEntryQuerySet(models.QuerySet["HitEntry"]):
    def visible_to(self, member: Member) -> HitEntryQuerySet:
        """One's own, and those of the teams one leads."""
        return self.filter(of_person(member, person="member"))

    def on_the_list(self) -> HitEntryQuerySet:
        """Those that are still to be called."""
        return self.filter(left_at=None, contact__do_not_contact_at=None, contact__left_on=None)


class HitEntry(Row):
    """A contact on a member's HIT list; as long as they stand there, on nobody else's.

    `in_vain` counts the attempts in a row that reached nobody. `call_back_at` is what was promised, to the minute or
    that day; `note` is what to say then, or why somebody was added.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hit_entries")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="hit_entries")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True, related_name="hit_entries")
    added = models.CharField(max_length=8, choices=Added.choices)
    added_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reached = models.PositiveSmallIntegerField(default=0)
    in_vain = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)
    call_back_at = models.DateTimeField(null=True, blank=True)
    call_back_timed = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)
    left_why = models.CharField(max_length=14, choices=codes_of(Leaves), blank=True)

    objects = HitEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization", "contact", name="on_one_hit_list", condition=Q(left_at__isnull=True)
            ),
            models.CheckConstraint(
                name="hit_entry_left_says_why",
                condition=Q(left_at__isnull=True, left_why="") | (Q(left_at__isnull=False) & ~Q(left_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "member"], name="hit_list", condition=Q(left_at__isnull=True)),
            models.Index(fields=["organization", "contact", "-left_at"], name="hit_entries_of_contact"),
        ]

    def __str__(self) -> str:
        """Return who is to be called."""
        return self.contact.name


class CallAttemptQuerySet(models.QuerySet["CallAttempt"]):
    def visible_to(self, member: Member) -> CallAttemptQuerySet:
        """One's own, and those of the teams one leads."""
        return self.filter(of_person(member, person="member"))

    def standing(self) -> CallAttemptQuerySet:
        """Those that were not taken back."""
        return self.filter(undone_at=None)


class CallAttempt(Row):
    """One try at reaching a contact. `key` is made where it is pressed, so that what is sent twice is kept once.

    `at` is when it was pressed, `received_at` when we learned it: a phone may have been offline. `was` holds what the
    place on the list was before, for taking it back.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="call_attempts")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="call_attempts")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(HitEntry, on_delete=models.SET_NULL, null=True, blank=True, related_name="attempts")
    block = models.ForeignKey(Block, on_delete=models.SET_NULL, null=True, blank=True, related_name="attempts")
    outcome = models.CharField(max_length=14, choices=codes_of(Outcome))
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    call_back_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(CustomerMeeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    was = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = CallAttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "key", name="attempt_once"),
            models.CheckConstraint(
                name="attempt_outcome_known", condition=Q(outcome__in=[one.value for one in Outcome])
            ),
            models.CheckConstraint(
                name="attempt_call_back_says_when",
                condition=Q(outcome="call_back", call_back_at__isnull=False)
                | (~Q(outcome="call_back") & Q(call_back_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "member", "at"], name="attempts_of_member"),
            models.Index(fields=["organization", "contact", "-at"], name="attempts_of_contact"),
            models.Index(fields=["organization", "block"], name="attempts_of_block", condition=Q(block__isnull=False)),
        ]


class BlockSessionQuerySet(models.QuerySet["BlockSession"]):
    def visible_to(self, member: Member) -> BlockSessionQuerySet:
        """One's own, and those of the teams one leads."""
        return self.filter(of_person(member, person="member"))


class BlockSession(Row):
    """How long a member was in a block: `seconds` within its time, counted while the page says that they are there."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    block = models.OneToOneField(Block, on_delete=models.CASCADE, related_name="session")
    entered_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)

    objects = BlockSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="session_forward", condition=Q(last_seen_at__gte=models.F("entered_at")))
        ]
        indexes = [models.Index(fields=["organization", "last_seen_at"], name="sessions_by_presence")]


class NewShare(Row):
    """How much of each HIT list an organization keeps for new companies; without a row the rule's half holds (R5)."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="new_share_is_a_share", condition=Q(percent__lte=100))]
