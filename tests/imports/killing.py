"""Imports that are killed (SIGKILL) at a random statement and then run again.

`python -m tests.imports.killing DIR POINTS [SEED] [--show]`

Each try has a database of its own, a process that dies, and one that goes on. Afterwards everything in the database is
compared with an import that nobody disturbed. Prints one line of JSON for each try.
"""

from __future__ import annotations

import datetime as dt
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

WHERE = Path(sys.argv[1]) if __name__ == "__main__" else Path()
ROWS = 450
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
    database = WHERE / "hederssak.sqlite3"
    empty = WHERE / "empty.sqlite3"
    in_a_child(prepare)
    shutil.copy(database, empty)
    for week in (0, 1):
        (WHERE / f"week{week}.csv").write_text(_table(week))
        os.utime(WHERE / f"week{week}.csv", (1_790_000_000 + week * 604_800,) * 2)
    statements = WHERE / "statements"
    in_a_child(lambda: give_all(count_into=statements))
    wanted = in_a_child_for(dump)
    total = int(statements.read_text())
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 4711)  # noqa: S311 (points to die at)
    for _ in range(int(sys.argv[2])):
        point = draw.randrange(1, total + 1)
        shutil.copy(empty, database)
        for left in ("-wal", "-shm"):
            Path(f"{database}{left}").unlink(missing_ok=True)
        died = in_a_child(lambda: give_all(die_at=point))  # noqa: B023 (called at once)
        went_on = in_a_child(give_all)
        found = in_a_child_for(dump)
        differs = sorted(name for name in wanted if wanted[name] != found[name])
        tell({"point": point, "of": total, "died": died, "went_on": went_on, "differs": differs})
        for name in differs if "--show" in sys.argv else ():
            tell({"wanted": sorted(set(wanted[name]) - set(found[name]))})
            tell({"found": sorted(set(found[name]) - set(wanted[name]))})


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


def in_a_child_for(work: Callable[[], Any]) -> Any:
    """Run in a forked process and return what it found."""
    answer = WHERE / "answer.json"
    in_a_child(lambda: _ignore(answer.write_text(json.dumps(work()))))
    return json.loads(answer.read_text())


def _ignore(_: object) -> None:
    return None


def prepare() -> None:
    """Make a database with one organization."""
    from django.core.management import call_command  # noqa: PLC0415 (Django is set up by then)

    from hederssak.org.models import Organization  # noqa: PLC0415 (as above)

    call_command("migrate", verbosity=0)
    Organization.objects.create(name="Nordvik", created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def give_all(die_at: int = 0, count_into: Path | None = None) -> None:
    """Import as the shell does whichever week is not in yet; die by SIGKILL at a statement, if one is named."""
    from django.db import connection  # noqa: PLC0415 (Django is set up by then)

    from hederssak.cli.main import run  # noqa: PLC0415 (as above)
    from hederssak.imports.models import Import  # noqa: PLC0415 (as above)

    counted = 0

    def watch(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal counted
        counted += 1
        if counted == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(watch):
        for week in (0, 1):
            if Import.objects.filter(file_name=f"week{week}.csv", state="done").exists():
                continue
            if run("import", [str(WHERE / f"week{week}.csv"), "--json"]) == 2:
                raise SystemExit("the file was refused")
    if count_into:
        count_into.write_text(str(counted))


def dump() -> dict[str, list[str]]:
    """Return every row of every table without identifiers and moments, sorted; a record is called by its name."""
    from django.apps import apps  # noqa: PLC0415 (Django is set up by then)

    names: dict[str, str] = {}
    tables: dict[str, list[dict[str, Any]]] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("hederssak."):
            continue
        rows = list(model._default_manager.values())
        tables[model._meta.label] = rows
        for row in rows:
            called = row.get("name") or row.get("file_name")
            if called:
                names[str(row["id"]).replace("-", "")] = f"{model._meta.label}:{row.get('pipeline', '')}{called}"
    return {table: sorted(_said(row, names) for row in rows) for table, rows in tables.items()}


def _said(row: dict[str, Any], names: dict[str, str]) -> str:
    kept = {name: value for name, value in row.items() if name not in NOT_COMPARED}
    text = json.dumps(kept, default=str, sort_keys=True)
    return ID.sub(lambda found: names.get(found[0].replace("-", ""), "?"), text)


def _table(week: int) -> str:
    from tests.imports.made_up import deals  # noqa: PLC0415 (needs Django)

    return deals(ROWS, week=week, bad=0.02)


if __name__ == "__main__":
    main()
