"""The meetings behind a sum: each leads to its own page and says why it counts."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.lib import clock
from hederssak.lib.keyset import BY_DAY, BadMarkError, Order, page_of
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.rules.useless import Became
from hederssak.targets import texts
from hederssak.targets.models import MeetingCost
from hederssak.targets.queries.cost_pages import total_of
from hederssak.targets.queries.cost_scopes import Filter, NoSuchScopeError, Scope, filter_in
from hederssak.targets.views.cost import PAGE, read_scope

NEWEST = Order("on", BY_DAY, descending=True)


@require_safe
def meetings(request: MemberRequest) -> HttpResponse:
    """Show the meetings of a sum, newest first."""
    now = clock.read()
    try:
        whose = uuid.UUID(request.GET["member"]) if request.GET.get("member") else None
        wanted = filter_in(request.GET.dict())
    except (ValueError, NoSuchScopeError) as error:
        raise Http404 from error
    scope = read_scope(request, team=request.GET.get("team", ""), member=whose, now=now)
    if scope.member is not None:
        look_at_person(viewer=request.member, subject=scope.member, page=PAGE, now=now)
    try:
        rows = wanted.narrow(scope.meetings()).select_related("meeting__account")
        page = page_of(rows, NEWEST, after=request.GET.get("after", ""))
    except BadMarkError as error:
        raise Http404 from error
    currency = request.member.organization.currency
    total = total_of(scope, wanted)
    context = {
        "nav_at": "targets",
        "scope": scope,
        "wanted": wanted,
        "total": total,
        "money": texts.money(float(total.money), currency),
        "hours": texts.hours(round(total.hours)),
        "is_useless": wanted.became == Became.USELESS and not wanted.is_polite,
        "narrowed": _narrowed(scope, wanted),
        "back": _back(scope),
        "rows": [_row(row, currency) for row in page.rows],
        "next_after": page.next_after,
    }
    more = request.GET.get("after") and request.htmx  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, "targets/cost_meetings.html#rows" if more else "targets/cost_meetings.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


def _row(row: MeetingCost, currency: str) -> dict[str, Any]:
    meeting = row.meeting
    return {
        "on": row.on,
        "name": meeting.account.name if meeting.account else meeting.title,
        "title": meeting.title if meeting.account else "",
        "address": reverse("meetings:meeting", args=[meeting.pk]),
        "why": texts.why(row),
        "clogged": (row.ended_on - row.on).days if row.ended_on and row.became == Became.USELESS else 0,
        "hours": texts.hours(float(row.hours + row.proposal_hours)),
        "money": texts.exact_money(row.money, currency),
    }


def _narrowed(scope: Scope, wanted: Filter) -> list[str]:
    """Return what the list is narrowed to, in words."""
    said = []
    if scope.member is not None and not scope.is_own:
        said.append(scope.member.name)
    elif scope.team is not None:
        said.append(scope.team.name)
    if wanted.month is not None:
        said.append(texts.month_and_year(wanted.month))
    if wanted.is_polite:
        said.append(_("The polite way out"))
    elif wanted.became:
        said.append(texts.outcome(wanted.became, wanted.end))
    if wanted.source is not None:
        said.append(texts.source(wanted.source))
    if wanted.criterion:
        said.append(texts.criterion(wanted.criterion))
    if wanted.is_later:
        said.append(_("Later meetings"))
    return said


def _back(scope: Scope) -> str:
    if scope.member is not None and not scope.is_own:
        return reverse("targets:cost_of", args=[scope.member.pk])
    team = f"?team={scope.team.pk}" if scope.team is not None and len(scope.teams) > 1 else ""
    return reverse("targets:cost") + team
