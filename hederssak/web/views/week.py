"""A rep's week."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.org.models import Member
from hederssak.web.queries.days import days_of
from hederssak.web.queries.week import RepWeek, week_of
from hederssak.web.views.asked import said

STEPS = 6
BARE = 3


def week(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return what the page of a rep's week shows."""
    days = days_of(member, now=now)
    found = week_of(member, days, now=now)
    late = [step for step in found.steps if step.due_on != days.today]
    return {
        "zone": days.zone.key,
        "today": days.today,
        "week_number": days.week.number,
        "week": found,
        "waiting": len(late) + len(found.without),
        "due_today": len(found.steps) - len(late),
        "steps": found.steps[:STEPS],
        "bare": found.without[:BARE],
        "more": max(0, len(found.steps) - STEPS) + max(0, len(found.without) - BARE),
        "visits_today": sum(days.of(visit.meeting.starts_at) == days.today for visit in found.visits),
        "visits": [_visit(visit, is_today=days.of(visit.meeting.starts_at) == days.today) for visit in found.visits],
        "asked": said(found.questions, zone=days.zone, stages=found.stages),
        "is_done": _is_done(found),
    }


def _visit(visit: Any, *, is_today: bool) -> dict[str, Any]:
    return {
        "meeting": visit.meeting,
        "people": visit.people,
        "lacks": [lack.value for lack in visit.lacks],
        "is_today": is_today,
    }


def _is_done(found: RepWeek) -> bool:
    return not (found.steps or found.without or found.questions)
