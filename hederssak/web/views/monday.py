"""A manager's Monday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.coaching.views.panels import team_panels
from hederssak.goals.queries.home import goal_talks
from hederssak.honesty import texts as honesty_texts
from hederssak.lib import charts, formats
from hederssak.org.access import leads
from hederssak.org.models import Member
from hederssak.org.queries.people import teams_read
from hederssak.prospecting.queries.board import board_of
from hederssak.prospecting.queries.people import TeamDay, team_day
from hederssak.prospecting.views.boarding import board_context
from hederssak.rules.erosion import State
from hederssak.rules.honesty.codes import Code
from hederssak.salesmeetings.queries.promises_at_home import promises_at_home
from hederssak.web.queries.days import days_of
from hederssak.web.queries.monday import TeamStand, monday_of, weeks_between
from hederssak.web.views.asked import said

TALKS = 5
SERIES = 4


def monday(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return what the page of a manager's Monday shows."""
    days = days_of(member, now=now)
    teams = [team_day(team, now=now) for team in teams_read(member)]
    led = [one.team for one in teams]
    found = monday_of(member, days, teams=led, people=[rep for one in teams for rep in one.reps], now=now)
    return {
        "zone": days.zone.key,
        "today": days.today,
        "week_number": days.week.number,
        "found": found,
        "stands": found.stands,
        "talks": found.talks[:TALKS],
        "more_talks": max(0, len(found.talks) - TALKS),
        "asked": said(found.exceptions, zone=days.zone, stages=found.stages),
        "hours": [told for one in teams if (told := _hours(one, member, now=now))],
        "promises": promises_at_home(member, now=now, led=led),
        "goal_talks": goal_talks(member, days.today),
        "coaching": team_panels(teams, now=now),
        "trend": trend_chart(found.stands),
        "kinds": kinds_chart(found.kinds, deals=sum(stand.worth.asked_count for stand in found.stands)),
    }


def _hours(on: TeamDay, member: Member, *, now: dt.datetime) -> dict[str, Any] | None:
    """Return what the board says of a team's booking hours; None where it has none behind it."""
    if not leads(member, on.team):
        return None
    board = board_of(on.team, viewer=member, now=now, on=on)
    waits = board.promise is not None and board.promise.waits_for(member)
    if board.facts.state == State.NONE and not waits:
        return None
    return {"team": on.team, **board_context(board, viewer=member)}


def trend_chart(stands: Sequence[TeamStand]) -> charts.Drawing | None:
    """Return how many deals had a question at the end of each week; None before there are two weeks to compare."""
    drawn = [stand for stand in stands if len(stand.weeks) > 1][:SERIES]
    if not drawn:
        return None
    first = sum(stand.weeks[0].asked_count for stand in drawn)
    last = sum(stand.worth.asked_count for stand in drawn)
    weeks = max(weeks_between(stand.weeks[0], stand.worth) for stand in drawn)
    return charts.draw(
        charts.Lines(
            title=_trend(first, last, weeks),
            series=[
                charts.Series(
                    stand.team.name,
                    [(float(worth.day.toordinal()), float(worth.asked_count)) for worth in stand.weeks if worth.day],
                    tone="accent" if place == 0 else "ink",
                    dashed=place > 1,
                )
                for place, stand in enumerate(drawn)
            ],
            x=charts.Axis(name=_("Week"), say=_say_week),
            y=charts.Axis(name=_("Deals with a question"), say=formats.number, include=(0,)),
        )
    )


def _trend(first: int, last: int, weeks: int) -> str:
    figures = {"first": formats.number(first), "last": formats.number(last), "weeks": formats.spelled(weeks)}
    if last < first:
        said_ = ngettext(
            "The questions have gone from %(first)s down to %(last)s in a week",
            "The questions have gone from %(first)s down to %(last)s in %(weeks)s weeks",
            weeks,
        )
    elif last > first:
        said_ = ngettext(
            "The questions have gone from %(first)s up to %(last)s in a week",
            "The questions have gone from %(first)s up to %(last)s in %(weeks)s weeks",
            weeks,
        )
    else:
        said_ = ngettext(
            "The questions are %(last)s, as a week ago", "The questions are %(last)s, as %(weeks)s weeks ago", weeks
        )
    return said_ % figures


def kinds_chart(kinds: Sequence[tuple[Code, int]], *, deals: int) -> charts.Drawing | None:
    """Return which questions are the commonest among so many deals with one; None where nothing is asked."""
    if not kinds:
        return None
    code, count = kinds[0]
    title = ngettext(
        "The commonest question: %(what)s, at one deal of %(all)s",
        "The commonest question: %(what)s, at %(count)s deals of %(all)s",
        count,
    )
    figures = {"what": honesty_texts.label(code), "count": formats.number(count), "all": formats.number(deals)}
    return charts.draw(
        charts.Bars(
            title=title % figures,
            bars=[
                charts.Bar(honesty_texts.label(one), n, tone="look" if place == 0 else "faint")
                for place, (one, n) in enumerate(kinds)
            ],
            y=charts.Axis(name=_("Deals"), say=formats.number),
        )
    )


def _say_week(ordinal: float) -> str:
    return formats.week(dt.date.fromordinal(int(ordinal)).isocalendar().week)
