"""A room's first migration, whose tables are made from one picture of the models.

Django pictures anew, after each table, every model that is related to it; with a hundred tables that all point to the
organization, this was nine tenths of an empty database's first start. A first migration only makes tables, so the
picture can wait until all of them are known.
"""

from __future__ import annotations

from itertools import takewhile

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class FirstMigration(migrations.Migration):
    """Makes its tables together; what comes after them in `operations` is done one by one, as Django does."""

    initial = True

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: FBT001, FBT002 (so Django declares it)
    ) -> ProjectState:
        """Make the tables in the order written, each as the models look when all of them are there."""
        if collect_sql:  # `sqlmigrate` names each operation above its statements
            return super().apply(project_state, schema_editor, collect_sql)
        tables = list(takewhile(lambda operation: isinstance(operation, migrations.CreateModel), self.operations))
        vars(project_state).pop("apps", None)  # the picture: without one, a model is only noted
        for operation in tables:
            operation.state_forwards(self.app_label, project_state)
        for operation in tables:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        for operation in self.operations[len(tables) :]:
            before = project_state.clone()
            operation.state_forwards(self.app_label, project_state)
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
