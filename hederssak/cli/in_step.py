"""Tell an operator why a verb could not read the database: it isn't reached, isn't there yet, or is an older one."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.db import DatabaseError, OperationalError, ProgrammingError, connection

MAKERS = frozenset({"prepare", "restore", "migrate"})
"""The verbs that bring a database into step themselves."""
NOT_REACHED = """The database can't be reached: {reason}
See that it runs, and that HEDERSSAK_DATABASE_URL (with SQLite: HEDERSSAK_DATA_DIR) names it. Nothing was changed."""
NOT_THERE = """There is no database here yet. Make it with `hederssak prepare` (`hederssak serve` does so by itself),
or name the one that there is with HEDERSSAK_DATA_DIR or HEDERSSAK_DATABASE_URL. Nothing was changed."""
BEHIND = """The database is {pending} steps behind the program.
Bring it into step with `hederssak prepare`, and try again."""


def told(run: Callable[[], int], *, verb: str) -> int:
    """Run a verb and return its exit code; 2 when the database is why it failed, which is then said."""
    try:
        return run()
    except (OperationalError, ProgrammingError):
        found = what_is_wrong(verb)
        if not found:
            raise
        print(f"hederssak {verb}: {found}", file=sys.stderr)
        return 2


def what_is_wrong(verb: str) -> str:
    """Return what keeps the database from being read, and what to do; nothing when that isn't it."""
    from hederssak.cli.prepare import migrations_pending  # noqa: PLC0415 (slow; wanted only when something failed)

    try:
        connection.close()  # a transaction that was broken off answers nothing more
        made, pending = is_made(), migrations_pending()
    except DatabaseError as error:
        return NOT_REACHED.format(reason=str(error).splitlines()[0])
    if verb in MAKERS or not pending:
        return ""
    return BEHIND.format(pending=pending) if made else NOT_THERE


def is_made() -> bool:
    """Return whether the database has ever been prepared."""
    return "django_migrations" in connection.introspection.table_names()
