"""Run inside an installation: measures conflicts and a turn, prints the times as JSON, and takes all back."""

import datetime as dt
import json
import random
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 (Django has to stand first)
from django.test.utils import override_settings  # noqa: E402

from hederssak.calendars.actions import connect  # noqa: E402
from hederssak.calendars.actions.turns import take_turn  # noqa: E402
from hederssak.calendars.models import BusyTime, Connection, Service  # noqa: E402
from hederssak.calendars.queries.busy import Slot, conflicts  # noqa: E402
from hederssak.lib import bulk, clock  # noqa: E402
from hederssak.lib.rows import fresh  # noqa: E402
from hederssak.org.models import Member, Organization, Team  # noqa: E402
from tests.calendars.fake_google import FakeGoogle  # noqa: E402
from tests.calendars.fake_service import CLIENT_ID, CLIENT_SECRET  # noqa: E402
from tests.calendars.serving import served  # noqa: E402

MEMBERS, WEEKS, EVENTS, HELD, CHANGED = 100, 12, 50_000, 5_000, 10
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
now = clock.read().replace(minute=0, second=0, microsecond=0)
dice = random.Random(1)


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def team() -> list[Member]:
    """Make a team in an organization of its own."""
    organization = Organization.objects.create(name="Bench", created_at=now)
    team = Team.objects.create(organization=organization, name="Bench")
    rows = [Member(organization=organization, team=team, name=f"Member {number}") for number in range(MEMBERS)]
    return Member.objects.bulk_create(rows)


def calendar_of(member: Member) -> Connection:
    """Connect a calendar."""
    return connect(service=Service.CALDAV, address="https://x.example/", secret={}, by=member, now=now)


def measure_conflicts(members: list[Member]) -> dict[str, float]:
    """Hold three blocks a week of each member against everybody's events."""
    rows = []
    for member in members:
        calendar = calendar_of(member)
        for number in range(EVENTS // MEMBERS):
            start = now + dice.randrange(WEEKS * 7 * 24) * HOUR
            given = {"href": str(number), "uid": str(number), "starts_at": start, "ends_at": start + HOUR}
            own = {"organization_id": member.organization_id, "connection": calendar, "member": member}
            rows.append(fresh(BusyTime, **own, **given))
    bulk.insert(rows)
    slots = [
        Slot((member.pk, week, day), member.pk, start, start + 2 * HOUR)
        for member in members
        for week in range(WEEKS)
        for day in (1, 2, 3)
        for start in [now + (week * 7 + day) * DAY]
    ]

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT member_id, starts_at, ends_at, all_day, uid FROM calendars_busytime")
            cursor.fetchall()

    times = sorted(seconds(lambda: conflicts(slots, members=members)) for _ in range(3))
    return {"conflicts": times[1], "bare": seconds(bare), "slots": len(slots), "events": len(rows)}


def measure_turn(member: Member) -> dict[str, float]:
    """Read a calendar as a whole, change a few events, and read it again."""
    fake = FakeGoogle(page=250)
    for number in range(HELD):
        fake.put(f"event{number}", now + (number % 2000) * HOUR)
    secret = {"refresh_token": fake.refresh, "access_token": "access-0", "good_until": (now + DAY).isoformat()}
    row = connect(service=Service.GOOGLE, address="primary", secret=secret, by=member, now=now)
    touched = 0

    def turn() -> None:
        nonlocal touched
        Connection.objects.filter(pk=row.pk).update(due_at=now)
        touched = take_turn(row.pk, now=now)

    with served(fake) as base:
        app = {"client_id": CLIENT_ID, "secret": CLIENT_SECRET, "token": f"{base}token", "api": f"{base}calendar/v3"}
        allowed = frozenset({"127.0.0.1"})
        with override_settings(CALENDAR_APPS={"google": app}, ALLOW_PRIVATE_HOSTS=allowed):
            whole = seconds(turn)
            for number in range(CHANGED):
                fake.put(f"event{number}", now + number * DAY + HOUR / 2)
            again = seconds(turn)
    return {"whole": whole, "turn": again, "touched": touched, "held": HELD}


with transaction.atomic():
    members = team()
    print(json.dumps(measure_conflicts(members) | measure_turn(members[0])))
    transaction.set_rollback(True)
