"""What teams have agreed on (R9): each rep's goal of a month, and the first meetings that reach it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from hederssak.org.models import Member, Team
from hederssak.targets.models import AgreedTarget


def agreed_for(team: Team, day: dt.date) -> AgreedTarget | None:
    """Return what a team has last agreed on for the month of a day."""
    rows = AgreedTarget.objects.filter(team=team, first_day__lte=day, last_day__gte=day)
    return rows.select_related("by").order_by("-at").first()


def agreed_in(teams: Sequence[Team], first_days: Sequence[dt.date], *, reps: Iterable[Member]) -> Decimal | None:
    """Return what some teams have agreed on in all for months, each known by its first day.

    A team's sum is what each rep is to reach times its reps. None where a team has left out a month: a part of
    what is agreed says nothing of the whole.
    """
    rows = AgreedTarget.objects.filter(team__in=teams, first_day__in=first_days).order_by("at")
    last = {(team, day): goal for team, day, goal in rows.values_list("team_id", "first_day", "goal")}
    wanted = [(team.pk, day) for team in teams for day in first_days]
    if not wanted or any(one not in last for one in wanted):
        return None
    count = Counter(rep.team_id for rep in reps)
    return sum((last[team, day] * count[team] for team, day in wanted), Decimal(0))
