"""Fetching pages inside an installation with one sequential client; import it after `django.setup()`."""

import statistics
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hederssak.org.models import Member

WARM = 3

Address = Callable[[int], str]
"""A page's address at the so-manieth time."""


def client_of(who: str) -> Client:
    """Return a client that is signed in as somebody of the demo company."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
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


def measure(who: str, address: Address, *, runs: int) -> dict[str, float]:
    """Return median, 95th percentile and number of queries of a page."""
    client = client_of(who)
    for number in range(WARM):
        fetch(client, address(number))
    times = sorted(fetch(client, address(number)) for number in range(runs))
    with CaptureQueriesContext(connection) as queries:
        fetch(client, address(0))
    return {"p50": statistics.median(times), "p95": times[max(0, int(runs * 0.95) - 1)], "queries": len(queries)}
