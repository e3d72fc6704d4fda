"""A copy of a SQLite database, by SQLite's own online backup: nobody has to stop working, either way."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

NAME = "database.sqlite3"
PAGES_AT_A_TIME = 2_000


class DamagedCopyError(Exception):
    """The copy does not pass the database's own test."""


def dump(folder: Path, tables: list[str]) -> tuple[list[Path], dict[str, int]]:
    """Write the database into `folder` as of one instant; return the files, and how many rows `tables` have in them."""
    target = folder / NAME
    with closing(_open(connection.settings_dict["NAME"])) as here, closing(sqlite3.connect(target)) as copy:
        here.backup(copy, pages=PAGES_AT_A_TIME)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, not three
        counts = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 (our own names)
    _test(target)
    return [target], counts


def load(folder: Path, _migrations: list[tuple[str, str]]) -> None:
    """Put the copy in `folder`, tables and all, in the place of the database; whoever has it open sees the new one."""
    _test(folder / NAME)
    connection.close()
    place = Path(connection.settings_dict["NAME"])
    place.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / NAME)) as copy, closing(_open(place)) as here:
        copy.backup(here)


def _open(path: str | Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=60)


def _test(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as copy:
            [(said,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        raise DamagedCopyError(str(error)) from error
    if said != "ok":
        raise DamagedCopyError(said)
