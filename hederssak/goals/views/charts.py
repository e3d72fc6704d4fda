"""A month as a line against its goal, in steps."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate

from django.utils.translation import gettext as _

from hederssak.goals import texts
from hederssak.goals.queries.own import OwnGoals
from hederssak.lib import charts, formats
from hederssak.rules.weeks import Week


def month_chart(found: OwnGoals, currency: str) -> charts.Drawing | None:
    """Return what the month has brought day by day, against its goal; None while there is no goal."""
    aim, ledger = found.month, found.ledger
    if aim.goal is None:
        return None
    days = [aim.period.first + dt.timedelta(days=n) for n in range((ledger.today - aim.period.first).days + 1)]
    amounts = [ledger.days[aim.unit].get(day, 0) for day in days]
    points = [(float(day.toordinal()), float(sum_)) for day, sum_ in zip(days, accumulate(amounts), strict=True)]
    start = (float(aim.period.first.toordinal()), 0.0)

    def say(value: float) -> str:
        return formats.short_money(formats.whole(value), currency) if aim.unit.is_money else formats.number(value)

    mondays = [day for n in range(31) if (day := aim.period.first + dt.timedelta(days=n)).weekday() == 0]
    return charts.draw(
        charts.Lines(
            title=_finding(found, currency),
            series=[charts.Series(_("Sold"), [start, *points] if points[0] != start else points, tone="accent")],
            goals=[charts.Flag(float(aim.goal.amount), _("My goal"), tone="ink")],
            x=charts.Axis(
                name=_("Day"),
                say=_day,
                ticks=[float(day.toordinal()) for day in mondays if day <= aim.period.last],
                include=[float(aim.period.last.toordinal())],
            ),
            y=charts.Axis(name=_("Sold"), say=say),
            step=True,
        )
    )


def _finding(found: OwnGoals, currency: str) -> str:
    standing, aim = found.month.standing, found.month
    facts = {
        "sold": texts.amount(standing.sold, aim.unit, currency),
        "ahead": texts.amount(formats.whole(float(standing.ahead)), aim.unit, currency),
    }
    if standing.time.left <= 0 or standing.time.gone <= 0:
        return _("%(sold)s so far this month") % facts
    return _("%(sold)s so far; at this pace the month ends at %(ahead)s") % facts


def _day(value: float) -> str:
    day = dt.date.fromordinal(int(value))
    return formats.week(Week.of(day).number) if day.weekday() == 0 else formats.day(day)
