"""Run inside an installation: prepares, freezes and fetches a team's pack and prints the times as JSON."""

import json
import statistics
import time

import django

django.setup()

from django.db import connection  # noqa: E402 (Django has to stand first)
from django.urls import reverse  # noqa: E402

from hederssak.cadence.models import SalesMeeting  # noqa: E402
from hederssak.history.models import Change  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Team  # noqa: E402
from hederssak.pipeline.models import Opportunity  # noqa: E402
from hederssak.salesmeetings.actions import freeze, prepare  # noqa: E402
from hederssak.salesmeetings.models import Freezing  # noqa: E402
from hederssak.salesmeetings.queries import next_meeting, pack_as_of  # noqa: E402
from tests.benchmarks.fetching import measure  # noqa: E402

RUNS = 20
COMPOSED = 3


def composing(meeting: SalesMeeting) -> float:
    """Return the median milliseconds of composing the pack of a coming meeting."""
    times = []
    for _ in range(COMPOSED):
        began = time.perf_counter()
        pack_as_of(meeting, as_of=now)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def bare() -> float:
    """Return the milliseconds of reading the same deals and their history in plain SQL."""
    deals = Opportunity.objects.filter(team=team, state="open")
    fields = ("close_date", "amount", "stage")
    changes = Change.objects.filter(
        organization=team.organization, subject_id__in=deals.values("pk"), kind="opportunity", field__in=fields
    )
    statements = [query.values_list().query.sql_with_params() for query in (deals, changes)]
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
            cursor.fetchall()
    return (time.perf_counter() - began) * 1000


now = clock.read()
team = Team.objects.select_related("organization").get(name="Norr")
coming = next_meeting(team, now=now)
if coming is None:
    raise SystemExit("the team has no meeting ahead")
prepare(meeting=coming, now=now)
held = SalesMeeting.objects.filter(team=team, starts_at__lt=now).order_by("-starts_at")
last = held.select_related("team__organization")[0]
for freezing in Freezing:
    freeze(meeting=last, freezing=freezing, now=now)
live, frozen = (reverse("salesmeetings:pack", args=[meeting.pk]) for meeting in (coming, last))
found = {
    "deals": Opportunity.objects.filter(team=team, state="open").count(),
    "live": measure("eva", lambda _: f"{live}?pack=now", runs=RUNS),
    "frozen": measure("eva", lambda _: frozen, runs=RUNS),
    "composed": composing(coming),
    "bare": statistics.median(bare() for _ in range(COMPOSED)),
}
print(json.dumps(found))
