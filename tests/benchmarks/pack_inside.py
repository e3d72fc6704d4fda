"""Run inside an installation: composes a team's pack as of its last meeting and prints the times as JSON."""

import json
import statistics
import time

import django

django.setup()

from django.db import connection  # noqa: E402 (Django has to stand first)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from hederssak.cadence.models import SalesMeeting  # noqa: E402
from hederssak.history.models import Change  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.pipeline.models import Opportunity  # noqa: E402
from hederssak.salesmeetings.queries import pack_as_of  # noqa: E402

RUNS = 7


def seconds(count: int) -> tuple[float, int]:
    """Return the median of composing in milliseconds, and the number of queries."""
    times = []
    for _ in range(count):
        began = time.perf_counter()
        pack_as_of(meeting, as_of=meeting.starts_at)
        times.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        pack_as_of(meeting, as_of=meeting.starts_at)
    return statistics.median(times), len(queries)


def bare() -> float:
    """Return the milliseconds of reading the same deals and their history in plain SQL."""
    deals = Opportunity.objects.filter(team=meeting.team, state="open")
    fields = ("close_date", "amount", "stage")
    changes = Change.objects.filter(
        organization=meeting.organization, subject_id__in=deals.values("pk"), kind="opportunity", field__in=fields
    )
    statements = [query.values_list().query.sql_with_params() for query in (deals, changes)]
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
            cursor.fetchall()
    return (time.perf_counter() - began) * 1000


held = SalesMeeting.objects.filter(team__name="Norr", starts_at__lt=clock.read()).order_by("-starts_at")
meeting = held.select_related("team__organization", "organization")[0]
milliseconds, number = seconds(RUNS)
standing = Opportunity.objects.filter(team=meeting.team, state="open").count()
reference = statistics.median(bare() for _ in range(RUNS))
print(json.dumps({"ms": milliseconds, "queries": number, "deals": standing, "bare": reference}))
