import django.db.models.deletion
import hederssak.lib.ids
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("org", "0001_first"),
        ("pipeline", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("since", models.DateField(null=True)),
                ("weight", models.DecimalField(decimal_places=2, default=0, max_digits=16)),
                ("figures", models.JSONField(default=dict)),
                ("is_lead", models.BooleanField(default=False)),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="pipeline.opportunity"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="org.organization"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "is_lead", "team", "-weight", "id"], name="flags_by_weight"),
                    models.Index(fields=["organization", "is_lead", "team", "since", "id"], name="flags_by_age"),
                    models.Index(fields=["organization", "is_lead", "owner", "-weight", "id"], name="flags_of_owner"),
                    models.Index(fields=["organization", "team", "code", "-weight", "id"], name="flags_by_code"),
                ],
                "constraints": [
                    models.UniqueConstraint(models.F("opportunity"), models.F("code"), name="one_flag_of_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("why", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("upheld", models.BooleanField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="pipeline.opportunity",
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
                "indexes": [models.Index(fields=["organization", "opportunity", "code"], name="objections_to_code")],
            },
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("group", models.CharField(blank=True, max_length=160)),
                ("value", models.FloatField()),
                ("low", models.FloatField(blank=True, null=True)),
                ("high", models.FloatField(blank=True, null=True)),
                ("cases", models.PositiveIntegerField()),
                ("is_default", models.BooleanField()),
                ("learned_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("learned_at"),
                        models.F("code"),
                        models.F("group"),
                        name="one_threshold",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Worth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("open_count", models.PositiveIntegerField(default=0)),
                ("open_margin", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ("unknown_count", models.PositiveIntegerField(default=0)),
                ("asked_count", models.PositiveIntegerField(default=0)),
                ("asked_margin", models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "team", "-day"], name="worth_of_team"),
                    models.Index(fields=["organization", "day"], name="worth_of_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("team"),
                        models.F("owner"),
                        models.F("day"),
                        name="one_worth_a_day",
                    )
                ],
            },
        ),
    ]
