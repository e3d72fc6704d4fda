import django.db.models.deletion
import hederssak.lib.ids
import hederssak.lib.ordered
from django.db import migrations, models

from hederssak.lib.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("org", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("name_key", models.CharField(max_length=255)),
                ("search_key", models.CharField(max_length=400)),
                ("order_key", hederssak.lib.ordered.OrderKey(max_length=400)),
                ("org_number", models.CharField(blank=True, max_length=40)),
                ("industry", models.CharField(blank=True, max_length=120)),
                ("employees", models.PositiveIntegerField(blank=True, null=True)),
                ("revenue", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("country", models.CharField(blank=True, max_length=80)),
                ("city", models.CharField(blank=True, max_length=120)),
                ("website", models.CharField(blank=True, max_length=255)),
                (
                    "relationship",
                    models.CharField(
                        choices=[
                            ("prospect", "Prospect"),
                            ("customer", "Customer"),
                            ("former", "Former"),
                            ("partner", "Partner"),
                        ],
                        default="prospect",
                        max_length=8,
                    ),
                ),
                ("custom", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("unjudged", models.BooleanField(default=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="accounts", to="org.organization"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.member",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "name_key"], name="account_by_name_key"),
                    models.Index(fields=["organization", "order_key", "id", "search_key"], name="account_by_name"),
                    models.Index(
                        condition=models.Q(("org_number", ""), _negated=True),
                        fields=["organization", "org_number"],
                        name="account_by_org_number",
                    ),
                    models.Index(
                        condition=models.Q(("unjudged", True)), fields=["organization", "id"], name="account_unjudged"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("search_key", models.CharField(max_length=300)),
                ("title", models.CharField(blank=True, max_length=160)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("mobile", models.CharField(blank=True, max_length=60)),
                ("left_on", models.DateField(blank=True, null=True)),
                ("do_not_contact_at", models.DateTimeField(blank=True, null=True)),
                ("custom", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="crm.account",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="org.organization"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "account", "name"], name="contact_by_account"),
                    models.Index(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=["organization", "email"],
                        name="contact_by_email",
                    ),
                    models.Index(fields=["organization", "search_key", "id"], name="contact_by_search_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomField",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=120)),
                ("label", models.CharField(max_length=200)),
                (
                    "known",
                    models.CharField(
                        choices=[("creation", "At Creation"), ("open", "While Open"), ("close", "After Close")],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="custom_fields", to="org.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"), models.F("kind"), models.F("key"), name="custom_field_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DoNotContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key_hash", models.CharField(max_length=64)),
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
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="crm.contact"
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
                    models.UniqueConstraint(models.F("organization"), models.F("key_hash"), name="left_alone_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FitJudgment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField()),
                ("answer", models.CharField(max_length=7)),
                ("evidence", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fit_judgments", to="crm.account"
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
                "indexes": [
                    models.Index(fields=["organization", "account", "key", "-at"], name="fit_judgments_of_account")
                ],
            },
        ),
        migrations.CreateModel(
            name="FitOverride",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fit_overrides", to="crm.account"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "decided_by",
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
            ],
            options={
                "indexes": [models.Index(fields=["organization", "account", "until"], name="overrides_of_account")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("account"), condition=models.Q(("decided_at__isnull", True)), name="one_override_asked"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            models.Q(("decided_at__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="override_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FitProfile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("enough", models.DecimalField(decimal_places=2, default="0.60", max_digits=3)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("preview", models.JSONField(null=True)),
                ("in_force_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fit_profiles", to="org.organization"
                    ),
                ),
                (
                    "put_in_force_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.member"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("organization"), models.F("number"), name="fit_profile_once"),
                    models.UniqueConstraint(
                        models.F("organization"),
                        condition=models.Q(("in_force_at__isnull", True), ("withdrawn_at__isnull", True)),
                        name="one_fit_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("enough__gte", 0), ("enough__lte", 1)), name="fit_enough"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FitCriterion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField()),
                ("position", models.PositiveSmallIntegerField()),
                ("question", models.CharField(blank=True, max_length=200)),
                ("field", models.CharField(blank=True, max_length=140)),
                ("operator", models.CharField(blank=True, max_length=8)),
                ("values", models.JSONField(default=list)),
                ("weight", models.PositiveSmallIntegerField(default=1)),
                ("is_mandatory", models.BooleanField(default=False)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="crm.fitprofile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("profile"), models.F("key"), name="fit_criterion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("field", ""), ("question", ""), _negated=True), name="fit_fact_or_question"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FitVerdict",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("verdict", models.CharField(max_length=7)),
                ("least", models.DecimalField(decimal_places=3, max_digits=4)),
                ("most", models.DecimalField(decimal_places=3, max_digits=4)),
                ("answers", models.JSONField(default=dict)),
                ("ask", models.JSONField(default=list)),
                ("judged_at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fit", to="crm.account"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.organization"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="crm.fitprofile"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "verdict", "account"], name="fit_by_verdict")],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("name_key", models.CharField(max_length=200)),
                ("series", models.CharField(blank=True, max_length=120)),
                ("list_price", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("custom", models.JSONField(blank=True, default=dict)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="products", to="org.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("organization"), models.F("name_key"), name="product_once")
                ],
            },
        ),
    ]
