import django.db.models.deletion
import hederssak.lib.ids
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("org", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportTurn",
            fields=[
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="org.organization",
                    ),
                ),
                ("batch_id", models.UUIDField(null=True)),
                ("beat_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("batch_id", models.UUIDField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("file_name", models.CharField(max_length=255)),
                ("stored_as", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=80)),
                ("preset", models.CharField(blank=True, max_length=40)),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("header_key", models.CharField(blank=True, max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
                ("survey", models.JSONField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Uploaded"),
                            ("mapped", "Mapped"),
                            ("checking", "Checking"),
                            ("checked", "Checked"),
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                        ],
                        default="uploaded",
                        max_length=8,
                    ),
                ),
                ("problem", models.JSONField(blank=True, null=True)),
                ("uploaded_at", models.DateTimeField()),
                ("exported_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("rows", models.PositiveIntegerField(blank=True, null=True)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("made", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("alone", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("conflicts", models.PositiveIntegerField(default=0)),
                ("vanished", models.PositiveIntegerField(default=0)),
                ("undone", models.JSONField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="imports", to="org.organization"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "-uploaded_at"], name="imports_latest"),
                    models.Index(fields=["organization", "batch_id", "position"], name="imports_of_batch"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        condition=models.Q(("state__in", ["running", "undoing"])),
                        name="one_import_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("record_id", models.UUIDField()),
                ("field", models.CharField(max_length=80)),
                ("ours", models.JSONField(null=True)),
                ("theirs", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("took_theirs", models.BooleanField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="imports.import"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("record_id"),
                        models.F("field"),
                        condition=models.Q(("settled_at", None)),
                        name="one_open_conflict",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MappingProfile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("header_key", models.CharField(max_length=64)),
                ("mapping", models.JSONField()),
                ("options", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("organization"), models.F("name"), name="profile_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RowOutcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("rows", models.PositiveSmallIntegerField(default=1)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("made", "Made"), ("changed", "Changed"), ("alone", "Alone"), ("refused", "Refused")],
                        max_length=7,
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=255)),
                ("details", models.JSONField(default=dict)),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.organization",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["run", "verdict", "number"], name="outcomes_by_verdict")],
                "constraints": [models.UniqueConstraint(models.F("run"), models.F("number"), name="one_outcome_a_row")],
            },
        ),
        migrations.CreateModel(
            name="SourceRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=255)),
                ("record_id", models.UUIDField()),
                ("values", models.JSONField()),
                ("fingerprint", models.BinaryField(max_length=16)),
                ("seen_at", models.DateTimeField()),
                ("vanished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.organization",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["record_id"], name="sources_of_record")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("source"),
                        models.F("kind"),
                        models.F("key"),
                        name="source_record_once",
                    )
                ],
            },
        ),
    ]
