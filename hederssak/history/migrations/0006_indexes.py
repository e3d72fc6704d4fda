"""Fewer indexes on the longest table. They are dropped by name: SQLite would make the table anew without its guards."""

import django.db.models.deletion
from django.db import migrations, models

COVERED = {"by": "history_change_by_id_58b191a1", "organization": "history_change_organization_id_c242413b"}


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0005_alter_change_kind"),
        ("org", "0002_cache_table"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{index}"',
                    f'CREATE INDEX "{index}" ON "history_change" ("{name}_id")',
                )
                for name, index in COVERED.items()
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="change",
                    name="by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="org.member",
                    ),
                ),
                migrations.AlterField(
                    model_name="change",
                    name="organization",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.organization",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("by__isnull", False)), fields=["by", "known_at"], name="changes_by_person"
            ),
        ),
    ]
