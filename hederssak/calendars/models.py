"""Calendars: where a member's time is read from and our own events are written to.

Of other people's events only the time is kept, never the title, the place or who is there
(docs/decisions/0011-calendars.md).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hederssak.lib.rows import Row
from hederssak.org.models import Member, Organization


class Service(models.TextChoices):
    """How a calendar is reached: `ics` is read only, the others are read and written."""

    ICS = "ics"
    CALDAV = "caldav"
    MICROSOFT = "microsoft"
    GOOGLE = "google"


class State(models.TextChoices):
    """`away` did not answer and is tried again; `revoked` lets us in no more until the member connects it anew."""

    OK = "ok"
    AWAY = "away"
    REVOKED = "revoked"


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def visible_to(self, member: Member) -> ConnectionQuerySet:
        """One's own alone: nobody's manager sees which calendars they have."""
        return self.filter(organization_id=member.organization_id, member=member, ended_at=None)


class Connection(Row):
    """One calendar of a member's.

    `secret` is sealed (`lib.sealing`); `address` is too where it is a secret in itself, as of an ICS feed, and is then
    empty here. `turn_until` is set while a worker is at it. The watch is what a provider calls when something
    changes: a Graph subscription or a Google channel.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="connections")
    service = models.CharField(max_length=9, choices=Service.choices)
    address = models.CharField(max_length=1000, blank=True)
    secret = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OK)
    sync_token = models.TextField(blank=True)
    read_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    turn_until = models.DateTimeField(null=True, blank=True)
    synced_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    left_out = models.PositiveSmallIntegerField(default=0)
    watch_id = models.CharField(max_length=200, blank=True, db_index=True)
    watch_resource = models.CharField(max_length=200, blank=True)
    watch_key_hash = models.CharField(max_length=64, blank=True)
    watch_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="connection_service", condition=Q(service__in=Service.values)),
            models.CheckConstraint(name="connection_state", condition=Q(state__in=State.values)),
        ]
        indexes = [models.Index(fields=["due_at"], name="connections_due", condition=~Q(state="revoked"))]

    @property
    def is_written(self) -> bool:
        """Say whether our own events go into this calendar."""
        return self.service != Service.ICS


class BusyTime(Row):
    """When a member is taken according to one calendar: one event, or one instance of a series, without its title.

    `href` is what the provider calls the object that it stands in; `recurrence` is the instance's original start as
    UTC text, empty for an event that does not recur.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="busy_times")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="busy_times")
    href = models.CharField(max_length=600)
    uid = models.CharField(max_length=300)
    recurrence = models.CharField(max_length=32, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)
    is_free = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("connection", "href", "uid", "recurrence", name="busy_time_once"),
            models.CheckConstraint(name="busy_time_forward", condition=Q(ends_at__gte=F("starts_at"))),
        ]
        indexes = [models.Index(fields=["member", "starts_at"], name="busy_times_of_member")]


class Kind(models.TextChoices):
    BLOCK = "block"
    PLANNING = "planning"
    MEETING = "meeting"
    SALES_MEETING = "sales_meeting"


class Entry(Row):
    """Our own event in a member's calendars; its identifier is its UID in all of them.

    `key` is the caller's name for it, such as `block:<id>`; `path` leads to its page here; `sequence` counts its
    changes, as RFC 5545 asks.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="calendar_entries")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=13, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("member", "key", name="entry_once"),
            models.CheckConstraint(name="entry_forward", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="entry_kind", condition=Q(kind__in=Kind.values)),
        ]
        indexes = [models.Index(fields=["member", "starts_at"], name="entries_of_member")]

    @property
    def uid(self) -> str:
        """What every calendar calls it."""
        return str(self.pk)


class Copy(Row):
    """An entry as it stands in one connected calendar.

    `is_due` says that the calendar has to be told; `tried_at` is set before it is told, so that a worker that dies in
    between looks first for what it may have written.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="copies")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="copies")
    href = models.CharField(max_length=600, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    remote_uid = models.CharField(max_length=300, blank=True)
    is_due = models.BooleanField(default=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("connection", "entry", name="copy_once")]
        indexes = [
            models.Index(fields=["connection"], name="copies_due", condition=Q(is_due=True)),
            models.Index(fields=["connection", "href"], name="copies_by_href"),
        ]


class Happening(models.TextChoices):
    DELETED = "deleted"
    MOVED = "moved"


class Answer(models.TextChoices):
    """`keep` puts it back as it was; `swap` leaves it out of that calendar while it is given up by its own rule."""

    KEEP = "keep"
    SWAP = "swap"


class Question(Row):
    """An event of ours was deleted or moved in a calendar: is it to be kept or swapped? (R2)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="calendar_questions")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="questions")
    connection = models.ForeignKey(Connection, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    happening = models.CharField(max_length=7, choices=Happening.choices)
    moved_to = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=4, choices=Answer.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("entry", name="one_open_question_per_entry", condition=Q(answered_at=None)),
        ]
        indexes = [models.Index(fields=["member"], name="questions_open", condition=Q(answered_at=None))]


class Feed(Row):
    """A member's secret calendar address: found by its hash, shown again to its owner from the sealed key."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="calendar_feed")
    key_hash = models.CharField(max_length=64, unique=True)
    sealed_key = models.TextField()
    made_at = models.DateTimeField()
