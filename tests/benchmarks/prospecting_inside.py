"""Run inside an installation: makes booking hours for 100 members, prints times as JSON, and takes all back."""

import datetime as dt
import json
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 (Django has to stand first)
from django.urls import reverse  # noqa: E402

from hederssak.lib import bulk  # noqa: E402
from hederssak.meetings.models import CustomerMeeting  # noqa: E402
from hederssak.org.models import Member, Organization, Team  # noqa: E402
from hederssak.prospecting.actions import make_blocks  # noqa: E402
from hederssak.prospecting.models import Block, BlockRule  # noqa: E402
from hederssak.prospecting.queries.blocks import conflicts_of  # noqa: E402
from hederssak.prospecting.queries.paying import offers_for  # noqa: E402
from hederssak.rules.blocks import Slot  # noqa: E402

MEMBERS, WEEKS, EVENTS = 100, 52, 50_000
NOW = dt.datetime(2026, 11, 18, 8, tzinfo=dt.UTC)
OVERLAPS = """
    SELECT count(*) FROM prospecting_block block JOIN meetings_customermeeting visit
    ON visit.organization_id = block.organization_id AND visit.owner_id = block.member_id
    AND visit.starts_at < block.ends_at AND visit.ends_at > block.starts_at
    WHERE block.organization_id = %s
"""


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def company() -> tuple[Organization, list[Member]]:
    """Make an organization of ten teams that book on two days a week."""
    organization = Organization.objects.create(name="Bench", created_at=NOW)
    teams = [Team.objects.create(organization=organization, name=f"Team {number}") for number in range(10)]
    members = [
        Member(organization=organization, team=teams[number % 10], name=f"Rep {number}") for number in range(MEMBERS)
    ]
    Member.objects.bulk_create(members)
    BlockRule.objects.bulk_create(
        BlockRule(organization=organization, team=team, weekday=day, starts=dt.time(9), valid_from=NOW.date())
        for team in teams
        for day in (1, 3)
    )
    return organization, members


def book(organization: Organization, members: list[Member]) -> None:
    """Book the events, spread over twelve weeks."""
    bulk.insert(
        [
            CustomerMeeting(
                organization=organization,
                owner=members[number % MEMBERS],
                title="Besök",
                starts_at=NOW + dt.timedelta(minutes=number * 2.4),
                ends_at=NOW + dt.timedelta(minutes=number * 2.4 + 60),
                logged_at=NOW,
            )
            for number in range(EVENTS)
        ]
    )


def overlaps(organization: Organization) -> None:
    """Count the overlaps in plain SQL."""
    key = organization.pk.hex if connection.vendor == "sqlite" else organization.pk
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS, [key])
        cursor.fetchall()


with transaction.atomic():
    reverse("prospecting:mine")  # the addresses are read once in the life of a process
    firm, reps = company()
    making = seconds(lambda: make_blocks(organization=firm, now=NOW, members=reps, weeks=WEEKS))
    again = seconds(lambda: make_blocks(organization=firm, now=NOW, members=reps, weeks=WEEKS))
    rows = list(Block.objects.filter(organization=firm))
    inner = transaction.savepoint()
    Block.objects.filter(organization=firm).delete()
    bare_rows = seconds(lambda: bulk.insert(rows))
    transaction.savepoint_rollback(inner)
    book(firm, reps)
    ahead = Slot(NOW, NOW + dt.timedelta(weeks=12))
    lying_over = seconds(lambda: conflicts_of(reps, ahead))
    bare_overlaps = seconds(lambda: overlaps(firm))
    CustomerMeeting.objects.filter(organization=firm).delete()
    hour = Block.objects.select_related("member__team", "member__organization").filter(member=reps[0])[3]
    offering = seconds(lambda: offers_for(hour, now=NOW))
    transaction.set_rollback(True)

print(
    json.dumps(
        {
            "blocks": len(rows),
            "events": EVENTS,
            "making": making,
            "again": again,
            "bare_rows": bare_rows,
            "conflicts": lying_over,
            "bare_overlaps": bare_overlaps,
            "offers": offering * 1000,
        }
    )
)
