"""What the pipeline was worth at each meeting, with and without the questions, as a chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hederssak.lib import charts, formats
from hederssak.salesmeetings.models import Pack

FEWEST = 3
"""Two meetings are a difference, not a course: the sentence says it."""

Point = tuple[dt.date, float, float]


def worth_by_meeting(earlier: Sequence[Pack], contents: Mapping[str, Any], *, zone: str) -> charts.Lines | None:
    """Return the chart of the last meetings' packs and this one; None while there is nothing to compare with."""
    pipeline = contents["pipeline"]
    currency = pipeline["all"]["sum"]["currency"]
    kept = [(pack.as_of, pack.summary["all"], pack.summary["without_flagged"]) for pack in earlier if pack.summary]
    kept = [one for one in kept if one[0].isoformat() < contents["as_of"] and one[1]["currency"] == currency]
    now = dt.datetime.fromisoformat(contents["as_of"])
    kept.append((now, pipeline["all"]["sum"], pipeline["without_flagged"]["sum"]))
    points = [_point(at.astimezone(ZoneInfo(zone)).date(), *sums) for at, *sums in kept]
    if len(points) < FEWEST or not pipeline["all"]["cases"]:
        return None
    return charts.Lines(
        title=_title(points[-2][2], points[-1][2], currency),
        series=[
            charts.Series(_("All"), [(day.toordinal(), whole) for day, whole, _clean in points], tone="dim"),
            charts.Series(_("Without questions"), [(day.toordinal(), clean) for day, _whole, clean in points]),
        ],
        x=charts.Axis(name=_("Meeting"), say=lambda at: formats.day(dt.date.fromordinal(round(at)))),
        y=charts.Axis(
            name=_("Margin"), say=lambda value: formats.short_money(formats.whole(value), currency), include=(0,)
        ),
    )


def _point(day: dt.date, whole: Mapping[str, str], clean: Mapping[str, str]) -> Point:
    return day, float(Decimal(whole["amount"])), float(Decimal(clean["amount"]))


def _title(before: float, now: float, currency: str) -> str:
    """Return the finding: where the honest pipeline stands, and what changed since the last meeting."""
    said = {
        "clean": formats.short_money(formats.whole(now), currency),
        "change": formats.short_money(formats.whole(abs(now - before)), currency),
    }
    if now > before:
        return _("Without the questions the pipeline holds %(clean)s, %(change)s more than at the last meeting") % said
    if now < before:
        return _("Without the questions the pipeline holds %(clean)s, %(change)s less than at the last meeting") % said
    return _("Without the questions the pipeline holds %(clean)s, as at the last meeting") % said
