"""`hederssak demo`: make the demo company."""

import datetime as dt
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hederssak.coaching.jobs import count_one as count_practice
from hederssak.demo import loading, measuring, removing
from hederssak.demo.large.loading import load_large
from hederssak.forecast.jobs import forecast_one
from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.actions import enqueue
from hederssak.targets.jobs import count_costs_of_one, count_one, count_quality_of_one

SIGN_INS = "demo-sign-ins.txt"
HOW_TO_SIGN_IN = """The demo company can be tried as one of three people, one press each on the first page:
  Anna   sells
  Eva    leads Anna's team
  Vera   leads the company
"""


class Command(BaseCommand):
    """Makes Nordvik Teknik AB, an invented company with fourteen months of history."""

    help = "Make the demo company: an invented one, with fourteen months of history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--size",
            choices=("normal", "xl"),
            default="normal",
            help="xl: 100 reps and 100,000 opportunities, to measure speed with; takes some minutes",
        )
        parser.add_argument("--seed", type=int, default=loading.SEED, help="another seed tells another story")
        parser.add_argument("--anchor", type=dt.date.fromisoformat, metavar="DAY", help="the week that is the present")
        parser.add_argument("--measure", action="store_true", help="say how well the flags find the habits")
        parser.add_argument("--reset", action="store_true", help="remove the demo company first")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say how long it took."""
        began = time.monotonic()
        if options["reset"]:
            removing.remove_demo()
        if Organization.objects.filter(is_demo=True).exists():
            raise CommandError("The demo company stands already; --reset makes it anew.")
        if options["size"] == "xl":
            organization = load_large(now=clock.read(), seed=options["seed"], say=self.stdout.write)
            self.stdout.write(f"{organization.name} is ready ({time.monotonic() - began:.0f} s).")
            return
        loaded = loading.load(now=clock.read(), seed=options["seed"], monday=options["anchor"])
        enqueue(count_one, str(loaded.organization.pk))
        enqueue(count_costs_of_one, str(loaded.organization.pk))
        enqueue(count_quality_of_one, str(loaded.organization.pk))
        enqueue(count_practice, str(loaded.organization.pk))
        enqueue(forecast_one, str(loaded.organization.pk))  # half a minute's work, which nobody has to wait for
        (settings.DATA_DIR / SIGN_INS).write_text(HOW_TO_SIGN_IN, encoding="utf-8")
        self.stdout.write(f"{loaded.organization.name} is ready ({time.monotonic() - began:.1f} s).")
        if options["measure"]:
            scores = measuring.measure(loaded.organization, loaded.story, now=loaded.now)
            self.stdout.write(measuring.as_table(scores))
