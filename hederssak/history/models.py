"""What changed, when it happened and when we learned it. Rows are added and never altered; the database sees to it."""

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Row


class RecordKind(models.TextChoices):
    ACCOUNT = "account"
    CONTACT = "contact"
    OPPORTUNITY = "opportunity"
    NEXT_STEP = "next_step"
    PARKING = "parking"
    LETTING_GO = "letting_go"
    BUYER_EVENT = "buyer_event"
    EVIDENCE = "evidence"
    COMMITTEE = "committee"
    DECISION_STEP = "decision"
    MEETING = "meeting"
    ACTIVITY = "activity"
    PRODUCT = "product"
    FIT_PROFILE = "fit_profile"
    FIT_JUDGMENT = "fit_judgment"
    FIT_OVERRIDE = "fit_override"
    BLOCK_RULE = "block_rule"
    BLOCK = "block"
    SWAP = "swap"
    SWAP_REASON = "swap_reason"
    HIT_ENTRY = "hit_entry"
    CALL_ATTEMPT = "call_attempt"
    PROMISE = "promise"
    TEAM_PROMISE = "team_promise"
    CONNECTION = "connection"
    MEMBER = "member"
    TEAM = "team"
    STAGE = "stage"
    ORGANIZATION = "organization"


class Origin(models.TextChoices):
    """From where a change came."""

    PAGE = "page"
    API = "api"
    FILE = "file"
    UNDO = "undo"
    DEMO = "demo"
    SYSTEM = "system"


class Change(Row):
    """One field of one record, or (with an empty `field`) the making of the record with all its fields.

    It happened in the interval (`after_at`, `before_at`]: a point when the source knew the instant, a week when two
    exports a week apart differ. `known_at` is when it came here. `subject_id` is the record on whose page it shows.
    """

    organization = models.ForeignKey("org.Organization", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    record_id = models.UUIDField()
    subject_id = models.UUIDField()
    field = models.CharField(max_length=80, blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    after_at = models.DateTimeField(null=True)
    before_at = models.DateTimeField()
    known_at = models.DateTimeField()
    by = models.ForeignKey(
        "org.Member", on_delete=models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    origin = models.CharField(max_length=6, choices=Origin.choices)
    source_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "subject_id", "before_at"], name="changes_of_subject"),
            models.Index(fields=["organization", "known_at"], name="changes_by_knowledge"),
            models.Index(fields=["by", "known_at"], name="changes_by_person", condition=Q(by__isnull=False)),
            models.Index(
                fields=["organization", "source_id"],
                name="changes_by_source",
                condition=Q(source_id__isnull=False),
            ),
        ]


class PrivateText(models.Model):
    """Free text about persons that a change held; it stands apart so that it can be erased."""

    change = models.OneToOneField(Change, on_delete=models.CASCADE, primary_key=True, related_name="private")
    organization = models.ForeignKey("org.Organization", on_delete=models.CASCADE, related_name="+")
    record_id = models.UUIDField()
    values = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["organization", "record_id"], name="private_by_record")]


class SnapshotReason(models.TextChoices):
    NIGHT = "night"
    IMPORT = "import"
    PACK = "pack"


class Snapshot(Row):
    """The open pipeline of one team as it stood: columns of equal length, packed (see docs/decisions)."""

    organization = models.ForeignKey("org.Organization", on_delete=models.CASCADE, related_name="+")
    team_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    reason = models.CharField(max_length=6, choices=SnapshotReason.choices)
    source_id = models.UUIDField(null=True)
    rows = models.PositiveIntegerField()
    margin = models.DecimalField(max_digits=18, decimal_places=2)
    packed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["organization", "team_id", "-taken_at"], name="snapshots_of_team")]
