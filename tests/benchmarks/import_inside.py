"""Run inside an empty installation: imports a file, imports it again unchanged, and prints rows a second as JSON."""

import csv
import datetime as dt
import io
import json
import random
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (Django has to stand first)
from django.db import connection, transaction  # noqa: E402

from hederssak.imports import actions  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Member, Organization, Role  # noqa: E402
from hederssak.pipeline.models import Opportunity  # noqa: E402

COLUMNS = ("Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Close Date", "Create Date", "Deal owner")
STAGES = ("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Contract Sent")


def rows(number: int) -> list[tuple[str, ...]]:
    """Return so many rows as HubSpot exports them."""
    rng = random.Random(1)
    return [
        (
            str(100_000 + place),
            f"Linje {place} hos kund {place % 4000}",
            rng.choice(STAGES),
            "Sales Pipeline",
            str(rng.randint(20, 900) * 1000),
            f"2027-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d} 10:00",
            f"2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d} 09:00",
            f"Rep {place % 40:02d}",
        )
        for place in range(number)
    ]


def as_file(table: list[tuple[str, ...]]) -> bytes:
    """Return a table as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *table])
    return text.getvalue().encode()


def give(content: bytes, at: dt.datetime) -> float:
    """Return the seconds from receiving a file to its end."""
    began = time.perf_counter()
    given = actions.GivenFile(name="deals.csv", stream=io.BytesIO(content), exported_at=at)
    runs = actions.receive([given], organization=organization, by=admin, now=at)
    if runs[0].problem:
        raise SystemExit(f"refused: {runs[0].problem}")
    actions.queue_batch(runs[0].batch_id, organization=organization)
    actions.run_batch(runs[0].batch_id, organization=organization, clock=clock.read)
    (run,) = actions.files_of(runs[0].batch_id, organization)
    seconds = time.perf_counter() - began
    if run.refused or run.made + run.changed + run.alone != NUMBER:
        raise SystemExit(f"made {run.made}, changed {run.changed}, alone {run.alone}, refused {run.refused}")
    return seconds


def bare(table: list[tuple[str, ...]]) -> float:
    """Return the seconds of inserting the same rows into a table with nothing on it."""
    names = ", ".join(f"c{place} text" for place in range(len(COLUMNS)))
    marks = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_bare ({names})")
        began = time.perf_counter()
        with transaction.atomic():
            cursor.executemany(f"INSERT INTO bench_bare VALUES ({marks})", table)  # noqa: S608 (our own marks)
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_bare")
    return seconds


NUMBER = int(sys.argv[1])
call_command("migrate", interactive=False, verbosity=0)
call_command("createcachetable", verbosity=0)
now = clock.read()
organization = Organization.objects.create(name="Mätbolaget AB", created_at=now)
admin = Member.objects.create(organization=organization, name="Ada Nyman", role=Role.ADMIN)
table = rows(NUMBER)
content = as_file(table)
plain = bare(table)
first = give(content, now - dt.timedelta(days=7))
again = give(content, now)
if Opportunity.objects.filter(organization=organization).count() != NUMBER:
    raise SystemExit("the file did not become as many opportunities as it has rows")
print(json.dumps({"first": NUMBER / first, "again": NUMBER / again, "bare": NUMBER / plain}))
