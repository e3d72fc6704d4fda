"""How a team's meetings go, over the last twelve."""

from __future__ import annotations

import datetime as dt
from statistics import mean

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.lib import charts, clock, formats
from hederssak.org.middleware import MemberRequest
from hederssak.rules.meeting_course import ON_TIME, Course
from hederssak.salesmeetings import texts as said
from hederssak.salesmeetings.queries.how_they_go import HowTheyGo, how_they_go
from hederssak.salesmeetings.texts import how_they_go as texts
from hederssak.salesmeetings.views.team_promises import team_asked_for
from hederssak.targets.queries.cost_norms import may_set_norms


@require_safe
def how(request: MemberRequest) -> HttpResponse:
    """Show how a team's meetings go."""
    teams, team = team_asked_for(request)
    found = how_they_go(team, now=clock.read())
    pulses = [row.pulse.energy for row in found.rows if row.pulse]
    context = {
        "nav_at": "salesmeetings",
        "team": team,
        "teams": teams,
        "found": found,
        "sentence": texts.sentence(team.name, found.course) if found.course else "",
        "basis": texts.basis(found.course) if found.course else "",
        "pulse": mean(pulses) if pulses else None,
        "pulses": len(pulses),
        "shares": _shares(found.course) if found.course and found.course.shares else None,
        "clock": _clock(found, found.course) if found.course and len(found.rows) > 1 else None,
        "may_set_norms": may_set_norms(request.member),
    }
    return render(request, "salesmeetings/how_they_go.html", context)


def _shares(course: Course) -> charts.Drawing:
    """Return what the time goes to, beside what was meant."""
    return charts.draw(
        charts.Bars(
            title=texts.shares(course),
            note=_("The line across is what was planned."),
            bars=[
                charts.Bar(
                    said.item(item),
                    share * 100,
                    tone="look" if item == "cases" and course.cases_are_short else "accent",
                    before=course.planned.get(item, 0.0) * 100,
                )
                for item, share in course.shares.items()
            ],
            y=charts.Axis(name=_("Share of the time"), say=lambda value: formats.percent(value / 100)),
        )
    )


def _clock(found: HowTheyGo, course: Course) -> charts.Drawing:
    """Return how late each began and how far over it ended."""
    zone = found.team.time_zone
    rows = [(clock.day_in(zone, row.meeting.starts_at), row.held) for row in reversed(found.rows)]
    late = sum(round(held.late) > ON_TIME for _day, held in rows)
    return charts.draw(
        charts.Lines(
            title=texts.clock(course, late),
            series=[
                charts.Series(
                    _("Over"),
                    [(float(day.toordinal()), round(held.over, 1)) for day, held in rows if held.over is not None],
                ),
                charts.Series(
                    _("Late"), [(float(day.toordinal()), round(held.late, 1)) for day, held in rows], tone="ink"
                ),
            ],
            x=charts.Axis(name=_("Meeting"), say=lambda at: formats.day(dt.date.fromordinal(round(at)))),
            y=charts.Axis(name=_("Minutes"), say=formats.number, include=(0,)),
        )
    )
