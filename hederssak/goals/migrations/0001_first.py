import django.db.models.deletion
import hederssak.lib.ids
import hederssak.rules.goals.periods
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("org", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("span", models.CharField(choices=[("week", "Week"), ("month", "Month")], max_length=5)),
                ("first_day", models.DateField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("margin", "margin"), ("revenue", "revenue"), ("qualified", "qualified")],
                        default=hederssak.rules.goals.periods.Unit["MARGIN"],
                        max_length=9,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("first_amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("action", models.CharField(blank=True, max_length=200)),
                ("set_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="org.member"
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
                "indexes": [models.Index(fields=["organization", "span", "first_day"], name="goals_of_period")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("member"),
                        models.F("span"),
                        models.F("first_day"),
                        name="goal_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("author", models.F("member"))), name="goal_from_inside"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("first_amount__gt", 0)), name="goal_above_zero"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("first", "First"),
                            ("own", "Own"),
                            ("asked_up", "Asked Up"),
                            ("asked_down", "Asked Down"),
                            ("suggested", "Suggested"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("sold", models.DecimalField(decimal_places=2, max_digits=16)),
                ("chance", models.FloatField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="goals.goal"
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
                "indexes": [models.Index(fields=["organization", "goal", "at"], name="revisions_of_goal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("author", models.F("member"))), name="revision_from_inside"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalSuggestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("span", models.CharField(choices=[("week", "Week"), ("month", "Month")], max_length=5)),
                ("first_day", models.DateField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("margin", "margin"), ("revenue", "revenue"), ("qualified", "qualified")],
                        default=hederssak.rules.goals.periods.Unit["MARGIN"],
                        max_length=9,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("taken", models.BooleanField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.member"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="goal_suggestions", to="org.member"
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
                        models.F("organization"),
                        models.F("member"),
                        models.F("span"),
                        models.F("first_day"),
                        condition=models.Q(("answered_at__isnull", True)),
                        name="one_open_suggestion",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="suggestion_above_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lookout",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "span",
                    models.CharField(
                        choices=[("month", "month"), ("quarter", "quarter"), ("year", "year")], max_length=7
                    ),
                ),
                ("first_day", models.DateField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("margin", "margin"), ("revenue", "revenue"), ("qualified", "qualified")],
                        default=hederssak.rules.goals.periods.Unit["MARGIN"],
                        max_length=9,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("set_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
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
                    "set_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", True), ("team__isnull", False)),
                            models.Q(("member__isnull", False), ("team__isnull", True)),
                            _connector="OR",
                        ),
                        name="quota_of_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="quota_not_negative"),
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("member"),
                        models.F("span"),
                        models.F("first_day"),
                        models.F("unit"),
                        condition=models.Q(("member__isnull", False)),
                        name="quota_of_member_once",
                    ),
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("team"),
                        models.F("span"),
                        models.F("first_day"),
                        models.F("unit"),
                        condition=models.Q(("team__isnull", False)),
                        name="quota_of_team_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReGoalPrompt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("direction", models.CharField(choices=[("up", "up"), ("down", "down")], max_length=4)),
                ("suggested", models.DecimalField(decimal_places=2, max_digits=16)),
                ("sold", models.DecimalField(decimal_places=2, max_digits=16)),
                ("chance", models.FloatField(null=True)),
                ("pace", models.DecimalField(decimal_places=2, max_digits=16)),
                ("weeks_left", models.FloatField()),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("taken", models.BooleanField(blank=True, null=True)),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prompts", to="goals.goal"
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
                        models.F("organization"), models.F("goal"), models.F("direction"), name="asked_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("week", models.DateField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("margin", "margin"), ("revenue", "revenue"), ("qualified", "qualified")], max_length=9
                    ),
                ),
                ("sold_in_month", models.DecimalField(decimal_places=2, max_digits=16)),
                ("sold_in_week", models.DecimalField(decimal_places=2, max_digits=16)),
                ("chance_of_month", models.FloatField(null=True)),
                ("chance_of_week", models.FloatField(null=True)),
                ("quota", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("weeks_known", models.PositiveSmallIntegerField()),
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
            ],
            options={
                "indexes": [models.Index(fields=["organization", "member"], name="standings_of_members")],
            },
        ),
        migrations.CreateModel(
            name="TeamHabit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("margin", "margin"), ("revenue", "revenue"), ("qualified", "qualified")], max_length=9
                    ),
                ),
                ("weeks", models.FloatField()),
                ("positive", models.FloatField()),
                ("mean", models.FloatField()),
                ("spread", models.FloatField()),
                ("counted_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"), models.F("team"), models.F("unit"), name="one_habit"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrendState",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "figure",
                    models.CharField(
                        choices=[("margin", "margin"), ("revenue", "revenue"), ("qualified", "qualified")], max_length=9
                    ),
                ),
                ("week", models.DateField()),
                ("state", models.CharField(max_length=12)),
                ("change", models.FloatField()),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("weeks", models.PositiveSmallIntegerField()),
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
                    models.UniqueConstraint(
                        models.F("organization"),
                        models.F("member"),
                        models.F("figure"),
                        models.F("week"),
                        name="one_trend_a_week",
                    )
                ],
            },
        ),
    ]
