"""The way into a meeting, on the pages where one looks for it: begin it, drive it, or say that one is there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Member
from hederssak.salesmeetings import actions
from hederssak.salesmeetings.queries.driving import may_begin, may_drive
from hederssak.salesmeetings.queries.runs import run_of


def doors_of(member: Member, meeting: SalesMeeting, *, now: dt.datetime) -> dict[str, Any]:
    """Return which ways into a meeting stand open for the member."""
    run = run_of(meeting)
    is_on = run is not None and run.ended_at is None
    return {
        "may_begin": run is None and may_begin(member, meeting, now=now),
        "may_drive": run is not None and is_on and may_drive(member, run),
        "may_come": actions.is_open(meeting, run, now=now),
        "is_on": is_on,
    }
