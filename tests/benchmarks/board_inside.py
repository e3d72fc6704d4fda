"""Run inside an installation: gives the large organization a year of booking hours and fetches the manager's board.

Prints times and query counts as JSON.
"""

import datetime as dt
import json
import random

import django

django.setup()

from hederssak.lib import bulk, clock  # noqa: E402 (Django has to stand first)
from hederssak.lib.rows import fresh  # noqa: E402
from hederssak.org.models import Member, Organization, Role, Team  # noqa: E402
from hederssak.prospecting.actions.outlook import work_out  # noqa: E402
from hederssak.prospecting.actions.promises import write_promise  # noqa: E402
from hederssak.prospecting.models import Block, BlockState  # noqa: E402
from hederssak.prospecting.queries.promises import promise_on  # noqa: E402
from hederssak.rules.promise import Terms  # noqa: E402
from tests.benchmarks.fetching import measure  # noqa: E402

WEEKS = 52
BROKEN = 0.06
RUNS = 40


def hours(organization: Organization, now: dt.datetime) -> list[Block]:
    """Return two booking hours a week of every rep for a year, some of them broken; none ahead."""
    rng = random.Random(3)
    monday = now.date() - dt.timedelta(days=now.weekday())
    made = []
    for member in Member.objects.filter(organization=organization, role=Role.REP, team__isnull=False).order_by("pk"):
        for week in range(1, WEEKS):
            for weekday in (1, 3):
                day = monday - dt.timedelta(weeks=week) + dt.timedelta(days=weekday)
                start = dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC)
                made.append(
                    fresh(
                        Block,
                        organization=organization,
                        member=member,
                        starts_at=start,
                        ends_at=start + dt.timedelta(hours=2),
                        state=BlockState.MISSED if rng.random() < BROKEN else BlockState.HELD,
                        settled_at=start + dt.timedelta(hours=2),
                    )
                )
    return made


def main() -> None:
    """Make the hours where there are none yet, and measure."""
    now = clock.read()
    organization = Organization.objects.get(is_demo=True)
    if not Block.objects.filter(organization=organization).exists():
        bulk.insert(hours(organization, now))
    team = Team.objects.select_related("manager", "organization").get(organization=organization, name="Norr")
    if team.manager and promise_on(team, now.date()) is None:
        terms = Terms(2, 5, 7)
        write_promise(team, terms, exceptions="–", follow_every=2, first_day=now.date(), by=team.manager, now=now)
    work_out(organization=organization, now=now)
    print(
        json.dumps(
            {
                "manager's board": measure("eva", lambda _: "/prospecting/board/", runs=RUNS),
                "director's board": measure("vera", lambda _: "/prospecting/board/", runs=RUNS),
                "blocks": Block.objects.filter(organization=organization).count(),
            }
        )
    )


main()
