"""Run inside an installation: counts the figures of quality as the night does, and fetches them. Prints JSON."""

import json
import statistics
import time

import django

django.setup()

from django.urls import reverse  # noqa: E402 (Django has to stand first)

from hederssak.lib import clock  # noqa: E402
from hederssak.meetings.models import CustomerMeeting  # noqa: E402
from hederssak.org.models import Organization, Team  # noqa: E402
from hederssak.pipeline.models import Opportunity  # noqa: E402
from hederssak.targets.actions.quality_counting import count_quality  # noqa: E402
from hederssak.targets.queries.quality import Whose, quality_of  # noqa: E402
from tests.benchmarks.fetching import measure  # noqa: E402

RUNS = 40


def bare(organization: Organization) -> float:
    """Return how many seconds it takes to read the opportunities and meetings and do nothing with them."""
    began = time.perf_counter()
    for model in (Opportunity, CustomerMeeting):
        for _ in model._default_manager.filter(organization=organization).values_list().iterator(chunk_size=5_000):
            pass
    return time.perf_counter() - began


def figures(team: Team) -> dict[str, float]:
    """Return what reading a team's figures takes, in milliseconds."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        quality_of(Whose(team, [team]))
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return {"p50": statistics.median(times), "p95": times[int(RUNS * 0.95) - 1]}


def main() -> None:
    """Count, then measure."""
    organization = Organization.objects.get(is_demo=True)
    began = time.perf_counter()
    rows = count_quality(organization=organization, now=clock.read())
    night = time.perf_counter() - began
    team = Team.objects.get(organization=organization, name="Norr")
    page = reverse("targets:quality")
    print(
        json.dumps(
            {
                "night": night,
                "bare": bare(organization),
                "rows": len(rows),
                "a team's figures": figures(team),
                "a team's page": measure("eva", lambda _: page, runs=RUNS),
                "a rep's page": measure("anna", lambda _: page, runs=RUNS),
            }
        )
    )


main()
