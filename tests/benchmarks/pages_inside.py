"""Run inside an installation: fetches pages with one sequential client and prints times and query counts as JSON."""

import json
import statistics
import time

import django

django.setup()

from django.db import connection  # noqa: E402 (Django has to stand first)
from django.urls import reverse  # noqa: E402

from hederssak.crm.models import Account  # noqa: E402
from hederssak.honesty.actions import judge_organization, learn  # noqa: E402
from hederssak.honesty.models import Worth  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Organization  # noqa: E402
from hederssak.pipeline.models import Opportunity  # noqa: E402
from tests.benchmarks.fetching import Address, measure  # noqa: E402

RUNS = 40
ROWS = 60
TYPED = ("berg", "plast ab", "anna", "offert", "zzqx")
"""What is typed into the search over everything: companies, a person, a deal, and what is not there."""


def pages() -> dict[str, tuple[str, Address]]:
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
        "search": ("vera", lambda n: f"{reverse('web:search')}?q={TYPED[n % len(TYPED)]}"),
        "company": ("anna", lambda n: reverse("web:account", args=[accounts[n % len(accounts)]])),
    }


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


organization = Organization.objects.get(is_demo=True)
today = clock.day_in(organization.time_zone, clock.read())
if not Worth.objects.filter(organization=organization, day=today).exists():
    learn(organization=organization, now=clock.read())
    judge_organization(organization=organization, now=clock.read())  # as the night does; a new day changes the answers
found: dict[str, dict[str, float]] = {name: measure(*page, runs=RUNS) for name, page in pages().items()}
found["bare"] = {"ms": statistics.median(bare_query() for _ in range(RUNS))}
print(json.dumps(found))
