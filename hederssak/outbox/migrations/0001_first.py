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
            name="Outgoing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("effect", models.CharField(choices=[("mail", "Mail"), ("chat", "Chat")], max_length=8)),
                ("key", models.CharField(max_length=120)),
                ("payload", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, max_length=300)),
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
                        condition=models.Q(("delivered_at__isnull", True), ("failed_at__isnull", True)),
                        fields=["due_at"],
                        name="effects_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(models.F("organization"), models.F("key"), name="effect_once")],
            },
        ),
    ]
