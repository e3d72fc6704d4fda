"""Who was followed when, as weeks by people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.coaching.models import RideAlong
from hederssak.coaching.queries.team import Coached
from hederssak.lib import charts, formats
from hederssak.lib.charts.grid import Grid, Row, Shape
from hederssak.rules.coaching import Facts, Group, Turn, due_on, weeks_since
from hederssak.rules.weeks import Week

BACK, AHEAD = 20, 4


def timeline(found: Coached) -> charts.Drawing | None:
    """Return the team by weeks: followed, planned, where the pace ran out, and where it will; None without anybody."""
    if not found.facts or not any(found.rides.values()):
        return None
    now = Week.of(found.today)
    weeks = [now.plus(n) for n in range(-BACK, AHEAD + 1)]
    by_name = sorted(found.turns, key=lambda turn: (turn.facts.name, turn.facts.key))
    return charts.draw(
        Grid(
            title=_title(found),
            columns=[_column(week, now) for week in weeks],
            rows=[_row(turn, found, weeks) for turn in by_name],
            words={
                "kept": _("followed"),
                "swapped": _("planned"),
                "owed": _("the pace ran out"),
                "ahead": _("due by then"),
                "away": _("nobody works"),
            },
            name=_("Who"),
        )
    )


def _title(found: Coached) -> str:
    kept = found.kept
    if kept.is_whole:
        said = ngettext(
            "Everybody has been followed in the last week", "Everybody has been followed in %(weeks)s weeks", found.pace
        )
        return said % {"weeks": formats.number(found.pace)}
    left = kept.due - kept.followed
    said = ngettext("One has waited longer than %(pace)s weeks", "%(n)s have waited longer than %(pace)s weeks", left)
    return said % {"n": formats.spelled(left).capitalize(), "pace": formats.spelled(found.pace)}


def _column(week: Week, now: Week) -> str:
    return _("now") if week == now else str(week.number)


def _row(turn: Turn, found: Coached, weeks: Sequence[Week]) -> Row:
    member = found.people[turn.facts.key]
    marks = _marks(turn.facts, found.rides.get(member.pk, ()), found)
    cells: list[list[Shape]] = []
    for week in weeks:
        works = turn.facts.calendar.working_days(week.monday, week.sunday)
        cells.append(marks.get(week) or ([] if works else ["away"]))
    return Row(member.name, cells, note=_note(turn))


def _note(turn: Turn) -> str:
    if turn.group == Group.AWAY:
        return _("away")
    if turn.weeks is None:
        return _("not yet")
    weeks = int(turn.weeks)
    if not weeks:
        return _("in the last week")
    return ngettext("a week ago", "%(n)s weeks ago", weeks) % {"n": formats.number(weeks)}


def _marks(facts: Facts, rides: Sequence[RideAlong], found: Coached) -> dict[Week, list[Shape]]:
    """Return what stands in which week; a week in which the pace ran out has its own sign until somebody came."""
    marks: dict[Week, list[Shape]] = {}
    followed = sorted(facts.followed)
    for day, following in pairwise([*followed, None]):
        assert day is not None  # noqa: S101 (only the last is none)
        waited = weeks_since(day, facts.calendar, following or found.today) or 0
        if following is not None and waited <= found.pace:
            continue
        ends = due_on(day, facts.calendar, found.pace)
        late = waited > found.pace
        marks.setdefault(Week.of(ends), []).append("owed" if late else "ahead")
    for ride in rides:
        if ride.is_done or (ride.planned_at and _is_ahead(ride.on_day, found.today)):
            marks[Week.of(ride.on_day)] = ["kept" if ride.is_done else "swapped"]
    return marks


def _is_ahead(day: dt.date, today: dt.date) -> bool:
    return day >= today
