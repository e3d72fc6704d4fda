"""The sales meetings of Norr: Mondays at 08:30 in Stockholm. NOW is the Wednesday of week 47."""

from __future__ import annotations

import datetime as dt

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Team
from tests.cast import STOCKHOLM

LAST = dt.datetime(2026, 11, 16, 8, 30, tzinfo=STOCKHOLM)
NEXT = dt.datetime(2026, 11, 23, 8, 30, tzinfo=STOCKHOLM)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def make_meeting(team: Team, starts_at: dt.datetime = NEXT, *, minutes: int = 60) -> SalesMeeting:
    """Make one sales meeting of a team."""
    return SalesMeeting.objects.create(organization=team.organization, team=team, starts_at=starts_at, minutes=minutes)


def make_mondays(team: Team) -> tuple[SalesMeeting, SalesMeeting]:
    """Make last Monday's and next Monday's meeting of a team."""
    return make_meeting(team, LAST), make_meeting(team, NEXT)
