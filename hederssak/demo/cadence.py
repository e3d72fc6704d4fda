"""The demo company's longer meetings: a month and a quarter end with one, each with its own charter and agenda."""

from __future__ import annotations

import datetime as dt

from hederssak.cadence.actions import set_rhythm
from hederssak.cadence.queries import weekly_rhythm
from hederssak.demo.founding import House
from hederssak.lib.clock import day_in
from hederssak.org.models import Team
from hederssak.rules.cadence import MINUTES, Kind, Pattern


def hold_longer_meetings(house: House, *, now: dt.datetime) -> None:
    """Let each team meet on the first of its weekdays in a month, and in the second week of a quarter."""
    for name in sorted(house.teams):
        team = Team.objects.select_related("manager__organization", "organization").get(pk=house.teams[name].pk)
        weekly = weekly_rhythm(team)
        if weekly is None or team.manager is None:
            continue
        for pattern in (
            Pattern(Kind.MONTHLY, weekly.weekday),
            Pattern(Kind.QUARTERLY, weekly.weekday, nth=2),
        ):
            set_rhythm(
                team=team,
                pattern=pattern,
                starts=weekly.starts,
                minutes=MINUTES[pattern.kind],
                by=team.manager,
                today=day_in(team.time_zone, now),
                now=now,
            )
