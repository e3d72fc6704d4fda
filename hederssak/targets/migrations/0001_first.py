import django.db.models.deletion
import hederssak.lib.ids
from decimal import Decimal
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
            name="CostNorms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("hourly", models.DecimalField(decimal_places=2, max_digits=9)),
                ("prepare_first", models.DecimalField(decimal_places=2, default=Decimal("1.5"), max_digits=5)),
                ("prepare_later", models.DecimalField(decimal_places=2, default=Decimal("1"), max_digits=5)),
                ("prepare_other", models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=5)),
                ("after_first", models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=5)),
                ("after_later", models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=5)),
                ("after_other", models.DecimalField(decimal_places=2, default=Decimal("0.25"), max_digits=5)),
                ("travel_hours", models.DecimalField(decimal_places=2, default=Decimal("1"), max_digits=5)),
                ("travel_expenses", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=9)),
                ("proposal_hours", models.DecimalField(decimal_places=2, default=Decimal("6"), max_digits=5)),
                ("remote_words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cost_norms", to="org.organization"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Funnel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("counted_at", models.DateTimeField()),
                ("stages", models.JSONField(default=list)),
                ("reps", models.PositiveSmallIntegerField()),
                ("closed", models.PositiveIntegerField()),
                ("won", models.PositiveIntegerField()),
                ("deal_margin", models.FloatField()),
                ("deal_spread", models.FloatField()),
                ("month_margin", models.FloatField()),
                ("meetings_a_week", models.FloatField()),
                ("meeting_hours", models.FloatField()),
                ("right_share", models.FloatField()),
                ("cycle_weeks", models.FloatField()),
                ("margin_per_meeting", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("meetings", models.PositiveIntegerField(default=0)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="funnel", to="org.team"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MarginRate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("basis", models.CharField(max_length=6)),
                ("value", models.FloatField()),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("deals", models.PositiveIntegerField()),
                ("hours", models.FloatField()),
                ("counted_at", models.DateTimeField()),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnqualifiedLoad",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("deals", models.PositiveIntegerField()),
                ("of", models.PositiveIntegerField()),
                ("margin", models.DecimalField(decimal_places=2, max_digits=18)),
                ("median_days", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccountPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("from_day", models.DateField()),
                ("at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="account_plans", to="crm.account"
                    ),
                ),
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
                    models.UniqueConstraint(
                        models.F("account"), condition=models.Q(("ended_on__isnull", True)), name="one_account_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="account_plan_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreedTarget",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("goal", models.DecimalField(decimal_places=2, max_digits=16)),
                ("wins", models.PositiveSmallIntegerField()),
                ("first_meetings", models.PositiveSmallIntegerField()),
                ("chance", models.FloatField()),
                ("hours", models.FloatField()),
                ("net_hours", models.FloatField()),
                ("assumptions", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
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
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreed_targets", to="org.team"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "team", "first_day", "-at"], name="targets_of_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="target_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chance__gte", 0), ("chance__lte", 1)), name="target_chance"
                    ),
                    models.CheckConstraint(condition=models.Q(("goal__gte", 0)), name="target_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComfortMonth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("meetings", models.PositiveIntegerField()),
                ("counted", models.PositiveIntegerField()),
                ("safe", models.PositiveIntegerField()),
                ("repeats", models.PositiveIntegerField()),
                ("seats", models.PositiveIntegerField()),
                ("last_days", models.PositiveIntegerField()),
                ("new", models.PositiveIntegerField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comfort_months", to="org.member"
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
                "indexes": [models.Index(fields=["organization", "month"], name="comfort_by_month")],
                "constraints": [
                    models.UniqueConstraint(models.F("member"), models.F("month"), name="comfort_month_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CostSum",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("source", models.CharField(blank=True, max_length=120)),
                ("became", models.CharField(max_length=13)),
                ("end", models.CharField(max_length=6)),
                ("criterion", models.CharField(blank=True, max_length=16)),
                ("meetings", models.PositiveIntegerField()),
                ("hours", models.DecimalField(decimal_places=2, max_digits=12)),
                ("later_hours", models.DecimalField(decimal_places=2, max_digits=12)),
                ("proposal_hours", models.DecimalField(decimal_places=2, max_digits=12)),
                ("money", models.DecimalField(decimal_places=2, max_digits=18)),
                ("polite", models.PositiveIntegerField()),
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
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "month", "team"], name="cost_sums_by_month")],
            },
        ),
        migrations.CreateModel(
            name="MeetingCost",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                ("source", models.CharField(blank=True, max_length=120)),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("right", "right"),
                            ("led_on", "led_on"),
                            ("qualified_out", "qualified_out"),
                            ("too_early", "too_early"),
                            ("useless", "useless"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "end",
                    models.CharField(
                        choices=[("open", "open"), ("won", "won"), ("lost", "lost"), ("let_go", "let_go")], max_length=6
                    ),
                ),
                ("criterion", models.CharField(blank=True, max_length=16)),
                ("is_later", models.BooleanField(default=False)),
                ("is_polite", models.BooleanField(default=False)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=7)),
                ("proposal_hours", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=7)),
                ("money", models.DecimalField(decimal_places=2, max_digits=14)),
                ("ended_on", models.DateField(null=True)),
                ("is_existing", models.BooleanField(default=False)),
                ("had_qualified", models.BooleanField(default=False)),
                ("written_on", models.DateField()),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cost", to="meetings.customermeeting"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "became", "on", "id"], name="meeting_costs_by_day"),
                    models.Index(fields=["organization", "member", "on", "id"], name="meeting_costs_of_member"),
                    models.Index(fields=["organization", "team", "became", "on", "id"], name="meeting_costs_of_team"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 0), ("money__gte", 0), ("proposal_hours__gte", 0)),
                        name="meeting_cost_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberNorm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("hourly", models.DecimalField(decimal_places=2, max_digits=9)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"
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
                    models.CheckConstraint(condition=models.Q(("hourly__gte", 0)), name="member_hour_not_negative")
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityFigures",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("counted_at", models.DateTimeField()),
                ("months", models.JSONField(default=dict)),
                ("asked", models.JSONField(default=dict)),
                ("margins", models.JSONField(default=dict)),
                ("required", models.FloatField(null=True)),
                ("planned", models.FloatField(default=0)),
                ("open", models.PositiveIntegerField(default=0)),
                ("unqualified", models.PositiveIntegerField(default=0)),
                ("carried_days", models.FloatField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.team"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "team"], name="quality_by_team")],
                "constraints": [
                    models.UniqueConstraint(models.F("team"), models.F("member"), name="quality_of_member_once"),
                    models.UniqueConstraint(
                        models.F("team"), condition=models.Q(("member__isnull", True)), name="quality_of_team_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unqualified__lte", models.F("open"))), name="quality_of_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TownNorm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("town", models.CharField(max_length=120)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=5)),
                ("expenses", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=9)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("organization"), models.F("town"), name="town_once")],
            },
        ),
    ]
