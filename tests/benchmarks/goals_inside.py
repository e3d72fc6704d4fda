"""Run inside an installation: the board of a team of a hundred, and a slider's chances, as JSON on the last line."""

import json
import statistics
import time
from decimal import Decimal
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django has to stand first)
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from hederssak.goals.actions import GoalDraft, OwnGoal, set_goals  # noqa: E402
from hederssak.goals.actions.trends import judge_trends  # noqa: E402
from hederssak.goals.models import GoalSpan  # noqa: E402
from hederssak.goals.queries.ledgers import ledger_of, period_of  # noqa: E402
from hederssak.goals.queries.own import slider_of  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Member, Role  # noqa: E402
from hederssak.rules.goals.periods import Unit  # noqa: E402

RUNS = 40
WARM = 3
REPS = 100
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def board() -> dict[str, Any]:
    """Return what the board of a hundred reps costs; whoever is missing is made and taken away again."""
    manager = Member.objects.select_related("user").get(email="eva@nordvik.example")
    team = manager.managed_teams.select_related("organization").get()
    now = clock.read()
    with transaction.atomic():
        here = Member.objects.filter(team=team, role=Role.REP, left_on=None)
        made = [
            Member(organization=team.organization, team=team, name=f"Rep {n:03}", role=Role.REP)
            for n in range(REPS - here.count())
        ]
        Member.objects.bulk_create(made)
        reps = list(here.select_related("team__manager", "organization"))
        for span, amount in ((GoalSpan.MONTH, 200_000), (GoalSpan.WEEK, 50_000)):
            draft = GoalDraft(span=span, day=clock.day_in(team.time_zone, now), amount=Decimal(amount))
            set_goals([OwnGoal(member=rep, draft=draft) for rep in reps], now=now)
        judge_trends(organization=team.organization, now=now)
        found = fetched(manager)
        transaction.set_rollback(True)
    return found


def fetched(manager: Member) -> dict[str, Any]:
    """Return median and 95th percentile of the board with its whole HTML, and its queries."""
    client = Client()
    assert manager.user is not None
    client.force_login(manager.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    times = []
    for number in range(WARM + RUNS):
        began = time.perf_counter()
        answer = client.get(reverse("goals:index"))
        if answer.status_code != 200 or answer.content.count(b"data-go ") < REPS:
            raise SystemExit(f"the board answered {answer.status_code} without a hundred reps")
        if number >= WARM:
            times.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("goals:index"))
    times.sort()
    return {"p50": statistics.median(times), "p95": times[int(RUNS * 0.95) - 1], "queries": len(queries)}


def slider() -> dict[str, float]:
    """Return what the chances of a month's slider cost, and what one of them does."""
    rep = Member.objects.select_related("team", "organization").get(email="anna@nordvik.example")
    ledger = ledger_of(rep, now=clock.read())
    standing = ledger.standing(Unit.MARGIN, period_of("month", ledger.today), Decimal(200_000))
    whole, one = [], []
    for _ in range(RUNS):
        began = time.perf_counter()
        slider_of(ledger, GoalSpan.MONTH, standing, Decimal(200_000))
        whole.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        standing.chance(Decimal(200_000))
        one.append((time.perf_counter() - began) * 1000)
    return {"whole": statistics.median(whole), "one": statistics.median(one)}


print(json.dumps({"board": board(), "slider": slider()}))
