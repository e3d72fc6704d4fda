"""Promises on the pages one comes to first: the own ones that are open; for who leads a team, what waits for a word."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from hederssak.lib.clock import day_in
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Team
from hederssak.rules.promises import Rate, State
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.promises import FRESH, Line, lines_of, open_promises_of, rates_in, whole

MOST = 5


@dataclass(frozen=True)
class OfTeam:
    """A team's promises as its manager's first page tells them: the rates, and by name what waits."""

    team: Team
    rate: Rate
    own: Rate
    waiting: list[Line]
    more: int = 0


@dataclass(frozen=True)
class AtHome:
    """What the first page shows of promises."""

    today: dt.date
    own: list[Line]
    more: int = 0
    teams: list[OfTeam] = field(default_factory=list)


def promises_at_home(member: Member, *, now: dt.datetime, led: Sequence[Team] = ()) -> AtHome:
    """Return a member's own open promises, and what waits in the teams that they lead."""
    own = open_promises_of(member, now=now)
    zone = member.team.time_zone if member.team else member.organization.time_zone
    return AtHome(
        today=day_in(zone, now),
        own=own[:MOST],
        more=max(0, len(own) - MOST),
        teams=[of_team for team in led if (of_team := _of_team(team, member, now=now))],
    )


@prepared
def _waiting(
    organization: uuid.UUID, team: uuid.UUID, reader: uuid.UUID, today: dt.date, fresh_since: dt.datetime
) -> QuerySet[MeetingPromise]:
    """Return what others of a team owe or have lately broken, with nothing in its place."""
    owed = Q(state=State.OPEN, due__lt=today)
    broken = Q(state=State.BROKEN, settled_at__gt=fresh_since, given_again__isnull=True, laid_aside_at=None)
    rows = MeetingPromise.objects.filter(owed | broken, organization_id=organization, team=team)
    return rows.exclude(owner=reader).select_related("owner", "team", "given_again").order_by("due", "pk")


def _of_team(team: Team, reader: Member, *, now: dt.datetime) -> OfTeam | None:
    """Return what a team's manager reads; None for one that has promised nothing whose day has come."""
    rates = rates_in(team, now=now)
    rate = whole(rates.values())
    if not rate.due:
        return None
    today = day_in(team.time_zone, now)
    waiting = lines_of(_waiting(team.organization_id, team.pk, reader.pk, today, now - FRESH), reader=reader, now=now)
    return OfTeam(team, rate, rates.get(reader.pk, Rate()), waiting[:MOST], more=max(0, len(waiting) - MOST))
