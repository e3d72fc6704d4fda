"""A whole installation in a folder of its own, for tests that start real processes and kill them."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.databases import drop_database, postgresql_template, sqlite_template

ROOT = Path(__file__).resolve().parent.parent
SQLITE = "hederssak.sqlite3"
TASKS = """SELECT status, worker_ids FROM django_tasks_database_dbtaskresult
           WHERE task_path LIKE 'tests.%' ORDER BY enqueued_at"""
SLOWEST = 300
"""Seconds after which a process counts as stuck, on however busy a machine; a test waits no longer than it must."""


@dataclass
class Installation:
    """A data folder and a database, and the processes that run on them."""

    folder: Path
    database_url: str = "sqlite:"
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def database_name(self) -> str:
        """The name of the database on its server."""
        return urlsplit(self.database_url).path.strip("/")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process of this installation, without anything of the test run's own."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("HEDERSSAK_", "DJANGO_"))}
        return kept | {
            "HEDERSSAK_DATA_DIR": str(self.folder),
            "HEDERSSAK_DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "hederssak.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def command(self, *arguments: str, code: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a `hederssak` command to its end; it has to end with `code`."""
        done = subprocess.run(
            [sys.executable, "-m", "hederssak.cli.main", *arguments],
            check=False,
            env=self.environment | more,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=SLOWEST,
        )
        assert done.returncode == code, f"{arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done

    def python(self, source: str) -> str:
        """Run a few lines of Python with Django ready and return what they print."""
        lines = f"import django\ndjango.setup()\n{source}"
        command = [sys.executable, "-c", lines]
        done = subprocess.run(command, check=False, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start a `hederssak` command that goes on, with its output in `log.txt`."""
        with (self.folder / "log.txt").open("a", encoding="utf-8") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "hederssak.cli.main", *arguments],
                env=self.environment | more,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                text=True,
            )
        self.processes.append(process)
        return process

    def log(self) -> str:
        """What the started processes have said."""
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, past Django."""
        if self.database_url == "sqlite:":
            with closing(sqlite3.connect(self.folder / SQLITE)) as database:
                return database.execute(sql).fetchall()
        with psycopg.connect(self.database_url) as database:
            return database.execute(sql.encode()).fetchall()

    def write(self, sql: str) -> None:
        """Carry out a statement, past Django."""
        if self.database_url == "sqlite:":
            with closing(sqlite3.connect(self.folder / SQLITE)) as database:
                database.execute(sql)
                database.commit()
        else:
            with psycopg.connect(self.database_url) as server:
                server.execute(sql.encode())

    def tasks(self) -> list[tuple[str, list[str]]]:
        """Return the state of each task that a test asked for, and the workers that have had it."""
        found = self.rows(TASKS)
        return [(status, json.loads(ids) if isinstance(ids, str) else ids) for status, ids in found]

    def end(self) -> None:
        """Kill what still runs."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(SLOWEST)


def wait_for(what: Callable[[], object], *, seconds: float = SLOWEST / 2, log: Callable[[], str] = str) -> None:
    """Wait until `what` is true; fail with the log when it does not become so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.05)
    raise AssertionError(f"did not come about in {seconds} s\n{log()}")


@contextmanager
def installed(folder: Path, server: str | None, *, like: Installation | None = None) -> Iterator[Installation]:
    """Yield an installation with a database of its own on either engine: empty, or a copy of another's (`like`)."""
    installation = Installation(folder)
    name = f"hederssak_{uuid.uuid4().hex[:12]}"
    if server:
        head, _, query = server.partition("?")
        installation.database_url = f"{head.rsplit('/', 1)[0]}/{name}?{query}"
        template = like.database_name if like else postgresql_template(server)
        with psycopg.connect(server, autocommit=True) as database:
            database.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    else:
        shutil.copy(like.folder / SQLITE if like else sqlite_template(), folder / SQLITE)
    try:
        yield installation
    finally:
        installation.end()
        if server:
            with psycopg.connect(server, autocommit=True) as database:
                drop_database(database, name)
