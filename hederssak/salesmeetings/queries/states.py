"""How far a team's meeting is: ahead, held just now, held, or past without anybody having begun it here."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from hederssak.cadence.models import SalesMeeting
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.overview import UNDER_WAY


class Held(StrEnum):
    """Where a meeting stands."""

    COMING = "coming"
    ON = "on"
    HELD = "held"
    NOT_RUN = "not_run"


def state_of(meeting: SalesMeeting, *, now: dt.datetime) -> Held:
    """Return how far a meeting is; one that nobody begins is awaited for as long as the pages await it."""
    run = run_beside(meeting)
    if run is not None:
        return Held.ON if run.ended_at is None else Held.HELD
    return Held.COMING if meeting.starts_at > now - UNDER_WAY else Held.NOT_RUN


def run_beside(meeting: SalesMeeting) -> Run | None:
    """Return the run of a meeting that was read together with it; None while nobody has begun it."""
    return getattr(meeting, "run", None)
