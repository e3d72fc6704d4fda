"""Run inside an installation: presses outcomes of calls, one after the other, and prints the times as JSON."""

import json
import statistics
import time
import uuid
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django has to stand first)
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from hederssak.crm.models import Contact  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Member  # noqa: E402
from hederssak.prospecting.models import Added, HitEntry  # noqa: E402

PRESSES = 120
WARM = 20
OUTCOMES = ("no_answer", "gatekeeper", "no_answer", "conversation", "no_answer", "not_a_fit")
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def main() -> dict[str, Any]:
    """Fill Anna's list, press, and return p50 and p95 in ms, beside those of the bare rows."""
    anna = Member.objects.select_related("user", "organization").get(email="anna@nordvik.example")
    assert anna.user is not None
    _fill(anna)
    client = Client()
    client.force_login(anna.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    times, bare = [], []
    for number in range(WARM + PRESSES):
        entry = HitEntry.objects.filter(member=anna).on_the_list().order_by("-rests_until", "pk").first()
        assert entry is not None
        times.append(_press(client, entry, OUTCOMES[number % len(OUTCOMES)]))
        bare.append(_bare(entry))
    return {"ms": _shares(times[WARM:]), "bare": _shares(bare[WARM:])}


def _fill(anna: Member) -> None:
    """Put 160 people onto the list, whoever they are."""
    taken = HitEntry.objects.filter(organization=anna.organization, left_at=None).values("contact")
    people = Contact.objects.filter(organization=anna.organization, do_not_contact_at=None, left_on=None)
    rows = [
        HitEntry(
            organization=anna.organization,
            member=anna,
            contact=contact,
            account_id=contact.account_id,
            added=Added.FILLED,
            added_at=clock.read(),
        )
        for contact in people.exclude(pk__in=taken).order_by("pk")[:160]
    ]
    HitEntry.objects.bulk_create(rows)


def _press(client: Client, entry: HitEntry, outcome: str) -> float:
    body = {"key": str(uuid.uuid4()), "entry": str(entry.pk), "outcome": outcome, "note": "Vill se siffror"}
    began = time.perf_counter()
    answer = client.post(reverse("prospecting:outcomes"), body, headers={"X-Requested-With": "fetch"})
    milliseconds = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"an outcome answered {answer.status_code}")
    return milliseconds


def _bare(entry: HitEntry) -> float:
    """Return how long one row changed in one transaction takes, and the list read as rows."""
    began = time.perf_counter()
    with transaction.atomic():
        HitEntry.objects.filter(pk=entry.pk).update(note="bare")
    list(HitEntry.objects.filter(member_id=entry.member_id, left_at=None).values_list("pk", "contact__name"))
    return (time.perf_counter() - began) * 1000


def _shares(times: list[float]) -> dict[str, float]:
    return {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}


if __name__ == "__main__":
    print(json.dumps(main()))
    connection.close()
