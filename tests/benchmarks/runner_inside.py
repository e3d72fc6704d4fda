"""Run inside an installation: begins a meeting of a team of thirty and prints who is signed in how, as JSON."""

import datetime as dt
import json

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django has to stand first)
from django.test import Client  # noqa: E402

from hederssak.cadence.models import SalesMeeting  # noqa: E402
from hederssak.lib import clock  # noqa: E402
from hederssak.org.models import Member, Organization, Role, Team, User  # noqa: E402
from hederssak.salesmeetings.actions import begin_run, check_in  # noqa: E402

VIEWERS = 30
now = clock.read()
organization = Organization.objects.create(name="Nordvik Teknik AB", created_at=now)
team = Team.objects.create(organization=organization, name="Norr")


def member(number: int) -> Member:
    """Make a member of the team; the first leads it."""
    user = User.objects.create(email=f"{number}@example.com", name=f"Person {number}")
    role = Role.REP if number else Role.MANAGER
    return Member.objects.create(
        organization=organization, user=user, team=team, name=user.name, email=user.email, role=role
    )


def session(one: Member) -> str:
    """Sign a member in and return the cookie of the session."""
    client = Client()
    assert one.user is not None
    client.force_login(one.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


members = [member(number) for number in range(VIEWERS + 1)]
Team.objects.filter(pk=team.pk).update(manager=members[0])
meeting = SalesMeeting.objects.create(
    organization=organization, team=team, starts_at=now - dt.timedelta(minutes=1), minutes=60
)
meeting = SalesMeeting.objects.select_related("team__manager").get(pk=meeting.pk)
run = begin_run(meeting=meeting, by=members[0], now=now)
for one in members:
    check_in(meeting=meeting, member=one, by=one, now=now)
print(json.dumps({"meeting": str(meeting.pk), "run": str(run.pk), "cookies": [session(one) for one in members]}))
