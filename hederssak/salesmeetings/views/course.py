"""A case's way through the stages, as a stair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import charts, formats
from hederssak.salesmeetings.queries.courses import Step


def stair(deal: str, steps: Sequence[Step], *, until: dt.date) -> charts.Drawing | None:
    """Return the drawing of a deal's way; None where there is no way to be drawn."""
    if len(steps) < 2:
        return None
    names = {step.position: step.stage for step in steps}
    last = max(until, steps[-1].day)
    points = [(float(step.day.toordinal()), float(step.position)) for step in steps]
    days = (steps[-1].day - steps[0].day).days
    said = ngettext(
        "%(deal)s went from %(first)s to %(last)s in one day",
        "%(deal)s went from %(first)s to %(last)s in %(days)s days",
        days,
    )
    said %= {"deal": deal, "first": steps[0].stage, "last": steps[-1].stage, "days": days}
    return charts.draw(
        charts.Lines(
            title=said,
            series=[charts.Series("", [*points, (float(last.toordinal()), points[-1][1])])],
            x=charts.Axis(name=_("From"), say=lambda at: formats.day(dt.date.fromordinal(round(at)))),
            y=charts.Axis(name=_("Stage"), say=lambda at: names.get(round(at), ""), ticks=sorted(names)),
            step=True,
        )
    )
