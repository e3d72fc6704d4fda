"""Run inside an installation: the night's count of what meetings cost, and its pages, as JSON on the last line."""

import json
import resource
import statistics
import time
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django has to stand first)
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Member, Role  # noqa: E402
from hederssak.targets.actions.cost_counting import count_costs  # noqa: E402
from hederssak.targets.models import MeetingCost  # noqa: E402
from hederssak.targets.queries.cost_pages import cost_page, today_of  # noqa: E402
from hederssak.targets.queries.cost_scopes import scope_of  # noqa: E402

RUNS = 20
WARM = 2
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def count(director: Member) -> dict[str, float]:
    """Return what a first count costs for each meeting, and one that finds nothing new, in microseconds of CPU."""
    before = megabytes()
    MeetingCost.objects.all().delete()
    times = []
    for _ in range(2):
        began = time.process_time()
        count_costs(organization=director.organization, now=clock.read())
        times.append((time.process_time() - began) * 1e6 / max(MeetingCost.objects.count(), 1))
    return {"first": times[0], "again": times[1], "memory": megabytes(), "memory_before": before}


def fetched(member: Member, address: str) -> dict[str, float]:
    """Return median and 95th percentile of a page with its whole HTML, in milliseconds."""
    client = Client()
    assert member.user is not None
    client.force_login(member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    times = []
    for number in range(WARM + RUNS):
        began = time.perf_counter()
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        if number >= WARM:
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return {"p50": statistics.median(times), "p95": times[int(RUNS * 0.95) - 1]}


def sums(director: Member) -> float:
    """Return what the bare sums of the page cost, in milliseconds."""
    now = clock.read()
    scope = scope_of(director, today=today_of(director, now))
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        cost_page(scope, now=now)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def measured() -> dict[str, Any]:
    """Return every figure."""
    director = Member.objects.select_related("user", "organization", "team").filter(role=Role.DIRECTOR)[0]
    found: dict[str, Any] = count(director)
    found["meetings"] = MeetingCost.objects.count()
    found["page"] = fetched(director, reverse("targets:cost"))
    found["list"] = fetched(director, reverse("targets:cost_meetings"))
    found["sums"] = sums(director)
    return found


print(json.dumps(measured()))
