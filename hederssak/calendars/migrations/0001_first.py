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
            name="Connection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("ics", "Ics"),
                            ("caldav", "Caldav"),
                            ("microsoft", "Microsoft"),
                            ("google", "Google"),
                        ],
                        max_length=9,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=1000)),
                ("secret", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("ok", "Ok"), ("away", "Away"), ("revoked", "Revoked")], default="ok", max_length=7
                    ),
                ),
                ("sync_token", models.TextField(blank=True)),
                ("read_until", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("turn_until", models.DateTimeField(blank=True, null=True)),
                ("synced_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, max_length=40)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("left_out", models.PositiveSmallIntegerField(default=0)),
                ("watch_id", models.CharField(blank=True, db_index=True, max_length=200)),
                ("watch_resource", models.CharField(blank=True, max_length=200)),
                ("watch_key_hash", models.CharField(blank=True, max_length=64)),
                ("watch_until", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="connections", to="org.member"
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "revoked"), _negated=True),
                        fields=["due_at"],
                        name="connections_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("service__in", ["ics", "caldav", "microsoft", "google"])),
                        name="connection_service",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["ok", "away", "revoked"])), name="connection_state"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusyTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("href", models.CharField(max_length=600)),
                ("uid", models.CharField(max_length=300)),
                ("recurrence", models.CharField(blank=True, max_length=32)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("all_day", models.BooleanField(default=False)),
                ("is_free", models.BooleanField(default=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="busy_times", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="busy_times",
                        to="calendars.connection",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "starts_at"], name="busy_times_of_member")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("connection"),
                        models.F("href"),
                        models.F("uid"),
                        models.F("recurrence"),
                        name="busy_time_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="busy_time_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("block", "Block"),
                            ("planning", "Planning"),
                            ("meeting", "Meeting"),
                            ("sales_meeting", "Sales Meeting"),
                        ],
                        max_length=13,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("title", models.CharField(max_length=300)),
                ("path", models.CharField(blank=True, max_length=300)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calendar_entries", to="org.member"
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
                "indexes": [models.Index(fields=["member", "starts_at"], name="entries_of_member")],
                "constraints": [
                    models.UniqueConstraint(models.F("member"), models.F("key"), name="entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="entry_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["block", "planning", "meeting", "sales_meeting"])),
                        name="entry_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("href", models.CharField(blank=True, max_length=600)),
                ("etag", models.CharField(blank=True, max_length=200)),
                ("remote_uid", models.CharField(blank=True, max_length=300)),
                ("is_due", models.BooleanField(default=True)),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("let_go_at", models.DateTimeField(blank=True, null=True)),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="copies", to="calendars.connection"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="copies", to="calendars.entry"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("is_due", True)), fields=["connection"], name="copies_due"),
                    models.Index(fields=["connection", "href"], name="copies_by_href"),
                ],
                "constraints": [models.UniqueConstraint(models.F("connection"), models.F("entry"), name="copy_once")],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("sealed_key", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calendar_feed", to="org.member"
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
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("happening", models.CharField(choices=[("deleted", "Deleted"), ("moved", "Moved")], max_length=7)),
                ("moved_to", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, choices=[("keep", "Keep"), ("swap", "Swap")], max_length=4)),
                (
                    "connection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calendars.connection",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="calendars.entry"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calendar_questions", to="org.member"
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
                "indexes": [
                    models.Index(condition=models.Q(("answered_at", None)), fields=["member"], name="questions_open")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("entry"), condition=models.Q(("answered_at", None)), name="one_open_question_per_entry"
                    )
                ],
            },
        ),
    ]
