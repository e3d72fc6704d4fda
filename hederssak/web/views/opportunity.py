"""The page of one opportunity: what is asked, who decides, what the buyer did, what is next, and how it went."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.crm.queries.custom import custom_facts
from hederssak.forecast.views.panels import chance_panel
from hederssak.history.models import RecordKind
from hederssak.history.texts import origin
from hederssak.honesty import texts as honesty_texts
from hederssak.honesty.queries.one import findings_of
from hederssak.lib import charts, clock, formats
from hederssak.meetings.queries.committee import board_of
from hederssak.org.access import may_write_business_fact
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import texts
from hederssak.pipeline.models import Opportunity, State
from hederssak.pipeline.queries.story import Way, story_of, touches_of, ways_of
from hederssak.salesmeetings.views.panels import case_panel
from hederssak.web.queries.opportunity import criteria_of, deal_to_show, meetings_of, step_of
from hederssak.web.views.committee_map import map_of, sentence

FIRST = 15
"""Entries of the story that are shown at once; the rest is folded."""


@require_safe
def opportunity(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one opportunity."""
    row = deal_to_show(request.member, pk)
    if row is None:
        raise Http404
    now = clock.read()
    zone = ZoneInfo(row.team.time_zone if row.team else row.organization.time_zone)
    today = now.astimezone(zone).date()
    board = board_of(row, today=today)
    is_awake = row.state == State.OPEN
    ways = ways_of(row, ("close_date", "amount"), today=today)
    step = step_of(row)
    context = {
        "nav_at": "honesty",
        "opportunity": row,
        "chance": chance_panel(row),
        "case": case_panel(row, request.member, now=now),
        "zone": zone.key,
        "may_write": may_write_business_fact(request.member, owner=row.owner),
        "state": texts.state(row.state),
        "asked": _asked(row, now=now, zone=zone),
        "step": step,
        "step_is_late": bool(step and step.due_on and step.due_on < today),
        "parking": None if is_awake else row.parkings.filter(ended_at=None).first(),
        "letting_go": None if is_awake else row.lettings_go.filter(undone_at=None).first(),
        "committee": map_of(board),
        "decision": sentence(board),
        "criteria": criteria_of(row),
        "meetings": meetings_of(row),
        "touches": touches_of(row),
        "story": _story(row),
        "first": FIRST,
        "way": _close_date_chart(ways["close_date"], today),
        "worth": _value_chart(ways["amount"], row.currency, today),
        "custom_facts": custom_facts(row.custom, organization_id=row.organization_id, kind="opportunity"),
    }
    return render(request, "web/opportunity.html", context)


def _story(row: Opportunity) -> list[dict[str, Any]]:
    """Return what happened, without what we did: that has its own place, so that the buyer's part is seen."""
    return [
        {"entry": entry, "told": texts.tell(entry, currency=row.currency), "origin": origin(entry.origin)}
        for entry in story_of(row)
        if entry.kind is not RecordKind.ACTIVITY
    ]


def _asked(row: Opportunity, *, now: dt.datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    stages = {str(row.stage_id): row.stage.name}
    return [
        {"code": finding.code, "sentence": honesty_texts.question(finding, zone=zone, stages=stages)}
        for finding in findings_of(row, now=now)
    ]


def _close_date_chart(way: Way, today: dt.date) -> charts.Drawing | None:
    if len(way.values) < 2:
        return None
    dates = [value.toordinal() for value in way.values if isinstance(value, dt.date)]
    pushed = dates[-1] - dates[0]
    if pushed > 0:
        title = _("The close date has moved %(days)s days later in %(times)s moves") % {
            "days": pushed,
            "times": len(dates) - 1,
        }
    else:
        title = _("The close date has moved %(days)s days nearer") % {"days": -pushed}
    return charts.draw(
        charts.Lines(
            title=title,
            series=[charts.Series(_("Close date"), _held(way.days, [float(date) for date in dates], today))],
            x=charts.Axis(name=_("From"), say=_say_day),
            y=charts.Axis(name=_("Close date"), say=_say_day),
            step=True,
        )
    )


def _value_chart(way: Way, currency: str, today: dt.date) -> charts.Drawing | None:
    if len(way.values) < 2:
        return None
    values = [float(value) for value in way.values if not isinstance(value, dt.date)]
    change = values[-1] / values[0] - 1 if values[0] else 0.0
    share = formats.percent(abs(change))
    title = _("The value has grown by %(share)s") if change >= 0 else _("The value has shrunk by %(share)s")
    return charts.draw(
        charts.Lines(
            title=title % {"share": share},
            series=[charts.Series(_("Value"), _held(way.days, values, today))],
            x=charts.Axis(name=_("From"), say=_say_day),
            y=charts.Axis(
                name=_("Value"), say=lambda value: formats.short_money(formats.whole(value), currency), include=(0,)
            ),
            step=True,
        )
    )


def _held(days: list[dt.date], values: list[float], today: dt.date) -> list[tuple[float, float]]:
    """Return the points of a step line whose last value holds until today."""
    points = [(float(day.toordinal()), value) for day, value in zip(days, values, strict=True)]
    return [*points, (float(max(today, days[-1]).toordinal()), values[-1])]


def _say_day(ordinal: float) -> str:
    return formats.day(dt.date.fromordinal(int(ordinal)))
