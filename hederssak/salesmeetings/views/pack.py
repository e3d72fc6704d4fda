"""The pack of a meeting, as it is read beforehand."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.cadence.models import SalesMeeting
from hederssak.cadence.queries import plan_of
from hederssak.cadence.texts import charter
from hederssak.honesty import texts as honesty_texts
from hederssak.honesty.views import GESTURES, KEYS, Button
from hederssak.lib import charts, clock, formats
from hederssak.lib.addresses import address_of
from hederssak.org.access import leads
from hederssak.org.middleware import MemberRequest
from hederssak.rules.cadence import Kind
from hederssak.rules.findings import WayOut
from hederssak.rules.honesty.windows import FROZEN_BEFORE
from hederssak.salesmeetings.actions import look_at_pack
from hederssak.salesmeetings.models import Freezing
from hederssak.salesmeetings.queries import (
    NothingFrozenError,
    Shown,
    Told,
    shown_pack,
    summaries_before,
    tell,
)
from hederssak.salesmeetings.queries.packs import NOW
from hederssak.salesmeetings.queries.told import Asked
from hederssak.salesmeetings.views.doors import doors_of
from hederssak.salesmeetings.views.panels import cases_in_pack, deals_to_offer
from hederssak.salesmeetings.views.trend import worth_by_meeting

FIRST_SHOWN = 8
ALWAYS = (WayOut.PARK, WayOut.LET_GO)


@require_safe
def pack(request: MemberRequest, pk: str) -> HttpResponse:
    """Show the pack, and remember that the member has looked at it."""
    meeting, shown, told = told_pack(request, pk)
    now = clock.read()
    look = look_at_pack(meeting=meeting, by=request.member, now=now)
    here = request.get_full_path()
    cases = cases_in_pack(told, meeting, request.member)
    trend = worth_by_meeting(summaries_before(meeting), shown.short, zone=told.zone)
    context = {
        "nav_at": "salesmeetings",
        "meeting": meeting,
        "told": told,
        "worth": emphasized(told.worth, told.clean),
        "which": shown.which,
        "charter": charter(Kind(meeting.kind), plan_of(meeting.team, meeting.kind)),
        "frozen": shown.frozen,
        "tabs": _tabs(meeting, shown, now),
        "freezes_at": meeting.starts_at - FROZEN_BEFORE,
        "is_due": meeting.starts_at - FROZEN_BEFORE <= now < meeting.starts_at and not shown.frozen,
        "has_begun": meeting.starts_at <= now,
        "is_new_to_reader": look.at == now,
        "look": look,
        "doors": doors_of(request.member, meeting, now=now),
        "minutes": {box.item.value: box.minutes for box in told.agenda},
        "first_moved": told.progressed[:FIRST_SHOWN],
        "more_moved": told.progressed[FIRST_SHOWN:],
        "more_moved_of": told.progressed.of - FIRST_SHOWN,
        "exceptions": [_row(one, here, now, meeting) for one in told.exceptions],
        "before_meeting": [_row(one, here, now, meeting) for one in told.before_meeting],
        "case_rows": cases,
        "own_deals": deals_to_offer(cases, request.member, meeting) if meeting.starts_at > now else [],
        "may_write_cases": request.member.team_id == meeting.team_id or leads(request.member, meeting.team),
        "trend": charts.draw(trend) if trend else None,
    }
    return render(request, "salesmeetings/pack.html", context)


def told_pack(request: MemberRequest, pk: str) -> tuple[SalesMeeting, Shown, Told]:
    """Return the meeting, its pack as asked for and how it reads; what is not there is answered with 404."""
    rows = SalesMeeting.objects.visible_to(request.member).filter(called_off_at=None)
    meeting = get_object_or_404(rows.select_related("team__organization"), pk=pk)
    try:
        shown = shown_pack(meeting, which=request.GET.get("pack", ""), now=clock.read())
    except NothingFrozenError as error:
        raise Http404 from error
    told = tell(shown.short, meeting=meeting, reader=request.member, leave_out_changed=shown.which == NOW)
    return meeting, shown, told


def emphasized(sentence: str, figure: str) -> SafeString:
    """Return a sentence with the figure that decides marked; escaped, whatever stands in it."""
    escaped, wanted = conditional_escape(sentence), conditional_escape(figure)
    if not figure:
        return escaped
    return mark_safe(escaped.replace(wanted, format_html('<em class="look">{}</em>', figure), 1))  # noqa: S308 (both halves are escaped above)


def _tabs(meeting: SalesMeeting, shown: Shown, now: dt.datetime) -> list[dict[str, Any]]:
    """Return the packs there are, where there is more than one; after the meeting nothing is "now" any more."""
    names = {
        Freezing.DAY_BEFORE.value: _("The day before"),
        Freezing.AT_START.value: _("At the start"),
        NOW: _("Now"),
    }
    there = [name for name in names if name in shown.frozen or (name == NOW and meeting.starts_at > now)]
    address = reverse("salesmeetings:pack", args=[meeting.pk])
    if len(there) < 2:
        return []
    return [{"label": names[it], "url": f"{address}?pack={it}", "is_here": it == shown.which} for it in there]


def _row(asked: Asked, here: str, now: dt.datetime, meeting: SalesMeeting) -> dict[str, Any]:
    way = ", ".join(formats.date(day) for day in asked.dates)
    label = _("The close date's way: %(days)s") % {"days": way} if way else ""
    today = clock.day_in(meeting.team.time_zone, now)
    return {
        "asked": asked,
        "deal": asked.deal,
        "buttons": _buttons(asked, here) if asked.deal.may_write else [],
        "moves": charts.moves([day.toordinal() for day in asked.dates], today=today.toordinal(), label=label),
    }


def _buttons(asked: Asked, here: str) -> list[Button]:
    """Return the way out that suits best, then parking and letting go."""
    ways = [way for way in asked.ways_out if way in GESTURES and way not in ALWAYS][:1]
    back = urlencode({"next": here})
    return [
        Button(
            f"{address_of(GESTURES[way], asked.deal.pk)}?{back}",
            honesty_texts.way_out(way),
            KEYS.get(way, ""),
        )
        for way in (*ways, *ALWAYS)
    ]
