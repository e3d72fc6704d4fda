"""The one search over everything, as a page and as what appears under the field while one types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import texts
from hederssak.web.queries.days import days_of
from hederssak.web.queries.search import LONGEST, SHORTEST, search

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
        "deals": [
            {"deal": deal, "state": "" if deal.state == "open" else texts.state(deal.state)} for deal in found.deals
        ],
        "many": found.longest == most,
        "zone": days.zone.key,
        "now": now,
        "small": small,
    }
    response = render(request, "web/search.html#found" if small else "web/search.html", context)
    response.headers["Vary"] = "HX-Request"
    return response
