"""Imports that are killed (SIGKILL) before a random statement and then run again.

`python -m tests.imports.killing DIR POINTS [SEED] [--show]`

DIR is the folder of an installation that `tests.installation.installed` made; `HEDERSSAK_DATABASE_URL` names its
database. Each try has a copy of that, a process that dies, and one that goes on. Afterwards everything in the database
is compared with an import that nobody disturbed. After the random points come those just before a process gives up its
turn, when its file is done already. Prints one line of JSON for each try.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import io
import json
import os
import random
import re
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tests.databases import drop_database
from tests.installation import SQLITE, Installation

WHERE = Path(sys.argv[1]) if __name__ == "__main__" else Path()
ROWS = 450
CHUNK = 100
"""Smaller than in life, so that many points lie between the chunks of a small file."""
GIVES_UP = 'SET "batch_id" = NULL'
COMES = "SELECT rows_done FROM imports_import WHERE state = 'running'"
SOON = {"created_at", "changed_at", "known_at", "taken_at", "uploaded_at", "finished_at", "beat_at", "at", "made_at"}
NOT_COMPARED = {"id", "batch_id", "sha256", "stored_as", "packed", "fingerprint", "exported_at", *SOON}
ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")


def main() -> None:
    """Kill and go on as often as asked."""
    os.environ.update(
        HEDERSSAK_DATA_DIR=str(WHERE), HEDERSSAK_SECRET_KEY="none", DJANGO_SETTINGS_MODULE="hederssak.config.settings"
    )
    import django  # noqa: PLC0415 (the environment comes first)

    django.setup()
    place = Installation(WHERE, os.environ["HEDERSSAK_DATABASE_URL"])
    load_all()
    in_a_child(prepare)
    keep_empty(place)
    for week in (0, 1):
        (WHERE / f"week{week}.csv").write_text(_table(week))
        os.utime(WHERE / f"week{week}.csv", (1_790_000_000 + week * 604_800,) * 2)
    written = WHERE / "statements"
    in_a_child(lambda: give_all(tell_into=written))
    wanted = in_a_child_for(dump)[1]
    statements = json.loads(written.read_text())
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 4711)  # noqa: S311 (points to die at)
    points = [draw.randrange(len(statements)) for _ in range(int(sys.argv[2]))]
    points += [at for at, statement in enumerate(statements) if GIVES_UP in statement]
    for point in points:
        begin_anew(place)
        died = in_a_child(lambda: give_all(die_at=point))  # noqa: B023 (called at once)
        came = [rows_done for (rows_done,) in place.rows(COMES)]
        went_on, found = in_a_child_for(lambda: _after(give_all(), dump()))
        differs = sorted(name for name in wanted if wanted[name] != found.get(name))
        told = {"point": point, "of": len(statements), "before": statements[point], "came": came}
        tell({**told, "died": died, "went_on": went_on, "differs": differs})
        for name in differs if "--show" in sys.argv else ():
            tell({"wanted": sorted(set(wanted[name]) - set(found[name]))})
            tell({"found": sorted(set(found[name]) - set(wanted[name]))})


def load_all() -> None:
    """Load what a child needs, so that not every one of them has to; and let chunks be small."""
    import hederssak.cli.imports  # noqa: F401, PLC0415 (needs Django)
    from hederssak.imports.actions import chunks  # noqa: PLC0415 (as above)
    from hederssak.imports.models import Import  # noqa: PLC0415 (as above)
    from hederssak.imports.presets import recognize  # noqa: PLC0415 (as above)

    chunks.CHUNK = CHUNK
    recognize(_table(0).splitlines()[0].split(","), [], "week0.csv")
    Import._meta.get_fields()
    gc.freeze()


def keep_empty(place: Installation) -> None:
    """Keep a copy of the database as it is before any file."""
    if place.database_url == "sqlite:":
        shutil.copy(WHERE / SQLITE, WHERE / "empty.sqlite3")
    else:
        copy_database(place, place.database_name, f"{place.database_name}_empty")


def begin_anew(place: Installation) -> None:
    """Put the empty database in place of the one that is used."""
    if place.database_url != "sqlite:":
        copy_database(place, f"{place.database_name}_empty", place.database_name)
        return
    shutil.copy(WHERE / "empty.sqlite3", WHERE / SQLITE)
    for left in ("-wal", "-shm"):
        Path(f"{WHERE / SQLITE}{left}").unlink(missing_ok=True)


def copy_database(place: Installation, name: str, to: str) -> None:
    """Copy a database of the server over another one."""
    server = place.database_url.replace(f"/{place.database_name}?", "/hederssak?")
    with psycopg.connect(server, autocommit=True) as database:
        drop_database(database, to)
        database.execute(f"CREATE DATABASE {to} TEMPLATE {name}".encode())


def tell(line: object) -> None:
    """Print a line of JSON."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def in_a_child(work: Callable[[], None]) -> int:
    """Run in a forked process and return how it ended: 0, or minus the signal."""
    from django.db import connections  # noqa: PLC0415 (Django is set up by then)

    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            connections.close_all()
            code = 0
        except Exception:  # noqa: BLE001 (whatever it is, the parent is told)
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def in_a_child_for(work: Callable[[], Any]) -> tuple[int, Any]:
    """Run in a forked process and return how it ended and what it found, {} where it did not come to that."""
    answer = WHERE / "answer.json"
    answer.write_text("{}")
    code = in_a_child(lambda: _ignore(answer.write_text(json.dumps(work()))))
    return code, json.loads(answer.read_text())


def _after(_: None, found: Any) -> Any:
    return found


def _ignore(_: object) -> None:
    return None


def prepare() -> None:
    """Make one organization."""
    from hederssak.org.models import Organization  # noqa: PLC0415 (Django is set up by then)

    Organization.objects.create(name="Nordvik", created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def give_all(die_at: int = -1, tell_into: Path | None = None) -> None:
    """Import as the shell does whichever week is not in yet; die by SIGKILL before a statement, if one is named."""
    from django.db import connection  # noqa: PLC0415 (Django is set up by then)

    from hederssak.cli.main import run  # noqa: PLC0415 (as above)
    from hederssak.imports.models import Import  # noqa: PLC0415 (as above)

    statements: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if len(statements) == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        statements.append(sql[:80])
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch), contextlib.redirect_stdout(io.StringIO()):
        for week in (0, 1):
            if Import.objects.filter(file_name=f"week{week}.csv", state="done").exists():
                continue
            if run("import", [str(WHERE / f"week{week}.csv"), "--json"]) == 2:
                raise SystemExit("the file was refused")
    if tell_into:
        tell_into.write_text(json.dumps(statements))


def dump() -> dict[str, list[str]]:
    """Return every row of every table without identifiers and moments, sorted; a record is called by its name."""
    from django.apps import apps  # noqa: PLC0415 (Django is set up by then)

    names: dict[str, str] = {}
    tables: dict[str, list[dict[str, Any]]] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("hederssak."):
            continue
        kept = [field.attname for field in model._meta.concrete_fields if field.name not in NOT_COMPARED]
        rows = list(model._default_manager.values("pk", *kept))
        tables[model._meta.label] = rows
        for row in rows:
            key = str(row.pop("pk")).replace("-", "")
            called = row.get("name") or row.get("file_name")
            if called:
                names[key] = f"{model._meta.label}:{row.get('pipeline', '')}{called}"
    return {table: sorted(_said(row, names) for row in rows) for table, rows in tables.items()}


def _said(row: dict[str, Any], names: dict[str, str]) -> str:
    text = json.dumps(row, default=str, sort_keys=True)
    return ID.sub(lambda found: names.get(found[0].replace("-", ""), "?"), text)


def _table(week: int) -> str:
    from tests.imports.made_up import deals  # noqa: PLC0415 (needs Django)

    return deals(ROWS, week=week, bad=0.02)


if __name__ == "__main__":
    main()
