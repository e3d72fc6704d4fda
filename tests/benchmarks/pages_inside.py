"""Run inside an installation: fetches pages with one sequential client and prints times and query counts as JSON."""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django has to stand first)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from hederssak.crm.models import Account  # noqa: E402
from hederssak.honesty.actions import judge_organization, learn  # noqa: E402
from hederssak.honesty.models import Worth  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Member, Organization  # noqa: E402
from hederssak.pipeline.models import Opportunity  # noqa: E402

RUNS = 40
WARM = 3
ROWS = 60
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pages() -> dict[str, tuple[str, Callable[[int], str]]]:
    """Return each page: who opens it, and its address at the so-manieth time."""
    deals = list(Opportunity.objects.filter(state="open", owner__name="Anna Berg").values_list("pk", flat=True)[:RUNS])
    accounts = list(Account.objects.filter(owner__name="Anna Berg").values_list("pk", flat=True)[:RUNS])
    return {
        "home of a rep": ("anna", lambda _: reverse("web:home")),
        "home of a manager": ("eva", lambda _: reverse("web:home")),
        "home of a director": ("vera", lambda _: reverse("web:home")),
        "opportunities": ("vera", lambda _: reverse("web:opportunities")),
        "opportunity": ("anna", lambda n: reverse("web:opportunity", args=[deals[n % len(deals)]])),
        "questions of a team": ("eva", lambda _: reverse("honesty:index")),
        "questions of all": ("vera", lambda _: reverse("honesty:index")),
        "companies": ("vera", lambda _: reverse("crm:accounts")),
        "company": ("anna", lambda n: reverse("web:account", args=[accounts[n % len(accounts)]])),
    }


def client_of(who: str) -> Client:
    """Return a client that is signed in as somebody."""
    member = Member.objects.select_related("user").get(email=f"{who}@nordvik.example")
    assert member.user is not None
    client = Client()
    client.force_login(member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def fetch(client: Client, address: str) -> float:
    """Return how many milliseconds a page takes on the server, with all of its HTML."""
    began = time.perf_counter()
    answer = client.get(address)
    milliseconds = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return milliseconds


def bare_query() -> float:
    """Return how many milliseconds the rows of one page take in plain SQL."""
    organization = Organization.objects.get(is_demo=True).pk
    rows = Opportunity.objects.filter(organization=organization, state="open").order_by("close_date", "pk")[:ROWS]
    sql, values = rows.query.sql_with_params()
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.fetchall()
    return (time.perf_counter() - began) * 1000


def measure(who: str, address: Callable[[int], str]) -> dict[str, Any]:
    """Return median, 95th percentile and number of queries of a page."""
    client = client_of(who)
    for number in range(WARM):
        fetch(client, address(number))
    times = sorted(fetch(client, address(number)) for number in range(RUNS))
    with CaptureQueriesContext(connection) as queries:
        fetch(client, address(0))
    return {"p50": statistics.median(times), "p95": times[int(RUNS * 0.95) - 1], "queries": len(queries)}


organization = Organization.objects.get(is_demo=True)
today = clock.day_in(organization.time_zone, clock.read())
if not Worth.objects.filter(organization=organization, day=today).exists():
    learn(organization=organization, now=clock.read())
    judge_organization(organization=organization, now=clock.read())  # as the night does; a new day changes the answers
found = {name: measure(*page) for name, page in pages().items()}
found["bare"] = {"ms": statistics.median(bare_query() for _ in range(RUNS))}
print(json.dumps(found))
