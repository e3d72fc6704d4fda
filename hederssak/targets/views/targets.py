"""Targets that can be reached (R9): sliders, a sentence, hours as bars, and the ways out with their price."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.estimates.capacity import pace
from hederssak.lib import charts, clock, formats
from hederssak.org.access import leads
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Team
from hederssak.rules.periods import Span
from hederssak.targets import texts
from hederssak.targets.actions import Agreement, OutOfReachError, agree
from hederssak.targets.forms import position_in, sliders_of
from hederssak.targets.models import Funnel
from hederssak.targets.queries.agreed import agreed_for
from hederssak.targets.queries.plans import Position, Worked, beginning, belief, ways_out, work_through
from hederssak.targets.queries.reading import funnel_of, own_rates, teams_to_target

EIGHTY = 1.2816


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show what a goal takes, for one rep of a team in a month."""
    team, teams = _team(request, request.GET.get("team", ""))
    context: dict[str, Any] = {"nav_at": "targets", "team": team, "teams": teams}
    funnel = funnel_of(team)
    if funnel is None:
        return render(request, "targets/index.html", context)
    mine = own_rates(funnel, request.member)
    own = mine is not None and request.GET.get("own") == "1"
    funnel = mine if mine is not None and own else funnel
    today = clock.day_in(team.time_zone, clock.read())
    begins = beginning(funnel, team, today)
    position = position_in(request.GET.dict(), begins, funnel)
    worked = work_through(funnel, position)
    context |= _shown(request, funnel, begins, worked) | {
        "agreed": agreed_for(team, today),
        "may_agree": leads(request.member, team) and not own,
        "has_own": mine is not None,
        "own": own,
        "own_deals": funnel.stages[0]["entered"],
    }
    whole = not request.htmx  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, "targets/index.html" if whole else "targets/index.html#worked", context)
    response.headers["Vary"] = "HX-Request"
    return response


@require_POST
def agreed(request: MemberRequest) -> HttpResponse:
    """Agree on the target that the sliders stand at, for this month."""
    team, _teams = _team(request, request.POST.get("team", ""))
    funnel = funnel_of(team)
    if funnel is None:
        raise Http404
    now = clock.read()
    today = clock.day_in(team.time_zone, now)
    worked = work_through(funnel, position_in(request.POST.dict(), beginning(funnel, team, today), funnel))
    try:
        agree(_agreement(team, Span.month_of(today), worked), by=request.member, now=now)
    except OutOfReachError:
        messages.error(request, _("It takes more hours than there are. Change it until it can be reached."))
    else:
        messages.success(request, _("Agreed for this month. The next one stands beside it."))
    return HttpResponseRedirect(f"{reverse('targets:index')}?{_address(team, worked.position)}")


def _team(request: MemberRequest, asked: str) -> tuple[Team, list[Team]]:
    teams = list(teams_to_target(request.member))
    team = next((one for one in teams if not asked or str(one.pk) == asked), None)
    if team is None:
        raise Http404
    return team, teams


def _agreement(team: Team, month: Span, worked: Worked) -> Agreement:
    position = worked.position
    hours = worked.plan.hours if worked.plan.needed is not None else float("inf")
    return Agreement(
        team=team,
        month=month,
        goal=Decimal(str(round(position.goal, 2))),
        wins=position.wins,
        first_meetings=worked.plan.needed or 0,
        chance=max(worked.plan.chance, 0.0),
        hours=hours,
        net_hours=position.net_hours,
        assumptions={"deal": position.deal, "meeting_hours": position.meeting_hours, "chances": list(position.chances)},
    )


def _address(team: Team, at: Position) -> str:
    plain = [f"team={team.pk}", f"goal={at.goal:g}", f"deal={at.deal:g}", f"net_hours={at.net_hours:g}"]
    chances = [f"chance{place}={value}" for place, value in enumerate(at.chances)]
    return "&".join([*plain, f"meeting_hours={at.meeting_hours:g}", *chances])


def _shown(request: MemberRequest, funnel: Funnel, begins: Position, worked: Worked) -> dict[str, Any]:
    currency = request.member.organization.currency
    stages = [stage["name"] for stage in funnel.stages]
    plain, chances = sliders_of(begins, worked.position)
    found = worked.plan
    kept_up = pace(worked.position.wins, [step.chance for step in worked.steps], found.needed)
    return {
        "htmx": request.htmx,  # type: ignore[attr-defined] # as above
        "funnel": funnel,
        "sliders": [_slider(one, stages, currency, "") for one in plain],
        "chances": [
            _slider(one, stages, currency, _known(stage)) for one, stage in zip(chances, funnel.stages, strict=True)
        ],
        "worked": worked,
        "goal": texts.money(worked.position.goal, currency),
        "needed": found.needed,
        "a_week": formats.number((found.needed or 0) / 4.3, 1),
        "pace": formats.number(kept_up, 1) if kept_up else "",
        "meetings": formats.number(found.meetings),
        "takes": texts.hours(round(found.hours)),
        "has": texts.hours(worked.position.net_hours),
        "tenths": _tenths(found.chance),
        "feasible": found.feasible,
        "chart": _hours_chart(worked) if found.needed is not None else None,
        "ways": [
            texts.way_out(way.code, way.value, way.price, currency=currency, stage=stages[0])
            for way in ways_out(funnel, worked)
        ],
        "margin": _margin(funnel, worked, currency),
    }


def _slider(one: Any, stages: list[str], currency: str, known: str) -> dict[str, Any]:
    return {
        "at": one,
        "label": texts.slider(one.name, stages),
        "stands": texts.stands(one.name, one.value, currency),
        "known": known,
    }


def _known(stage: dict[str, Any]) -> str:
    """Say a stage's own chance with its 80 % interval for one rep, and the cases."""
    chance = belief(stage)
    spread = EIGHTY * (chance.mean * (1 - chance.mean) / (chance.wins + chance.losses + 1)) ** 0.5
    low, high = max(chance.mean - spread, 0.0), min(chance.mean + spread, 1.0)
    words = {"low": formats.percent(low), "high": formats.percent(high), "cases": formats.number(stage["entered"])}
    return _("own: %(low)s to %(high)s, %(cases)s deals") % words


def _tenths(chance: float) -> str:
    return formats.percent(chance)


def _hours_chart(worked: Worked) -> charts.Drawing:
    """Return the hours that it takes beside those that there are."""
    takes, has = worked.plan.hours, worked.position.net_hours
    words = {"missing": texts.hours(round(max(takes - has, 0))), "left": texts.hours(round(max(has - takes, 0)))}
    title = _("%(left)s are left over.") % words if worked.reach else _("%(missing)s are missing.") % words
    return charts.draw(
        charts.Bars(
            title=title,
            bars=[
                charts.Bar(_("It takes"), takes, "accent" if worked.reach else "look"),
                charts.Bar(_("There are"), has, "ink"),
            ],
            y=charts.Axis(name=_("Hours a month"), say=lambda value: texts.hours(round(value))),
            label_name=_("Hours for meetings"),
        )
    )


def _margin(funnel: Funnel, worked: Worked, currency: str) -> dict[str, str] | None:
    """Return R8: what a meeting brings, and what each of these meetings would have to bring."""
    if funnel.margin_per_meeting is None:
        return None
    found = {
        "actual": texts.money(funnel.margin_per_meeting, currency),
        "cases": formats.number(funnel.meetings),
        "low": texts.money(funnel.low, currency) if funnel.low is not None else "",
        "high": texts.money(funnel.high, currency) if funnel.high is not None else "",
        "required": "",
    }
    if worked.plan.meetings > 0:
        found["required"] = texts.money(worked.position.goal / worked.plan.meetings, currency)
    return found
