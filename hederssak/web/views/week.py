"""A rep's week."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.calendars.views.panels import waiting
from hederssak.coaching.views.panels import own_panel
from hederssak.goals.queries.home import home_goals
from hederssak.org.models import Member
from hederssak.prospecting.views.strip import strip
from hederssak.salesmeetings.queries.promises_at_home import promises_at_home
from hederssak.web.queries.days import days_of
from hederssak.web.queries.week import Visit, week_of
from hederssak.web.views.asked import said


def week(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return what the page of a rep's week shows."""
    days = days_of(member, now=now)
    found = week_of(member, days, now=now)
    return {
        "zone": days.zone.key,
        "today": days.today,
        "week_number": days.week.number,
        "week": found,
        "waiting": found.steps.late + found.steps.missing,
        "due_today": found.steps.today,
        "steps": found.steps.due,
        "bare": found.steps.bare,
        "more": found.steps.more,
        "visits_today": sum(days.of(visit.meeting.starts_at) == days.today for visit in found.visits),
        "visits": [_visit(visit, is_today=days.of(visit.meeting.starts_at) == days.today) for visit in found.visits],
        "strip": strip(member, now=now),
        "calendars": waiting(member),
        "goals": home_goals(member, days.today),
        "promises": promises_at_home(member, now=now),
        "coaching": own_panel(member),
        "asked": said(found.questions, zone=days.zone, stages=found.stages),
    }


def _visit(visit: Visit, *, is_today: bool) -> dict[str, Any]:
    return {
        "meeting": visit.meeting,
        "people": visit.people,
        "lacks": [lack.value for lack in visit.lacks],
        "is_today": is_today,
    }
