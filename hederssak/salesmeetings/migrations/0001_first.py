import django.db.models.deletion
import hederssak.lib.ids
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("cadence", "0001_first"),
        ("meetings", "0001_first"),
        ("org", "0001_first"),
        ("pipeline", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[("volunteered", "volunteered"), ("won", "won"), ("lost", "lost"), ("stuck", "stuck")],
                        max_length=16,
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=300)),
                ("offered_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("one_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("basis", models.CharField(blank=True, max_length=8)),
                ("industry", models.CharField(blank=True, max_length=120)),
                ("competitor", models.CharField(blank=True, max_length=120)),
                ("lost_because", models.CharField(blank=True, max_length=200)),
                ("margin", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("search_key", models.TextField(blank=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="cases",
                        to="cadence.salesmeeting",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="pipeline.opportunity"
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.stage",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="org.team"),
                ),
                (
                    "teller",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "team", "-offered_at"], name="cases_of_team"),
                    models.Index(
                        condition=models.Q(("told_at__isnull", False)),
                        fields=["organization", "-told_at"],
                        name="cases_told",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("meeting"),
                        models.F("opportunity"),
                        condition=models.Q(("taken_back_at__isnull", True)),
                        name="case_once_a_meeting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlyArrival",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                (
                    "marked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="early_arrivals",
                        to="cadence.salesmeeting",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("meeting"), models.F("member"), name="early_once")],
            },
        ),
        migrations.CreateModel(
            name="Insight",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="insights", to="salesmeetings.case"
                    ),
                ),
            ],
            options={
                "ordering": ("at",),
            },
        ),
        migrations.CreateModel(
            name="MeetingPromise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("due", models.DateField()),
                ("given_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("kept", "Kept"), ("broken", "Broken"), ("dropped", "Dropped")],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("laid_aside_at", models.DateTimeField(blank=True, null=True)),
                ("laid_aside_why", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tries",
                        to="salesmeetings.case",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "instead_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="given_again",
                        to="salesmeetings.meetingpromise",
                    ),
                ),
                (
                    "laid_aside_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.member",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="promises",
                        to="cadence.salesmeeting",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="promises",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meeting_promises", to="org.member"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.member",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meeting_promises", to="org.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "team", "due"], name="meeting_promises_of_team"),
                    models.Index(fields=["organization", "owner", "due"], name="meeting_promises_of_member"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="promise_settled_when_not_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("laid_aside_at__isnull", True), ("state", "broken"), _connector="OR"),
                        name="promise_laid_aside_when_broken",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "freezing",
                    models.CharField(choices=[("day_before", "Day Before"), ("at_start", "At Start")], max_length=10),
                ),
                ("as_of", models.DateTimeField()),
                ("frozen_at", models.DateTimeField()),
                ("contents", models.JSONField()),
                ("short", models.JSONField(default=dict)),
                ("summary", models.JSONField(default=dict)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="packs", to="cadence.salesmeeting"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="packs", to="org.organization"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="packs", to="org.team"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "team", "-as_of"], name="packs_of_team")],
                "constraints": [models.UniqueConstraint(models.F("meeting"), models.F("freezing"), name="frozen_once")],
            },
        ),
        migrations.CreateModel(
            name="PackLook",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cadence.salesmeeting"
                    ),
                ),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("meeting"), models.F("member"), name="first_look_only")
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparedPack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("as_of", models.DateTimeField()),
                ("contents", models.JSONField()),
                ("short", models.JSONField(default=dict)),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prepared", to="cadence.salesmeeting"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by_itself", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "customer_meeting",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="run",
                        to="meetings.customermeeting",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.member",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="run",
                        to="cadence.salesmeeting",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="org.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "team", "-started_at"], name="runs_of_team"),
                    models.Index(condition=models.Q(("ended_at", None)), fields=["started_at"], name="runs_open"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("customer_meeting__isnull", True), ("meeting__isnull", False)),
                            models.Q(("customer_meeting__isnull", False), ("meeting__isnull", True)),
                            _connector="OR",
                        ),
                        name="run_of_one_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="run_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("energy", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pulses", to="salesmeetings.run"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("run"), models.F("member"), name="one_pulse_each"),
                    models.CheckConstraint(
                        condition=models.Q(("energy__gte", 1), ("energy__lte", 5)), name="pulse_of_five"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                (
                    "marked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="salesmeetings.run"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("run"), models.F("member"), name="arrives_once")],
            },
        ),
        migrations.CreateModel(
            name="MinutesSent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("was_there", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minutes_sent", to="salesmeetings.run"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("run"), models.F("member"), name="minutes_once")],
            },
        ),
        migrations.CreateModel(
            name="RunItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("promises", "promises"),
                            ("wins", "wins"),
                            ("moved", "moved"),
                            ("exceptions", "exceptions"),
                            ("cases", "cases"),
                            ("next_week", "next_week"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, help_text="What it is called where `item` does not say it.", max_length=200
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("skipped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="salesmeetings.run"
                    ),
                ),
            ],
            options={
                "ordering": ("place",),
                "constraints": [models.UniqueConstraint(models.F("run"), models.F("place"), name="item_in_its_place")],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="salesmeetings.run"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="salesmeetings.runitem"
                    ),
                ),
            ],
            options={
                "ordering": ("at",),
            },
        ),
        migrations.CreateModel(
            name="Spell",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spells", to="salesmeetings.runitem"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spells", to="salesmeetings.run"
                    ),
                ),
            ],
            options={
                "ordering": ("began_at",),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("run"), condition=models.Q(("ended_at", None)), name="one_item_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="spell_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamChat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("address", models.TextField()),
                ("host", models.CharField(max_length=253)),
                ("set_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chat", to="org.team"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
