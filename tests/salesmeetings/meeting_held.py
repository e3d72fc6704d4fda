"""A meeting of Norr that is held: Monday of week 48 at 08:30, an hour."""

from __future__ import annotations

import datetime as dt

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Member
from hederssak.salesmeetings.actions import begin_run
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.runs import OF_A_RUN, Standing, standing_of
from tests.cast import Cast
from tests.salesmeetings.mondays import NEXT, make_meeting

MINUTE = dt.timedelta(minutes=1)


def at(minutes: float) -> dt.datetime:
    """Return the instant so many minutes after the planned start."""
    return NEXT + minutes * MINUTE


def begun(cast: Cast, *, by: Member | None = None, minutes: float = 0, meeting: SalesMeeting | None = None) -> Run:
    """Begin the meeting of Norr, by Eva unless told."""
    return begin_run(meeting=meeting or make_meeting(cast.norr), by=by or cast.eva, now=at(minutes))


def meeting_of(run: Run) -> SalesMeeting:
    """Return the team's meeting that is held."""
    assert run.meeting is not None
    return run.meeting


def again(run: Run) -> Run:
    """Return the run as it is in the database now."""
    return Run.objects.select_related(*OF_A_RUN).get(pk=run.pk)


def standing(run: Run, minutes: float) -> Standing:
    """Return where the run stands so many minutes after the planned start."""
    return standing_of(again(run), now=at(minutes))
