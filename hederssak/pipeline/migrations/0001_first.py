import django.db.models.deletion
import hederssak.lib.ids
import hederssak.lib.ordered
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("crm", "0001_first"),
        ("org", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pipeline", models.CharField(blank=True, max_length=120)),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "Open"), ("won", "Won"), ("lost", "Lost")], default="open", max_length=4
                    ),
                ),
                ("chance", models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                ("is_proposal", models.BooleanField(default=False)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="org.organization"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "pipeline", "position"], name="stages_in_order")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"), models.F("pipeline"), models.F("name"), name="stage_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opportunity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("search_key", models.CharField(max_length=600)),
                ("order_key", hederssak.lib.ordered.OrderKey(max_length=600)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("parked", "Parked"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("let_go", "Let Go"),
                        ],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("margin", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("margin_assumed", models.BooleanField(default=False)),
                ("currency", models.CharField(max_length=3)),
                ("amount_basis", models.CharField(blank=True, max_length=300)),
                ("close_date", models.DateField(blank=True, null=True)),
                ("segment", models.CharField(blank=True, max_length=120)),
                ("lead_source", models.CharField(blank=True, max_length=120)),
                ("is_tender", models.BooleanField(default=False)),
                ("stage_since", models.DateField()),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("close_reason", models.CharField(blank=True, max_length=200)),
                ("qualified_at", models.DateTimeField(blank=True, null=True)),
                ("progressed_at", models.DateTimeField(blank=True, null=True)),
                ("custom", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("unjudged", models.BooleanField(default=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="opportunities",
                        to="crm.account",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opportunities",
                        to="org.organization",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="opportunities",
                        to="org.member",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="crm.product",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.team",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to="pipeline.stage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "state", "close_date", "id"], name="opp_by_close_date"),
                    models.Index(fields=["organization", "state", "margin", "id"], name="opp_by_margin"),
                    models.Index(fields=["organization", "order_key", "id", "state"], name="opp_by_name"),
                    models.Index(fields=["organization", "search_key", "id", "state"], name="opp_by_search_key"),
                    models.Index(fields=["organization", "state", "team", "close_date", "id"], name="opp_by_team"),
                    models.Index(fields=["organization", "state", "owner", "close_date", "id"], name="opp_by_owner"),
                    models.Index(fields=["account", "organization"], name="opp_by_account"),
                    models.Index(fields=["organization", "changed_at", "id"], name="opp_by_change"),
                    models.Index(
                        condition=models.Q(("unjudged", True)), fields=["organization", "id"], name="opp_unjudged"
                    ),
                    models.Index(fields=["organization", "state", "closed_on", "id"], name="opp_by_closing"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state__in", ["won", "lost", "let_go"])),
                            models.Q(("closed_on__isnull", True), ("state__in", ["open", "parked"])),
                            _connector="OR",
                        ),
                        name="closed_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decision_steps",
                        to="pipeline.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "opportunity", "position"], name="steps_of_decision")],
            },
        ),
        migrations.CreateModel(
            name="CommitteeSeat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("decides", "Decides"),
                            ("influences", "Influences"),
                            ("uses", "Uses"),
                            ("blocks", "Blocks"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("person", models.CharField(default="unknown", max_length=9)),
                ("stance", models.CharField(default="unknown", max_length=7)),
                ("influence", models.CharField(default="unknown", max_length=7)),
                ("reach", models.CharField(blank=True, max_length=200)),
                ("left_aside", models.CharField(blank=True, max_length=200)),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contact",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="crm.contact"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "through",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="crm.contact",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pipeline.decisionstep",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="committee", to="pipeline.opportunity"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("opportunity"), models.F("contact"), name="one_seat_each"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("through", models.F("contact")), _negated=True),
                            ("through", None),
                            _connector="OR",
                        ),
                        name="through_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BuyerEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                ("on_day", models.DateField()),
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
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="buyer_events",
                        to="pipeline.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "opportunity", "on_day"], name="events_of_opportunity")
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                            ("call", "Call"),
                            ("email", "Email"),
                            ("task", "Task"),
                            ("note", "Note"),
                            ("other", "Other"),
                        ],
                        max_length=5,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("custom", models.JSONField(blank=True, default=dict)),
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
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="crm.contact",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="activities",
                        to="pipeline.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "opportunity", "-at"], name="activity_by_opportunity"),
                    models.Index(fields=["organization", "member", "-at"], name="activity_by_member"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("wake_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parkings", to="pipeline.opportunity"
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
                "indexes": [models.Index(fields=["organization", "wake_on"], name="parkings_by_waking")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("opportunity"), condition=models.Q(("ended_at__isnull", True)), name="one_open_parking"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_mandatory", models.BooleanField(default=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="org.organization"
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="pipeline.stage"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "stage", "position"], name="criteria_in_order")],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("from_day", models.DateField()),
                ("rate", models.DecimalField(decimal_places=6, max_digits=14)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rates", to="org.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"), models.F("currency"), models.F("from_day"), name="one_rate_a_day"
                    ),
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="rate_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("agreed_with_buyer", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("was_done", models.BooleanField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="crm.contact",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="next_steps",
                        to="pipeline.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "opportunity", "-made_at"], name="steps_of_opportunity")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("opportunity"),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="one_open_next_step",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LettingGo",
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
                        choices=[
                            ("no_decision", "No Decision"),
                            ("lost_to", "Lost To"),
                            ("not_a_fit", "Not A Fit"),
                            ("no_contact", "No Contact"),
                            ("timing", "Timing"),
                            ("other", "Other"),
                        ],
                        max_length=11,
                    ),
                ),
                ("competitor", models.CharField(blank=True, max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("look_again_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
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
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lettings_go",
                        to="pipeline.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "at"], name="lettings_go_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("opportunity"), condition=models.Q(("undone_at__isnull", True)), name="one_letting_go"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "lost_to"), _negated=True),
                            models.Q(("competitor", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lost_to_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500)),
                ("meeting_key", models.UUIDField(blank=True, null=True)),
                ("link", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="crm.contact",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pipeline.criterion"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="pipeline.opportunity"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("opportunity"), models.F("criterion"), name="criterion_met_once")
                ],
            },
        ),
    ]
