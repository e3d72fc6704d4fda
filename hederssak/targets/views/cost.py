"""What useless meetings cost (R10): a sentence, the flow, and every sum opened down to its meetings."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hederssak.lib import clock, formats
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.rules.useless import SHORTEST_WAIT, Became
from hederssak.targets import texts
from hederssak.targets.queries.cost_norms import may_set_norms, norms_row
from hederssak.targets.queries.cost_pages import CostPage, Part, cost_page, has_costs, people_of, today_of
from hederssak.targets.queries.cost_scopes import NoSuchScopeError, Scope, scope_of
from hederssak.targets.views import cost_charts

PAGE = "cost"
SHOWN = 8
"""So many sources and criteria stand in a table; the rest are together on the last line of the list's filter."""


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show what useless meetings have cost: a rep's own, a manager's teams, or everybody's."""
    now = clock.read()
    return _page(request, read_scope(request, team=request.GET.get("team", ""), now=now), now=now)


@require_safe
def person(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a rep's own page to the manager of their team; the rep reads who looked."""
    now = clock.read()
    scope = read_scope(request, member=pk, now=now)
    assert scope.member is not None  # noqa: S101 (a person was asked for)
    look_at_person(viewer=request.member, subject=scope.member, page=PAGE, now=now)
    return _page(request, scope, now=now)


def read_scope(request: MemberRequest, *, now: dt.datetime, team: str = "", member: uuid.UUID | None = None) -> Scope:
    """Return whose costs are asked for, or 404."""
    try:
        return scope_of(request.member, today=today_of(request.member, now), team=team, member=member)
    except NoSuchScopeError as error:
        raise Http404 from error


def _page(request: MemberRequest, scope: Scope, *, now: dt.datetime) -> HttpResponse:
    context: dict[str, Any] = {
        "nav_at": "targets",
        "here": "cost",
        "scope": scope,
        "teams": scope.teams,
        "team": scope.team or (scope.teams[0] if scope.member is None else scope.member.team),
        "tab_team": scope.team,
        "norms": norms_row(request.member.organization),
        "may_set_norms": may_set_norms(request.member),
        "has_costs": has_costs(scope),
    }
    if context["has_costs"]:
        context |= _shown(scope, cost_page(scope, now=now))
    return render(request, "targets/cost.html", context)


def _shown(scope: Scope, found: CostPage) -> dict[str, Any]:
    currency = scope.viewer.organization.currency
    useless, out = found.all_of(Became.USELESS), found.all_of(Became.QUALIFIED_OUT)
    polite = sum(part.polite for part in found.outcomes.values())
    return {
        "useless": useless,
        "money": texts.money(float(useless.money), currency) if useless.money else "",
        "hours": texts.hours(round(useless.hours)),
        "held": found.held.meetings,
        "out": out.meetings,
        "out_hours": texts.hours(round(out.hours)),
        "missed": _missed(found, useless, currency),
        "polite": polite,
        "polite_address": address(scope, polite="1"),
        "load": found.load,
        "load_margin": texts.money(float(found.load.margin), currency) if found.load else "",
        "first_criterion": _first(scope, found, currency),
        "flow": cost_charts.flow(found),
        "chart": cost_charts.months(found, currency, wait=SHORTEST_WAIT),
        "tables": _tables(scope, found, currency),
        "people": people_of(scope),
        "nobody_counted": _nobody_counted(found),
        "all_address": address(scope),
    }


def address(scope: Scope, **wanted: str) -> str:
    """Return where the meetings behind a sum stand."""
    whose = {}
    if scope.member is not None and not scope.is_own:
        whose["member"] = str(scope.member.pk)
    elif scope.team is not None and len(scope.teams) > 1:
        whose["team"] = str(scope.team.pk)
    query = urlencode(whose | wanted)
    return reverse("targets:cost_meetings") + (f"?{query}" if query else "")


def _missed(found: CostPage, useless: Part, currency: str) -> str:
    """Return what the useless hours would bring at the rate of right meetings; nothing where no rate is known."""
    rate = found.rate
    if rate is None or not useless.hours or rate.value <= 0:
        return ""
    values = [
        texts.money(value * float(useless.hours), currency) if value is not None else ""
        for value in (rate.value, rate.low, rate.high)
    ]
    return texts.missed(rate.basis, *values, deals=formats.number(rate.deals))


def _first(scope: Scope, found: CostPage, currency: str) -> dict[str, Any] | None:
    """Return the criterion that cost most."""
    if not found.criteria:
        return None
    part = found.criteria[0]
    return {
        "name": texts.criterion(part.key),
        "meetings": part.meetings,
        "amount": _amount(part, currency),
        "address": address(scope, criterion=part.key),
    }


def _tables(scope: Scope, found: CostPage, currency: str) -> list[dict[str, Any]]:
    """Return the tables under the flow: each line leads to its meetings, and each adds up to the total."""
    tables = []
    if found.teams:
        rows = [_line(one.key.name, one, address(scope, team=str(one.key.pk)), currency) for one in found.teams]
        tables.append({"code": "team", "rows": rows})
    rows = [_line(texts.criterion(one.key), one, address(scope, criterion=one.key), currency) for one in found.criteria]
    tables.append({"code": "criterion", "rows": rows[:SHOWN]})
    rows = [_line(texts.source(one.key), one, address(scope, source=one.key), currency) for one in found.sources]
    tables.append({"code": "source", "rows": rows[:SHOWN]})
    tables.append({"code": "month", "rows": _month_rows(scope, found, currency)})
    return [table for table in tables if table["rows"]]


def _month_rows(scope: Scope, found: CostPage, currency: str) -> list[dict[str, Any]]:
    """Return the months, newest first, each with the sum up to and with it."""
    rows, so_far = [], Part("")
    for part in found.months:
        so_far = so_far.plus(part)
        where = address(scope, month=f"{part.key:%Y-%m}")
        line = _line(texts.month_and_year(part.key), part, where, currency)
        rows.append(line | {"so_far": _amount(so_far, currency)})
    return rows[::-1]


def _line(name: str, part: Part, where: str, currency: str) -> dict[str, Any]:
    return {
        "name": name,
        "meetings": part.meetings,
        "hours": texts.hours(round(part.hours)),
        "amount": _amount(part, currency),
        "address": where if part.meetings else "",
    }


def _amount(part: Part, currency: str) -> str:
    return texts.money(float(part.money), currency)


def _nobody_counted(found: CostPage) -> dict[str, Any] | None:
    if found.nobody_counted is None:
        return None
    share, answers = found.nobody_counted
    return {"share": formats.percent(float(share)), "answers": answers}
