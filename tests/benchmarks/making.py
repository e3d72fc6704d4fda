"""Run inside an installation: makes its database and the large organization with so many opportunities."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (Django has to stand first)

from hederssak.demo.large.loading import load_large  # noqa: E402
from hederssak.lib import clock  # noqa: E402

opportunities = int(sys.argv[1])
call_command("migrate", interactive=False, verbosity=0)
call_command("createcachetable", verbosity=0)
load_large(now=clock.read(), seed=1, opportunities=opportunities, accounts=max(opportunities // 5, 100))
