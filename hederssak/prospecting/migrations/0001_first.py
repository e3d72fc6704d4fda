import django.db.models.deletion
import django.db.models.expressions
import hederssak.lib.ids
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("crm", "0001_first"),
        ("meetings", "0001_first"),
        ("org", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="BlockRule",
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
                        choices=[("regular", "Regular"), ("planning", "Planning")], default="regular", max_length=11
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=120)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="block_rules",
                        to="org.member",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="block_rules",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "team"], name="block_rules_of_team"),
                    models.Index(fields=["organization", "member"], name="block_rules_of_member"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("regular", "planning"))), name="block_rule_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="block_rule_weekday"),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 15), ("minutes__lte", 480)), name="block_rule_minutes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", True), ("team__isnull", False)),
                            models.Q(("member__isnull", False), ("team__isnull", True)),
                            _connector="OR",
                        ),
                        name="block_rule_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
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
                        choices=[("regular", "Regular"), ("replacement", "Replacement"), ("planning", "Planning")],
                        default="regular",
                        max_length=11,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("held_late", "Held Late"),
                            ("missed", "Missed"),
                            ("swapped", "Swapped"),
                            ("excused", "Excused"),
                        ],
                        default="planned",
                        max_length=9,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[("absence", "Absence"), ("holiday", "Holiday"), ("company", "Company")],
                        max_length=7,
                    ),
                ),
                ("here_at", models.DateTimeField(blank=True, null=True)),
                ("prepared_at", models.DateTimeField(blank=True, null=True)),
                ("preparation", models.TextField(blank=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="blocks", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replacements",
                        to="prospecting.block",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="blocks",
                        to="prospecting.blockrule",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "starts_at"], name="blocks_by_time"),
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["organization", "ends_at"],
                        name="blocks_to_settle",
                    ),
                    models.Index(
                        condition=models.Q(("replaces__isnull", False)), fields=["replaces"], name="blocks_replacing"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"), models.F("member"), models.F("starts_at"), name="block_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="block_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "held", "held_late", "missed", "swapped", "excused"])
                        ),
                        name="block_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["regular", "replacement", "planning"])),
                        name="block_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "excused"), ("why__in", ["absence", "holiday", "company"])),
                            models.Q(models.Q(("state", "excused"), _negated=True), ("why", "")),
                            _connector="OR",
                        ),
                        name="block_excused_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "replacement"), ("replaces__isnull", False)),
                            models.Q(models.Q(("kind", "replacement"), _negated=True), ("replaces__isnull", True)),
                            _connector="OR",
                        ),
                        name="block_replacement_replaces",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "swapped"), _negated=True), ("kind", "regular"), _connector="OR"
                        ),
                        name="block_swapped_only_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "planned")),
                            models.Q(models.Q(("state", "planned"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="block_settled_when_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BlockSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("seconds", models.PositiveIntegerField(default=0)),
                (
                    "block",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="session", to="prospecting.block"
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
                "indexes": [models.Index(fields=["organization", "last_seen_at"], name="sessions_by_presence")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_seen_at__gte", models.F("entered_at"))), name="session_forward"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Debt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owed", models.PositiveSmallIntegerField(default=0)),
                ("planned", models.PositiveSmallIntegerField(default=0)),
                ("paid", models.PositiveIntegerField(default=0)),
                ("counted_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="debt", to="org.member"
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
                "indexes": [models.Index(fields=["organization", "owed"], name="debts_by_owed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "owed__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(4), "-", models.F("planned")
                                ),
                            )
                        ),
                        name="debt_never_above_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owed__gte", 0), ("paid__gte", 0), ("planned__gte", 0)),
                        name="debt_never_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HitEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "added",
                    models.CharField(
                        choices=[
                            ("filled", "Filled"),
                            ("pasted", "Pasted"),
                            ("hand", "Hand"),
                            ("returned", "Returned"),
                            ("file", "File"),
                        ],
                        max_length=8,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("reached", models.PositiveSmallIntegerField(default=0)),
                ("in_vain", models.PositiveSmallIntegerField(default=0)),
                ("rests_until", models.DateTimeField(blank=True, null=True)),
                ("call_back_at", models.DateTimeField(blank=True, null=True)),
                ("call_back_timed", models.BooleanField(default=False)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "left_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("meeting", "Meeting"),
                            ("talked", "Talked"),
                            ("not_a_fit", "Not A Fit"),
                            ("do_not_contact", "Do Not Contact"),
                            ("never_reached", "Never Reached"),
                            ("by_hand", "By Hand"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hit_entries",
                        to="crm.account",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hit_entries", to="crm.contact"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hit_entries", to="org.member"
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
                        condition=models.Q(("left_at__isnull", True)),
                        fields=["organization", "member"],
                        name="hit_list",
                    ),
                    models.Index(fields=["organization", "contact", "-left_at"], name="hit_entries_of_contact"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("contact"),
                        condition=models.Q(("left_at__isnull", True)),
                        name="on_one_hit_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_why", "")),
                            models.Q(("left_at__isnull", False), models.Q(("left_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="hit_entry_left_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallAttempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("no_answer", "No Answer"),
                            ("gatekeeper", "Gatekeeper"),
                            ("conversation", "Conversation"),
                            ("call_back", "Call Back"),
                            ("meeting", "Meeting"),
                            ("not_a_fit", "Not A Fit"),
                            ("do_not_contact", "Do Not Contact"),
                        ],
                        max_length=14,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("call_back_at", models.DateTimeField(blank=True, null=True)),
                ("was", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="crm.account",
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attempts",
                        to="prospecting.block",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="call_attempts", to="crm.contact"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.customermeeting",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="call_attempts", to="org.member"
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attempts",
                        to="prospecting.hitentry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "member", "at"], name="attempts_of_member"),
                    models.Index(fields=["organization", "contact", "-at"], name="attempts_of_contact"),
                    models.Index(
                        condition=models.Q(("block__isnull", False)),
                        fields=["organization", "block"],
                        name="attempts_of_block",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(models.F("organization"), models.F("key"), name="attempt_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "no_answer",
                                    "gatekeeper",
                                    "conversation",
                                    "call_back",
                                    "meeting",
                                    "not_a_fit",
                                    "do_not_contact",
                                ],
                            )
                        ),
                        name="attempt_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("call_back_at__isnull", False), ("outcome", "call_back")),
                            models.Q(models.Q(("outcome", "call_back"), _negated=True), ("call_back_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="attempt_call_back_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ManagerDuty",
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
                            ("hold_free", "hold_free"),
                            ("ask_same_day", "ask_same_day"),
                            ("follow_along", "follow_along"),
                            ("talk", "talk"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.member",
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="prospecting.block",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="org.member"
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.team"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "team", "-due_on"], name="duties_of_team")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("block"),
                        condition=models.Q(("block__isnull", False)),
                        name="duty_once_a_break",
                    ),
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("about"),
                        condition=models.Q(("done_on", None), ("kind", "talk")),
                        name="duty_one_open_talk",
                    ),
                    models.UniqueConstraint(
                        models.F("team"),
                        models.F("due_on"),
                        condition=models.Q(("kind", "follow_along")),
                        name="duty_along_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["hold_free", "ask_same_day", "follow_along", "talk"])),
                        name="duty_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_on", None)),
                            models.Q(("done_at__isnull", False), ("done_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="duty_done_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NewShare",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField()),
                ("set_at", models.DateTimeField()),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="new_share_is_a_share")
                ],
            },
        ),
        migrations.CreateModel(
            name="Outlook",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("figures", models.JSONField(default=dict)),
                ("worked_out_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outlook", to="org.team"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("blocks", models.PositiveSmallIntegerField()),
                ("meetings", models.PositiveSmallIntegerField()),
                ("desirable", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("exceptions", models.CharField(max_length=500)),
                ("follow_every", models.PositiveSmallIntegerField(default=2)),
                ("written_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "restarts",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="restarted_by",
                        to="prospecting.promise",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promises", to="org.team"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "team", "-last_day"], name="promises_of_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="promise_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("blocks__gte", 1), ("meetings__gte", 1)), name="promise_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desirable__isnull", True), ("desirable__gte", models.F("meetings")), _connector="OR"
                        ),
                        name="promise_desirable_above",
                    ),
                    models.CheckConstraint(condition=models.Q(("follow_every__gte", 1)), name="promise_follow"),
                    models.UniqueConstraint(
                        models.F("team"),
                        models.F("last_day"),
                        condition=models.Q(("replaced_at", None)),
                        name="promise_once_a_quarter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("as_manager", models.BooleanField(default=False)),
                ("signed_at", models.DateTimeField()),
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
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="prospecting.promise"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("promise"), models.F("member"), name="signature_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SwapReason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=20)),
                ("text", models.CharField(blank=True, max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
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
                        models.F("code"),
                        condition=models.Q(("code", ""), _negated=True),
                        name="swap_reason_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), ("text", ""), _negated=True), name="swap_reason_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("offered", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "block",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="swap", to="prospecting.block"
                    ),
                ),
                (
                    "by",
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
                        related_name="+",
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
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="prospecting.swapreason"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "-at"], name="swaps_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("offered", ""), _negated=True), name="swap_other_times_said"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assumption",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("margin_per_meeting", models.DecimalField(decimal_places=2, max_digits=12)),
                ("drop", models.FloatField(default=0.5)),
                ("weeks", models.PositiveSmallIntegerField(default=26)),
                ("set_at", models.DateTimeField()),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collapse_assumption",
                        to="org.organization",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drop__gt", 0),
                            ("drop__lt", 1),
                            ("margin_per_meeting__gt", 0),
                            ("weeks__gte", 1),
                            ("weeks__lte", 104),
                        ),
                        name="assumption_makes_sense",
                    )
                ],
            },
        ),
    ]
