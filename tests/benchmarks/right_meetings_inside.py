"""Run inside an installation: previews a profile, saves debriefs, takes all of it back, and prints figures as JSON."""

import datetime as dt
import json
import statistics
import time
from decimal import Decimal

import django

django.setup()

from django.db import transaction  # noqa: E402 (Django has to stand first)
from django.urls import reverse  # noqa: E402

from hederssak.crm.actions.fit import CriterionDraft, preview_profile, propose_profile  # noqa: E402
from hederssak.crm.models import Account  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.meetings.models import CustomerMeeting, MeetingState  # noqa: E402
from hederssak.org.models import Member, Organization, Role  # noqa: E402
from hederssak.rules.fit import Operator  # noqa: E402
from tests.benchmarks.fetching import client_of  # noqa: E402

RUNS = 40
WARM = 3
CRITERIA = [
    *(("employees", Operator.AT_LEAST, (str(limit),)) for limit in (10, 20, 50, 100)),
    *(("employees", Operator.AT_MOST, (str(limit),)) for limit in (500, 1_000, 5_000)),
    ("revenue", Operator.AT_LEAST, ("1000000",)),
    ("country", Operator.ONE_OF, ("SE", "FI")),
    ("industry", Operator.NONE_OF, ("Bank",)),
    ("city", Operator.CONTAINS, ("a",)),
    ("relationship", Operator.NONE_OF, ("partner",)),
]


def preview(organization: Organization) -> float:
    """Return the seconds that a preview of twelve criteria over all companies takes."""
    director = Member.objects.filter(organization=organization, role=Role.DIRECTOR, left_on=None).first()
    assert director is not None
    drafts = [CriterionDraft(field=name, operator=how, values=values) for name, how, values in CRITERIA]
    profile = propose_profile(drafts, enough=Decimal("0.5"), by=director, now=clock.read())
    began = time.perf_counter()
    preview_profile(profile)
    return time.perf_counter() - began


def bare(organization: Organization) -> float:
    """Return the seconds that reading the same companies' facts takes."""
    began = time.perf_counter()
    list(Account.objects.filter(organization=organization).values_list("pk", "industry", "employees", "revenue"))
    return time.perf_counter() - began


def debriefs(organization: Organization) -> dict[str, float]:
    """Return median and 95th percentile of a debrief that is sent, in milliseconds."""
    now = clock.read()
    past = CustomerMeeting.objects.filter(
        organization=organization, owner__email="anna@nordvik.example", starts_at__lt=now, debrief=None
    ).order_by("-starts_at")[: RUNS + WARM]
    for meeting in past:
        CustomerMeeting.objects.filter(pk=meeting.pk).update(state=MeetingState.BOOKED)
    client = client_of("anna")
    said = {"took_place": "yes", "committed": "Visar statistiken", "next_step": "Besök"}
    said["next_on"] = (now.date() + dt.timedelta(days=9)).isoformat()
    times = []
    for number, meeting in enumerate(past):
        began = time.perf_counter()
        answer = client.post(reverse("meetings:debrief", args=[meeting.pk]), said)
        if answer.status_code != 302:
            raise SystemExit(f"a debrief was answered with {answer.status_code}")
        if number >= WARM:
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return {"p50": statistics.median(times), "p95": times[int(len(times) * 0.95) - 1]}


organization = Organization.objects.get(is_demo=True)
with transaction.atomic():
    found = {
        "companies": Account.objects.filter(organization=organization).count(),
        "bare": bare(organization),
        "preview": preview(organization),
        "debrief": debriefs(organization),
    }
    transaction.set_rollback(True)
print(json.dumps(found))
