import django.db.models.deletion
import hederssak.lib.ids
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("meetings", "0001_first"),
        ("org", "0001_first"),
        ("pipeline", "0001_first"),
        ("prospecting", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Play",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("situation", models.CharField(max_length=500)),
                ("customer", models.CharField(blank=True, max_length=300)),
                ("competitor", models.CharField(blank=True, max_length=300)),
                (
                    "aspect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("purpose", "purpose"),
                            ("insight", "insight"),
                            ("questions", "questions"),
                            ("picture", "picture"),
                            ("next_step", "next_step"),
                        ],
                        max_length=9,
                    ),
                ),
                ("criteria", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plays", to="org.organization"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "name"], name="plays_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on_day", models.DateField()),
                ("marks", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="practices", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.member",
                    ),
                ),
                (
                    "play",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="practices", to="coaching.play"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "member", "-on_day"], name="practices_of_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("partner", None), models.Q(("partner", models.F("member")), _negated=True), _connector="OR"
                        ),
                        name="practice_with_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RideAlong",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on_day", models.DateField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("planned_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("shared_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("practise", models.CharField(blank=True, max_length=200)),
                (
                    "practise_aspect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("purpose", "purpose"),
                            ("insight", "insight"),
                            ("questions", "questions"),
                            ("picture", "picture"),
                            ("next_step", "next_step"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rides",
                        to="prospecting.block",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rides",
                        to="meetings.customermeeting",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "practise_stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.stage",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rides", to="org.member"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "rep", "-on_day"], name="rides_of_rep"),
                    models.Index(fields=["organization", "manager", "-on_day"], name="rides_of_manager"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("meeting"), condition=models.Q(("called_off_at", None)), name="ride_once_a_meeting"
                    ),
                    models.UniqueConstraint(
                        models.F("block"), condition=models.Q(("called_off_at", None)), name="ride_once_an_hour"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_at__isnull", False), ("planned_at__isnull", False), _connector="OR"),
                        name="ride_asked_or_planned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_at", None),
                            models.Q(("called_off_at", None), ("planned_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="ride_shared_stands",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "aspect",
                    models.CharField(
                        choices=[
                            ("purpose", "purpose"),
                            ("insight", "insight"),
                            ("questions", "questions"),
                            ("picture", "picture"),
                            ("next_step", "next_step"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True, choices=[("yes", "yes"), ("partly", "partly"), ("not_yet", "not_yet")], max_length=7
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "ride",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="coaching.ridealong",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("ride"), models.F("aspect"), name="observation_once")],
            },
        ),
        migrations.CreateModel(
            name="Focus",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "aspect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("purpose", "purpose"),
                            ("insight", "insight"),
                            ("questions", "questions"),
                            ("picture", "picture"),
                            ("next_step", "next_step"),
                        ],
                        max_length=9,
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("figures", models.JSONField(blank=True, default=dict)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="focuses", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.stage",
                    ),
                ),
                (
                    "ride",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="coaching.ridealong",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "member", "-since"], name="focuses_of_member")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("member"), condition=models.Q(("until", None)), name="focus_one_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageFigure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("decided", models.PositiveIntegerField()),
                ("passed", models.PositiveIntegerField()),
                ("team_share", models.FloatField()),
                ("below", models.FloatField()),
                ("counted_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline.stage"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("member"), models.F("stage"), name="stage_figure_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("weeks", models.PositiveSmallIntegerField(default=6)),
                ("agreed_at", models.DateTimeField()),
                (
                    "agreed_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pace", to="org.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("weeks__gte", 1), ("weeks__lte", 26)), name="pace_keeps")
                ],
            },
        ),
    ]
