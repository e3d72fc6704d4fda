"""Loading the large organization: written in bulk, and then held to what `hederssak check` holds everything to."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from django.db import connection

from hederssak.demo.large.company import found_large
from hederssak.demo.large.lives import live
from hederssak.demo.large.rows import Rows
from hederssak.history.models import SnapshotReason
from hederssak.honesty.actions import judge_organization, learn
from hederssak.org.models import Organization
from hederssak.pipeline.actions import snapshot_pipeline

OPPORTUNITIES = 100_000
ACCOUNTS = 20_000
REPS, TEAMS = 100, 10
BATCH = 2_500


def load_large(
    *,
    now: dt.datetime,
    seed: int,
    opportunities: int = OPPORTUNITIES,
    accounts: int = ACCOUNTS,
    say: Callable[[str], None] = lambda _line: None,
) -> Organization:
    """Make the large organization: 30 of 100 opportunities are open, each has about ten rows of history."""
    rng = random.Random(seed)
    say("People and companies ...")
    large = found_large(now=now, teams=TEAMS, reps=REPS, accounts=accounts, rng=rng)
    rows = Rows(large.organization.pk)
    for begin in range(0, opportunities, BATCH):
        for number in range(begin, min(begin + BATCH, opportunities)):
            live(large, rows, rng, number)
        rows.write()
        say(f"{min(begin + BATCH, opportunities):,} opportunities")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say("Learning what is usual, asking about what is open ...")
    learn(organization=large.organization, now=now)
    judge_organization(organization=large.organization, now=now)
    snapshot_pipeline(organization=large.organization, now=now, reason=SnapshotReason.NIGHT)
    return large.organization
