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
            name="Change",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("account", "Account"),
                            ("contact", "Contact"),
                            ("opportunity", "Opportunity"),
                            ("next_step", "Next Step"),
                            ("parking", "Parking"),
                            ("letting_go", "Letting Go"),
                            ("buyer_event", "Buyer Event"),
                            ("evidence", "Evidence"),
                            ("committee", "Committee"),
                            ("decision", "Decision Step"),
                            ("meeting", "Meeting"),
                            ("activity", "Activity"),
                            ("product", "Product"),
                            ("fit_profile", "Fit Profile"),
                            ("fit_judgment", "Fit Judgment"),
                            ("fit_override", "Fit Override"),
                            ("block_rule", "Block Rule"),
                            ("block", "Block"),
                            ("swap", "Swap"),
                            ("swap_reason", "Swap Reason"),
                            ("hit_entry", "Hit Entry"),
                            ("call_attempt", "Call Attempt"),
                            ("promise", "Promise"),
                            ("team_promise", "Team Promise"),
                            ("connection", "Connection"),
                            ("member", "Member"),
                            ("team", "Team"),
                            ("stage", "Stage"),
                            ("organization", "Organization"),
                        ],
                        max_length=12,
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("subject_id", models.UUIDField()),
                ("field", models.CharField(blank=True, max_length=80)),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
                ("after_at", models.DateTimeField(null=True)),
                ("before_at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("api", "Api"),
                            ("file", "File"),
                            ("undo", "Undo"),
                            ("demo", "Demo"),
                            ("system", "System"),
                        ],
                        max_length=6,
                    ),
                ),
                ("source_id", models.UUIDField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="org.member",
                    ),
                ),
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
                "indexes": [
                    models.Index(fields=["organization", "subject_id", "before_at"], name="changes_of_subject"),
                    models.Index(fields=["organization", "known_at"], name="changes_by_knowledge"),
                    models.Index(
                        condition=models.Q(("by__isnull", False)), fields=["by", "known_at"], name="changes_by_person"
                    ),
                    models.Index(
                        condition=models.Q(("source_id__isnull", False)),
                        fields=["organization", "source_id"],
                        name="changes_by_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("team_id", models.UUIDField(null=True)),
                ("taken_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[("night", "Night"), ("import", "Import"), ("pack", "Pack")], max_length=6
                    ),
                ),
                ("source_id", models.UUIDField(null=True)),
                ("rows", models.PositiveIntegerField()),
                ("margin", models.DecimalField(decimal_places=2, max_digits=18)),
                ("packed", models.BinaryField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "team_id", "-taken_at"], name="snapshots_of_team")],
            },
        ),
        migrations.CreateModel(
            name="PrivateText",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="private",
                        serialize=False,
                        to="history.change",
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("values", models.JSONField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "record_id"], name="private_by_record")],
            },
        ),
    ]
