"""The one search over everything, as a page and as what appears under the field while one types."""

from __future__ import annotations

from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hederssak.lib import clock, formats
from hederssak.lib.addresses import address_of
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import texts
from hederssak.pipeline.models import State
from hederssak.web.queries.days import days_of
from hederssak.web.queries.search import (
    LONGEST,
    SHORTEST,
    Found,
    FoundCompany,
    FoundDeal,
    FoundMeeting,
    FoundPerson,
    search,
)

UNDER_THE_FIELD, ON_THE_PAGE = 4, 20


@require_safe
def find(request: MemberRequest) -> HttpResponse:
    """Show what was found."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    now = clock.read()
    days = days_of(request.member, now=now)
    small = bool(request.htmx)  # type: ignore[attr-defined] # set by django-htmx
    most = UNDER_THE_FIELD if small else ON_THE_PAGE
    found = search(request.member, typed, most=most, now=now)
    context = {
        "typed": typed,
        "long_enough": len(typed) >= SHORTEST,
        "found": found,
        "said": ngettext("One thing found.", "%(n)s things found.", found.count) % {"n": found.count},
        "sections": [(heading, lines) for heading, lines in _sections(found, days.zone) if lines],
        "many": found.longest == most,
        "small": small,
    }
    response = render(request, "web/search.html#found" if small else "web/search.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


class Line(NamedTuple):
    """Something found, as texts: where it leads (nowhere, if its page is its company's and that is not known)."""

    url: str
    name: str
    note: str


def _sections(found: Found, zone: ZoneInfo) -> list[tuple[str, list[Line]]]:
    """Return what was found of each kind, under the kind's name."""
    states = {**{state: texts.state(state) for state in State}, State.OPEN: ""}
    return [
        (_("Companies"), [_company(one) for one in found.accounts]),
        (_("People"), [_person(one) for one in found.contacts]),
        (_("Deals"), [_deal(one, states[State(one.state)]) for one in found.deals]),
        (_("Meetings"), [_meeting(one, zone) for one in found.meetings]),
    ]


def _company(one: FoundCompany) -> Line:
    return Line(address_of("web:account", one.pk), one.name, _list(one.city, one.owner))


def _person(one: FoundPerson) -> Line:
    if one.company_id is None:
        return Line("", one.name, one.title or one.email)
    url = f"{address_of('web:account', one.company_id)}#person-{one.pk}"
    return Line(url, one.name, _list(one.title, one.company))


def _deal(one: FoundDeal, state: str) -> Line:
    return Line(address_of("web:opportunity", one.pk), one.name, _list(one.company or "–", state or one.stage))


def _meeting(one: FoundMeeting, zone: ZoneInfo) -> Line:
    day = formats.date(one.starts_at.astimezone(zone))
    title = None if one.company is None else one.title
    return Line(address_of("meetings:meeting", one.pk), one.company or one.title, _list(day, title))


def _list(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))
