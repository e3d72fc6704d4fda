"""What if (R19): two fans side by side, the distance between them as the finding, every assumption adjustable."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.estimates.simulate import Fan
from hederssak.lib import charts, formats
from hederssak.org.middleware import MemberRequest
from hederssak.rules.collapse import MadeAnyway
from hederssak.targets import texts
from hederssak.targets.forms import Slider, wish_in
from hederssak.targets.models import Funnel
from hederssak.targets.queries.reading import funnel_of, made_anyway_of, teams_to_target
from hederssak.targets.queries.scenarios import Compared, Wish, compared

LEVEL = 0.01
"""Share of what comes as it is from which a difference is one."""


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show a team as it is beside the team under other rules."""
    teams = list(teams_to_target(request.member))
    asked = request.GET.get("team", "")
    team = next((one for one in teams if not asked or str(one.pk) == asked), None)
    if team is None:
        raise Http404
    context: dict[str, Any] = {"nav_at": "targets", "team": team, "teams": teams}
    funnel = funnel_of(team)
    if funnel is None:
        return render(request, "targets/what_if.html", context)
    drag = made_anyway_of(team)
    wish = wish_in(request.GET.dict(), funnel, drag.value)
    context |= _shown(request, funnel, wish, compared(funnel, wish)) | _stood_on(request, funnel, wish, drag)
    whole = not request.htmx  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, "targets/what_if.html" if whole else "targets/what_if.html#worked", context)
    response.headers["Vary"] = "HX-Request"
    return response


def _shown(request: MemberRequest, funnel: Funnel, wish: Wish, found: Compared) -> dict[str, Any]:
    currency = request.member.organization.currency
    gap = found.gap[1]
    low, high = sorted(abs(one) for one in (found.gap[0], found.gap[2]))
    same = abs(gap) < LEVEL * max(abs(float(found.now.mean[-1])), 1.0)
    return {
        "htmx": request.htmx,  # type: ignore[attr-defined] # as above
        "funnel": funnel,
        "wish": wish,
        "verdict": "same" if same else "less" if gap < 0 else "more",
        "gap": texts.money(abs(gap), currency),
        "low": texts.money(low, currency),
        "high": texts.money(high, currency),
        "more_hours": _more(found.then.hours - found.now.hours),
        "chart": _fans(found, wish, currency),
        "sliders": [_slider(one) for one in _sliders(funnel, wish)],
        "pairs": _pairs(found, currency),
    }


def _stood_on(request: MemberRequest, funnel: Funnel, wish: Wish, drag: MadeAnyway) -> dict[str, Any]:
    """Return what the answer stands on, and what is worth trying."""
    presets = texts.presets(funnel, drag)
    same = (one for one in presets if wish_in(dict(parse_qsl(one["query"])), funnel, drag.value) == wish)
    return {
        "assumptions": [_slider(one) | {"known": _known(one, drag)} for one in _assumptions(wish)],
        "sources": texts.sources(funnel, drag, request.member.organization.currency),
        "presets": presets,
        "tried": next((one["label"] for one in same), ""),
    }


def _known(one: Slider, drag: MadeAnyway) -> str:
    return texts.measured_drag(drag) if one.name == "drag" else ""


def _more(hours: float) -> str:
    """Say how many hours more or less the meetings take."""
    words = {"hours": texts.hours(abs(round(hours)))}
    if abs(hours) < 1:
        return ""
    return (
        _("The meetings take %(hours)s more.") % words if hours > 0 else _("The meetings take %(hours)s less.") % words
    )


def _slider(one: Slider) -> dict[str, Any]:
    return {"at": one, "label": texts.what_if_slider(one.name), "stands": texts.what_if_stands(one.name, one.value)}


def _sliders(funnel: Funnel, wish: Wish) -> list[Slider]:
    most = max(round(funnel.meetings_a_week * 2.5), 10)
    return [
        Slider("target", wish.target, 0, most, 0.5),
        Slider("honour", wish.honour, 0, 100, 5),
        Slider("qualify", wish.qualify, 0, 100, 5),
        Slider("ride", wish.ride, 0, 50, 1),
    ]


def _assumptions(wish: Wish) -> list[Slider]:
    return [Slider("looseness", wish.looseness, 0, 100, 5), Slider("drag", wish.drag, 0, 100, 1)]


def _fans(found: Compared, wish: Wish, currency: str) -> charts.Drawing:
    """Return both fans: the team as it is in ink, the tried one in the accent."""
    title = _("Won margin of the meetings of %(weeks)s weeks, in eight cases of ten") % {"weeks": wish.weeks}
    return charts.draw(
        charts.Lines(
            title=title,
            bands=[_band(_("as it is, 8 in 10"), found.now, "dim"), _band(_("so, 8 in 10"), found.then, "accent")],
            series=[_line(_("as it is"), found.now, "ink", dashed=True), _line(_("so"), found.then, "accent")],
            x=charts.Axis(
                name=_("Week"),
                say=formats.number,
                ticks=[0, *range(4, wish.weeks + 1, 4 if wish.weeks < 40 else 8)],
            ),
            y=charts.Axis(name=_("Margin"), say=lambda value: texts.money(value, currency)),
        )
    )


def _band(name: str, fan: Fan, tone: Any) -> charts.Band:
    low, _middle, high = fan.bands
    points = [(0.0, 0.0, 0.0), *((n + 1.0, float(a), float(b)) for n, (a, b) in enumerate(zip(low, high, strict=True)))]
    return charts.Band(name, points, tone)


def _line(name: str, fan: Fan, tone: Any, *, dashed: bool = False) -> charts.Series:
    return charts.Series(
        name, [(0.0, 0.0), *((n + 1.0, float(value)) for n, value in enumerate(fan.mean))], tone, dashed
    )


def _pairs(found: Compared, currency: str) -> list[dict[str, str]]:
    """Return what both have in figures, each count with its quality."""

    def row(name: str, fan: Fan) -> dict[str, str]:
        return {
            "name": name,
            "figure": formats.number(fan.meetings),
            "twin": _("%(right)s of them lead to something qualified, %(hours)s")
            % {"right": formats.number(fan.right), "hours": texts.hours(round(fan.hours))},
            "margin": texts.money(float(fan.mean[-1]), currency),
        }

    return [row(_("Meetings as it is"), found.now), row(_("Meetings so"), found.then)]
