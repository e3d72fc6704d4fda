"""The table of the shared cache, by which tries at signing in are counted across processes and machines."""

from django.core.management import call_command
from django.db import migrations

TABLE = "web_cache"


def make(_apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(_apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("org", "0001_first")]
    operations = [migrations.RunPython(make, drop)]
