"""A rep's week."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from hederssak.calendars.views.panels import waiting
from hederssak.coaching.views.panels import own_panel
from hederssak.goals.queries.home import home_goals
from hederssak.lib import formats
from hederssak.lib.addresses import address_of
from hederssak.org.models import Member
from hederssak.prospecting.views.strip import strip
from hederssak.salesmeetings.queries.promises_at_home import promises_at_home
from hederssak.web.queries.days import Days, days_of
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
        "visits": [_visit(visit, days) for visit in found.visits],
        "strip": strip(member, now=now),
        "calendars": waiting(member),
        "goals": home_goals(member, days.today),
        "promises": promises_at_home(member, now=now),
        "coaching": own_panel(member),
        "asked": said(found.questions, zone=days.zone, stages=found.stages),
    }


def _visit(visit: Visit, days: Days) -> dict[str, Any]:
    """Return a row of the list as it is written: they are up to thirty, and a template takes its time with each."""
    meeting = visit.meeting
    starts_at = meeting.starts_at.astimezone(days.zone)
    return {
        "url": address_of("meetings:meeting", meeting.pk),
        "who": meeting.company or meeting.title,
        "what": meeting.title if meeting.company is not None or meeting.deal else "",
        "people": ", ".join(visit.people),
        "deal": meeting.deal,
        "lacks": [lack.value for lack in visit.lacks],
        "day": _("today") if starts_at.date() == days.today else formats.day(starts_at),
        "clock": formats.clock(starts_at),
    }
