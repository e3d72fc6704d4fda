"""Files brought in: what each row became, what the source last said, and how far a run has come."""

from __future__ import annotations

from django.db import models

from hederssak.lib.rows import Row
from hederssak.org.models import Member, Organization, Role


class ImportState(models.TextChoices):
    UPLOADED = "uploaded"
    MAPPED = "mapped"
    CHECKING = "checking"
    CHECKED = "checked"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    UNDOING = "undoing"
    UNDONE = "undone"


class Verdict(models.TextChoices):
    MADE = "made"
    CHANGED = "changed"
    ALONE = "alone"
    REFUSED = "refused"


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, member: Member) -> ImportQuerySet:
        """Admins write, directors read; nobody else sees imports."""
        if member.role in {Role.ADMIN, Role.DIRECTOR}:
            return self.filter(organization_id=member.organization_id)
        return self.none()


class Import(Row):
    """One file, given once. Files given together share `batch_id` and run in the order that their links need."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="imports")
    batch_id = models.UUIDField()
    position = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=80)
    preset = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    header_key = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    survey = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.UPLOADED)
    problem = models.JSONField(null=True, blank=True)
    uploaded_at = models.DateTimeField()
    exported_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    alone = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    undone = models.JSONField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization",
                name="one_import_at_a_time",
                condition=models.Q(state__in=["running", "undoing"]),
            )
        ]
        indexes = [
            models.Index(fields=["organization", "-uploaded_at"], name="imports_latest"),
            models.Index(fields=["organization", "batch_id", "position"], name="imports_of_batch"),
        ]


class ImportTurn(models.Model):
    """Whose turn it is to write: one batch of an organization at a time. A turn without a beat for a minute is free."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, primary_key=True, related_name="+")
    batch_id = models.UUIDField(null=True)
    beat_at = models.DateTimeField()


class SourceRecord(Row):
    """What a source said last about one record, in the source's own words. A file is compared with this (DATA)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=255)
    record_id = models.UUIDField()
    values = models.JSONField()
    fingerprint = models.BinaryField(max_length=16)
    seen_at = models.DateTimeField()
    vanished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("organization", "source", "kind", "key", name="source_record_once")]
        indexes = [models.Index(fields=["record_id"], name="sources_of_record")]


class RowOutcome(Row):
    """What a row of a file will become, or became, and why. Rows left alone are only counted.

    Rows that are simply made are kept by the handful: `rows` of them in one, number and label of each in `details`.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="outcomes", db_index=False)
    number = models.PositiveIntegerField()
    rows = models.PositiveSmallIntegerField(default=1)
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    label = models.CharField(max_length=255, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint("run", "number", name="one_outcome_a_row")]
        indexes = [models.Index(fields=["run", "verdict", "number"], name="outcomes_by_verdict")]


class MappingProfile(Row):
    """How a person said that a kind of file is to be read; used again when its header comes back."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    header_key = models.CharField(max_length=64)
    mapping = models.JSONField()
    options = models.JSONField(default=dict)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("organization", "name", name="profile_once")]


class Conflict(Row):
    """The source and a person changed the same field. Ours stands until somebody chooses."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    record_id = models.UUIDField()
    field = models.CharField(max_length=80)
    ours = models.JSONField(null=True)
    theirs = models.JSONField(null=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    took_theirs = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization",
                "record_id",
                "field",
                name="one_open_conflict",
                condition=models.Q(settled_at=None),
            )
        ]
