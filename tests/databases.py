"""A migrated database to copy from: made once for what the migrations are, however many processes test.

Migrating is most of what a single test costs, and every process of a run would do it again.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "test-databases"
MADE_OF = (
    "hederssak/*/migrations/*.py",
    "hederssak/lib/first_migration.py",
    "hederssak/config/settings.py",
    "requirements/main.txt",
)
NAME = "hederssak_template"
HELD_OPEN: list[sqlite3.Connection] = []
"""A database in memory is gone with its last connection, and Django's own comes later."""


def sqlite_template() -> Path:
    """Return a migrated SQLite file; it is made where there is none for the migrations as they are."""
    path = KEPT / f"{_digest()}.sqlite3"
    with _alone():
        if not path.exists():
            folder = KEPT / "making"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            _migrate(folder, "sqlite:")
            with closing(sqlite3.connect(folder / "hederssak.sqlite3")) as made, closing(sqlite3.connect(path)) as kept:
                made.backup(kept)
            shutil.rmtree(folder)
    return path


def postgresql_template(server: str) -> str:
    """Return the name of a migrated database on a server; it is made where it stands not yet."""
    with _alone(), psycopg.connect(server, autocommit=True) as database:
        name = f"{NAME}_{_digest()[:16]}"
        if not database.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            making = f"{name}_making"
            drop_database(database, making)
            database.execute(f"CREATE DATABASE {making}".encode())
            head, _, query = server.partition("?")
            KEPT.mkdir(parents=True, exist_ok=True)
            _migrate(KEPT, f"{head.rsplit('/', 1)[0]}/{making}?{query}")
            database.execute(f"ALTER DATABASE {making} RENAME TO {name}".encode())
        return name


def drop_database(database: psycopg.Connection[Any], name: str) -> None:
    """Drop a database, with whoever of ours is still connected to it.

    Not `WITH (FORCE)`: that would end an autovacuum, too, which only a superuser may; without it the server itself
    calls its autovacuum off.
    """
    database.execute(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [name],
    )
    database.execute(f"DROP DATABASE IF EXISTS {name}".encode())


def start_from_template(connection: Any, server: str | None) -> None:
    """Let the database that Django makes for the tests begin as a copy: its own migrating then finds nothing to do."""
    if server:
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_template(server)
        return
    if os.environ.get("HEDERSSAK_CHROMIUM"):  # a page asks while another is answered: one in memory would be locked
        KEPT.mkdir(parents=True, exist_ok=True)
        connection.settings_dict["TEST"]["NAME"] = str(KEPT / f"browser-{os.getpid()}.sqlite3")
    make = connection.creation._create_test_db

    def make_and_fill(*arguments: Any, **more: Any) -> Any:
        name = make(*arguments, **more)
        filled = sqlite3.connect(name, uri=name.startswith("file:"))
        with closing(sqlite3.connect(sqlite_template())) as template:
            template.backup(filled)
        if name.startswith("file:"):
            HELD_OPEN.append(filled)
        else:
            filled.close()
        return name

    connection.creation._create_test_db = make_and_fill


def _migrate(folder: Path, url: str) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HEDERSSAK_", "DJANGO_"))}
    environment = kept | {
        "HEDERSSAK_DATA_DIR": str(folder),
        "HEDERSSAK_DATABASE_URL": url,
        "HEDERSSAK_DEMO": "no",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "hederssak.cli.main", "prepare", "--database-only"]
    done = subprocess.run(command, check=False, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _digest() -> str:
    found = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make a template; the others wait and find it made."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
