from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hederssak.lib import lines
from hederssak.queue.management.worker import Worker, handle_signals


class Command(BaseCommand):
    """`hederssak worker`: one process that does tasks until it is told to stop."""

    help = "Do the background work: imports, snapshots, mail."
    requires_system_checks = ()
    """`prepare` and `check` look at them; here they would load every page, a third of the memory."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--queues", default="default,imports", help="which queues to serve, by commas")
        parser.add_argument("--batch", action="store_true", help="end when nothing is ready")
        parser.add_argument("--worker-id", default="", help="a name that no other worker has")

    def handle(self, **options: Any) -> None:
        """Work until told to stop."""
        worker = Worker(options["queues"].split(","), worker_id=options["worker_id"], batch=options["batch"])
        handle_signals(worker)
        lines.start()
        worker.run()
