"""Bring the database and the static files into step with the program."""

from argparse import ArgumentParser, Namespace

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from hederssak.cli import readiness
from hederssak.org.actions import set_up_key
from hederssak.org.models import Organization
from hederssak.org.queries import is_set_up


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--database-only", action="store_true", help="only bring the database up to date")


def run(options: Namespace) -> int:
    """Do it, saying each step that takes a while."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    readiness.forget()
    if pending := migrations_pending():
        print(f"Bringing the database up to date ({pending} steps) ...", flush=True)
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


def is_empty() -> bool:
    """Return whether no organization has been made here yet."""
    return not Organization.objects.exists()
