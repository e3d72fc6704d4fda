"""The pack as it stands: composed while one waits for a small team, a few minutes old for a large one."""

from __future__ import annotations

import datetime as dt

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.clock import day_in
from hederssak.org.models import Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.salesmeetings.models import PreparedPack

AT_ONCE = 100
"""Open deals of a team up to which its pack is composed while one waits: about a tenth of a second."""

AT_MOST_OLD = dt.timedelta(hours=1)
"""A prepared pack older than this is not shown, even if whoever asks has to wait: then no worker runs."""


def prepared_pack(meeting: SalesMeeting, *, now: dt.datetime) -> PreparedPack | None:
    """Return the pack that was prepared, without its contents; None where it is to be composed as of now."""
    if not is_large(meeting.team):
        return None
    prepared = PreparedPack.objects.filter(meeting=meeting).defer("contents").first()
    if prepared is None or not _is_of_today(prepared, meeting.team, now) or prepared.as_of < now - AT_MOST_OLD:
        return None
    return prepared


def is_large(team: Team) -> bool:
    """Return whether a team has more open deals than can be composed while one waits."""
    rows = Opportunity.objects.filter(organization_id=team.organization_id, state=State.OPEN, team=team)
    return len(rows.order_by("close_date", "pk").values_list("pk")[: AT_ONCE + 1]) > AT_ONCE


def _is_of_today(prepared: PreparedPack, team: Team, now: dt.datetime) -> bool:
    """Return whether it was prepared on the team's present day: a new day passes dates."""
    return day_in(team.time_zone, prepared.as_of) == day_in(team.time_zone, now)
