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
            name="Chance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("chance", models.FloatField()),
                ("low", models.FloatField()),
                ("high", models.FloatField()),
                ("in_month", models.FloatField()),
                ("in_quarter", models.FloatField()),
                ("margin", models.DecimalField(decimal_places=2, max_digits=16)),
                ("margin_known", models.BooleanField()),
                ("cases", models.PositiveIntegerField()),
                ("alike", models.PositiveIntegerField()),
                ("alike_won", models.PositiveIntegerField()),
                ("method", models.CharField(max_length=12)),
                ("reasons", models.JSONField(default=list)),
                ("aside", models.JSONField(default=list)),
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="win_chance",
                        to="pipeline.opportunity",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
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
                "indexes": [models.Index(fields=["organization", "team", "-margin", "id"], name="chances_of_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("high__gte", models.F("chance")),
                            ("high__lte", 1),
                            ("low__gte", 0),
                            ("low__lte", models.F("chance")),
                        ),
                        name="chance_within_interval",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("month", "Month"), ("quarter", "Quarter"), ("weeks", "Weeks")], max_length=7
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("is_kept", models.BooleanField(default=False)),
                ("is_replayed", models.BooleanField(default=False)),
                ("quantiles", models.JSONField()),
                ("clear", models.JSONField()),
                ("won_so_far", models.FloatField()),
                ("weighted", models.FloatField()),
                ("called", models.FloatField(null=True)),
                ("aside", models.FloatField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("cycle", models.JSONField(default=dict)),
                ("method", models.CharField(max_length=12)),
                ("memory", models.JSONField(default=dict)),
                ("came", models.FloatField(null=True)),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
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
                    models.Index(fields=["organization", "period", "is_kept", "made_on"], name="forecasts_kept")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("team"),
                        models.F("period"),
                        models.F("made_on"),
                        condition=models.Q(("team__isnull", False)),
                        name="one_forecast_a_day",
                    ),
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("period"),
                        models.F("made_on"),
                        condition=models.Q(("team__isnull", True)),
                        name="one_forecast_of_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="forecast_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RepCall",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenths", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="pipeline.opportunity"
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
                "indexes": [models.Index(fields=["organization", "opportunity", "-at"], name="calls_of_opportunity")],
                "constraints": [models.CheckConstraint(condition=models.Q(("tenths__lte", 10)), name="call_in_tenths")],
            },
        ),
        migrations.CreateModel(
            name="ToldChance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("chance", models.FloatField()),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told_chances",
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
                "constraints": [
                    models.UniqueConstraint(models.F("opportunity"), models.F("made_at"), name="chance_told_once"),
                    models.CheckConstraint(
                        condition=models.Q(("chance__gte", 0), ("chance__lte", 1)), name="told_chance_within"
                    ),
                ],
            },
        ),
    ]
