"""Bring back what a backup holds, into an empty installation or (with --force) in place of what is there."""

import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.utils import DatabaseError

from hederssak.cli import archive, backup, readiness
from hederssak.cli.copies.sqlite import DamagedCopyError
from hederssak.cli.prepare import is_empty
from hederssak.lib import clock


class RestoreRefused(Exception):
    """The backup can't be brought back here; the message is a sentence for the operator."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, help="what `hederssak backup` wrote")
    parser.add_argument("--force", action="store_true", help="replace what is here, after backing it up")


def run(options: Namespace) -> int:
    """Bring it back, and say what came."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as name:
            manifest = restore(options.file, Path(name), force=options.force)
    except (RestoreRefused, archive.BadArchiveError, DamagedCopyError) as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return 1
    rows = sum(manifest.counts.values())
    print(f"Brought back {rows} rows as of {manifest.made_at}, written by version {manifest.version}.")
    return 0


def restore(source: Path, folder: Path, *, force: bool) -> archive.Manifest:
    """Unpack, prove, and only then replace the database and the uploaded files."""
    if not force and not nothing_here():
        raise RestoreRefused("There is data here. With --force it is backed up and then replaced.")
    manifest = archive.read(source, folder)
    refuse_stranger(manifest)
    if not nothing_here():
        kept = settings.DATA_DIR / "backups" / f"before-restore-{clock.read():%Y%m%d-%H%M%S}.tar.gz"
        backup.write(kept)
        print(f"What was here is in {kept}", flush=True)
    readiness.forget()
    load(manifest, folder / "database")
    replace_uploads(folder / "uploads")
    return manifest


def nothing_here() -> bool:
    """Return whether there is nothing to lose: no organization and no uploaded file."""
    try:
        return is_empty() and not backup.uploaded()
    except DatabaseError:  # not even the tables
        return True


def refuse_stranger(manifest: archive.Manifest) -> None:
    """Raise `RestoreRefused` for a backup that this program, or this database, can't take."""
    if manifest.engine != connection.vendor:
        raise RestoreRefused(
            f"This is a backup of {manifest.engine}, and HEDERSSAK_DATABASE_URL names {connection.vendor}."
        )
    unknown = set(manifest.migrations) - MigrationLoader(None).disk_migrations.keys()
    if unknown:
        app, name = min(unknown)
        raise RestoreRefused(
            f"The backup was written by version {manifest.version}, which is newer than this one "
            f"(it knows {app}.{name}). Upgrade first, then restore."
        )


def load(manifest: archive.Manifest, folder: Path) -> None:
    """Fill the database, count what came, and bring an older copy up to date."""
    backup.copier().load(folder, manifest.migrations)
    lacking = []
    with connection.cursor() as cursor:
        for table, rows in manifest.counts.items():
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 (our own names)
            if (came := cursor.fetchone()[0]) != rows:
                lacking.append(f"{table} has {came} rows, not {rows}")
    if lacking:
        raise SystemExit(f"The database is not what was backed up: {'; '.join(lacking)}.")
    call_command("migrate", interactive=False, verbosity=0)


def replace_uploads(folder: Path) -> None:
    """Put the unpacked files in the place of those that are here."""
    shutil.rmtree(settings.UPLOAD_DIR, ignore_errors=True)
    if folder.exists():
        folder.rename(settings.UPLOAD_DIR)
