"""The database refuses to alter history, on both engines; `history.actions.redacting` is the one way through."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER history_change_no_update BEFORE UPDATE ON history_change
       WHEN hederssak_may_redact() IS NOT 1
       BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER history_change_no_delete BEFORE DELETE ON history_change
       WHEN hederssak_may_redact() IS NOT 1
       BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION hederssak_history_guard() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF current_setting('hederssak.may_redact', true) IS DISTINCT FROM 'yes' THEN
           RAISE EXCEPTION 'history is append-only';
         END IF;
         IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER history_change_guard BEFORE UPDATE OR DELETE ON history_change
       FOR EACH ROW EXECUTE FUNCTION hederssak_history_guard()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER history_change_no_update", "DROP TRIGGER history_change_no_delete"],
    "postgresql": [
        "DROP TRIGGER history_change_guard ON history_change",
        "DROP FUNCTION hederssak_history_guard()",
    ],
}


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("history", "0001_first")]
    operations = [migrations.RunPython(guard, unguard)]
