"""Where a manager says when the team meets, what for, and what the time goes to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.cadence import texts
from hederssak.cadence.actions import end_rhythm, may_set_rhythm, set_rhythm, write_plan
from hederssak.cadence.forms import CharterForm, RhythmForm, boxes_given, boxes_showing
from hederssak.cadence.models import Plan
from hederssak.cadence.queries import Cadence, boxes_of, cadences_of, plan_of, rhythm_of
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Role, Team
from hederssak.rules.agenda import BadAgenda, TimeBox, check, propose
from hederssak.rules.cadence import MINUTES, Kind


@require_safe
def index(request: MemberRequest, pk: str) -> HttpResponse:
    """Show every kind of meeting that the team holds or could hold."""
    team = _team(request, pk)
    cadences = cadences_of(team, now=clock.read())
    held = {one.kind for one in cadences if one.rhythm}
    context = {
        "nav_at": "salesmeetings",
        "team": team,
        "rows": [_row(one) for one in cadences],
        "held": len(held),
        "lacking": texts.lacking(held),
        "back": _back(request, team),
    }
    return render(request, "cadence/index.html", context)


@require_http_methods(["GET", "POST"])
def rhythm(request: MemberRequest, pk: str, kind: str = "weekly") -> HttpResponse:
    """Show when the team holds its meetings of one kind, or set it."""
    team, of = _team(request, pk), _kind(kind)
    standing = rhythm_of(team, of)
    form = RhythmForm.showing(of, standing, request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.read()
        set_rhythm(
            team=team,
            pattern=form.pattern,
            starts=form.cleaned_data["starts"],
            minutes=form.cleaned_data["minutes"],
            by=request.member,
            today=clock.day_in(team.time_zone, now),
            now=now,
        )
        messages.success(request, _("The meetings ahead are planned."))
        return HttpResponseRedirect(_back(request, team) if of is Kind.WEEKLY else _index(team))
    context = {
        "nav_at": "salesmeetings",
        "team": team,
        "form": form,
        "kind": of,
        "name": texts.kind_name(of),
        "rhythm": standing,
        "back": _back(request, team) if of is Kind.WEEKLY else _index(team),
    }
    return render(request, "cadence/rhythm.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: MemberRequest, pk: str, kind: str) -> HttpResponse:
    """Let the team hold no more meetings of a kind."""
    team, of = _team(request, pk), _kind(kind)
    now = clock.read()
    end_rhythm(team=team, kind=of.value, by=request.member, today=clock.day_in(team.time_zone, now), now=now)
    messages.success(request, _("It is held no more. What it had replaced is planned again."))
    return HttpResponseRedirect(_index(team))


@require_http_methods(["GET", "POST"])
def plan(request: MemberRequest, pk: str, kind: str) -> HttpResponse:
    """Show what the team's meetings of one kind are for and how their time is divided, or change it."""
    team, of = _team(request, pk), _kind(kind)
    standing, held = plan_of(team, of), rhythm_of(team, of)
    minutes = held.minutes if held else MINUTES[of]
    boxes = boxes_of(standing) or propose(minutes)
    form = CharterForm.showing(standing, request.POST or None, words=texts.charter(of, None))
    rows = boxes_showing(boxes, request.POST or None)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        given = [] if "propose" in request.POST else boxes_given(rows)
        if _written(request, team, of, form, given):
            return HttpResponseRedirect(reverse("cadence:plan", args=[team.pk, of.value]))
    context = _plan_context(team, of, standing, boxes, minutes) | {"form": form, "rows": rows}
    return render(request, "cadence/plan.html", context, status=422 if form.errors or rows.total_error_count() else 200)


def _written(request: MemberRequest, team: Team, of: Kind, form: CharterForm, boxes: list[TimeBox]) -> bool:
    """Write the plan, and say whether it went through."""
    try:
        row = write_plan(
            team=team, kind=of.value, charter=form.cleaned_data, boxes=boxes, by=request.member, now=clock.read()
        )
    except BadAgenda:
        form.add_error(None, _("Give at least one item some minutes."))
        return False
    said = check(boxes_of(row)) if row.boxes else []
    if said:
        messages.warning(request, _("It is written, and one thing is worth another look."))
    else:
        messages.success(request, _("It is written."))
    return True


def _plan_context(
    team: Team, of: Kind, standing: Plan | None, boxes: tuple[TimeBox, ...], minutes: int
) -> dict[str, Any]:
    whole = sum(box.minutes for box in boxes)
    return {
        "nav_at": "salesmeetings",
        "team": team,
        "kind": of,
        "name": texts.kind_name(of),
        "charter": texts.charter(of, standing),
        "bar": _bar(boxes),
        "findings": [texts.finding(one) for one in check(boxes)],
        "minutes": minutes,
        "whole": whole,
        "is_off": whole != minutes,
        "is_own": bool(standing and standing.boxes),
        "back": _index(team),
    }


def _row(one: Cadence) -> dict[str, Any]:
    """Return a kind of meeting as the list tells it."""
    return {
        "cadence": one,
        "name": texts.kind_name(one.kind),
        "when": texts.when(one.rhythm) if one.rhythm else "",
        "purpose": texts.charter(one.kind, one.plan)["purpose"],
        "bar": _bar(one.boxes),
        "findings": [texts.finding(found) for found in check(one.boxes)] if one.boxes else [],
    }


def _bar(boxes: tuple[TimeBox, ...]) -> list[dict[str, Any]]:
    """Return the agenda as a row of parts, each as wide as its share in twentieths."""
    whole = sum(box.minutes for box in boxes) or 1
    return [
        {
            "name": box.title or texts.item(box.item),
            "minutes": box.minutes,
            "item": box.item.value,
            "wide": max(1, round(20 * box.minutes / whole)),
        }
        for box in boxes
    ]


def _team(request: MemberRequest, pk: str) -> Team:
    team = get_object_or_404(Team, pk=pk, organization_id=request.member.organization_id)
    if not may_set_rhythm(request.member, team):
        raise PermissionDenied
    return team


def _kind(code: str) -> Kind:
    if code not in set(Kind):
        raise Http404
    return Kind(code)


def _index(team: Team) -> str:
    return reverse("cadence:index", args=[team.pk])


def _back(request: MemberRequest, team: Team) -> str:
    """Return where one goes on: to the meetings, which an administrator does not see."""
    if request.member.role == Role.ADMIN:
        return reverse("cadence:index", args=[team.pk])
    return f"{reverse('salesmeetings:index')}?team={team.pk}"
