"""Bring the database and the static files into step with the program."""

import sys
from argparse import ArgumentParser, Namespace

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from hederssak.cli import readiness
from hederssak.lib.bulk import few_collections
from hederssak.org.actions import set_up_key
from hederssak.org.models import Organization
from hederssak.org.queries import is_set_up

OTHER_VERSION = """This database was brought up to date by another version of the program ({unknown}).
Start that version, or restore a backup that this one has written, or begin anew in an empty HEDERSSAK_DATA_DIR.
Nothing was changed."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--database-only", action="store_true", help="only bring the database up to date")


def run(options: Namespace) -> int:
    """Do it, saying each step that takes a while."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    readiness.forget()
    if unknown := migrations_unknown():
        print(OTHER_VERSION.format(unknown=", ".join(unknown)), file=sys.stderr)
        return 2
    if pending := migrations_pending():
        print(f"Bringing the database up to date ({pending} steps) ...", flush=True)
        with few_collections():
            call_command("migrate", interactive=False, verbosity=0)
    if options.database_only:
        return 0
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.map"])
    if settings.DEMO and "demo" in get_commands() and is_empty():
        print("Loading the demo company ...", flush=True)
        with transaction.atomic():  # all of it or, when the start is broken off, none
            call_command("demo")
    if not is_set_up():
        set_up_key(settings.DATA_DIR)
    readiness.remember()
    return 0


def migrations_pending() -> int:
    """Return how many migrations the database has not had yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrations_unknown() -> list[str]:
    """Return what was done to the database by a version of the program that is not this one."""
    loader = MigrationLoader(connection)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("hederssak.")}
    done = loader.applied_migrations.keys() - loader.disk_migrations.keys()
    return sorted(f"{app} {name}" for app, name in done if app in ours)


def is_empty() -> bool:
    """Return whether no organization has been made here yet."""
    return not Organization.objects.exists()
