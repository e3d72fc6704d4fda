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
            name="Plan",
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
                            ("weekly", "Weekly"),
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("half_yearly", "Half Yearly"),
                            ("yearly", "Yearly"),
                        ],
                        max_length=11,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=300)),
                ("ends_with", models.CharField(blank=True, max_length=300)),
                ("who_and_why", models.CharField(blank=True, max_length=300)),
                ("why_so_long", models.CharField(blank=True, max_length=300)),
                ("boxes", models.JSONField(blank=True, default=list)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
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
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meeting_plans", to="org.team"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("team"), models.F("kind"), name="one_plan_a_kind")],
            },
        ),
        migrations.CreateModel(
            name="Rhythm",
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
                            ("weekly", "Weekly"),
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("half_yearly", "Half Yearly"),
                            ("yearly", "Yearly"),
                        ],
                        default="weekly",
                        max_length=11,
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(default=0)),
                ("nth", models.SmallIntegerField(default=1)),
                ("month", models.PositiveSmallIntegerField(default=1)),
                ("starts", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rhythms", to="org.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="rhythm_weekday"),
                    models.CheckConstraint(condition=models.Q(("nth__in", (1, 2, 3, 4, -1))), name="rhythm_nth"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="rhythm_month"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SalesMeeting",
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
                            ("weekly", "Weekly"),
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("half_yearly", "Half Yearly"),
                            ("yearly", "Yearly"),
                        ],
                        default="weekly",
                        max_length=11,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sales_meetings", to="org.team"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "team", "starts_at"], name="sales_meetings_of_team")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("team"),
                        models.F("kind"),
                        models.F("starts_at"),
                        name="meeting_once",
                    )
                ],
            },
        ),
    ]
