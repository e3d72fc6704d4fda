"""Write the database and the uploaded files into one file. People go on working meanwhile."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hederssak import __version__
from hederssak.cli import archive
from hederssak.cli.copies import postgresql, sqlite
from hederssak.cli.in_step import NOT_THERE, is_made
from hederssak.lib import clock, last_backup


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", nargs="?", type=Path, help="where to; by default a dated file in the data folder")


def run(options: Namespace) -> int:
    """Write the backup and say where it is."""
    target = options.file or settings.DATA_DIR / "backups" / f"hederssak-{clock.read():%Y%m%d-%H%M%S}.tar.gz"
    if target.exists():
        print(f"{target} is there already; give another name.")
        return 1
    if not is_made():  # a copy of nothing would lie among the good ones
        print(f"hederssak backup: {NOT_THERE}", file=sys.stderr)
        return 2
    size = write(target)
    last_backup.note(clock.read())
    print(f"{target} ({size / 1_000_000:.1f} MB)")
    return 0


def write(target: Path) -> int:
    """Write a backup of everything but the settings and the secret key, and return its size in bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:
        folder = Path(name)
        files, counts = copier().dump(folder, our_tables())
        copied = [(f"database/{path.name}", path) for path in files]
        uploads = [(f"uploads/{path.relative_to(settings.UPLOAD_DIR)}", path) for path in uploaded()]
        return archive.write(target, describe(counts), [*copied, *uploads])


def copier() -> ModuleType:
    """Return the module that copies the database in use."""
    return sqlite if connection.vendor == "sqlite" else postgresql


def uploaded() -> list[Path]:
    """Return the files that people have given."""
    return sorted(path for path in Path(settings.UPLOAD_DIR).rglob("*") if path.is_file())


def describe(counts: dict[str, int]) -> archive.Manifest:
    """Return the manifest of a copy with so many rows in each table."""
    return archive.Manifest(
        version=__version__,
        made_at=clock.read().isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
        counts=counts,
    )


def our_tables() -> list[str]:
    """Return the tables of the product's own rooms."""
    standing = set(connection.introspection.table_names())
    ours = (model._meta.db_table for model in apps.get_models() if model.__module__.startswith("hederssak."))
    return sorted(standing.intersection(ours))
