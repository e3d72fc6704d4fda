"""The comfort zone (R11): a rep's own month beside their own past; to the manager, a question with its evidence."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.lib import charts, clock, formats
from hederssak.org.access import leads
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role, Team
from hederssak.rules.comfort import FEWEST, Pattern
from hederssak.rules.periods import Span
from hederssak.targets import texts
from hederssak.targets.queries.comfort_pages import (
    Seen,
    Standing,
    estimate,
    meetings_of,
    reps_of,
    standings_of,
    team_shares,
)
from hederssak.targets.queries.cost_pages import today_of
from hederssak.targets.queries.reading import teams_to_target

PAGE = "comfort"


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show a rep's own month, a manager what to ask about, a director the teams' sums."""
    member, now = request.member, clock.read()
    teams = list(teams_to_target(member))
    if not teams:
        raise Http404
    if member.role == Role.REP:
        return _person(request, member, today=today_of(member, now))
    asked = request.GET.get("team", "")
    team = next((one for one in teams if not asked or str(one.pk) == asked), None)
    if team is None:
        raise Http404
    today = clock.day_in(team.time_zone, now)
    if member.role == Role.DIRECTOR:
        context = {"shares": [shown for one in teams if (shown := _shares(one, today))], "team": team}
        return render(request, "targets/comfort_teams.html", _frame() | context)
    return render(request, "targets/comfort_team.html", _frame() | _team_context(team, today) | {"teams": teams})


@require_safe
def person(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a rep's month to the manager of their team; the rep reads who looked."""
    here = Member.objects.visible_to(request.member).select_related("team", "organization")
    subject = get_object_or_404(here, pk=pk)
    if subject.pk != request.member.pk and not leads(request.member, subject.team):
        raise Http404
    now = clock.read()
    look_at_person(viewer=request.member, subject=subject, page=PAGE, now=now)
    return _person(request, subject, today=today_of(subject, now))


def _frame() -> dict[str, Any]:
    return {"nav_at": "targets", "here": "comfort"}


def _person(request: MemberRequest, subject: Member, *, today: dt.date) -> HttpResponse:
    context = _frame() | {"subject": subject, "is_own": subject.pk == request.member.pk, "team": subject.team}
    found = standings_of([subject], today=today)
    if found:
        context |= _standing(found[0]) | {
            "is_running": found[0].month == Span.month_of(today).first,
            "meetings": [_seen(one) for one in meetings_of(found[0])],
        }
    return render(request, "targets/comfort.html", context)


def _standing(found: Standing) -> dict[str, Any]:
    month = texts.month_in_text(found.month)
    comfort = found.comfort
    return {
        "standing": found,
        "month": month,
        "counted": comfort.now[Pattern.SAFE_CUSTOMER].of,
        "fewest": FEWEST,
        "findings": [
            {"says": texts.finding(one, comfort.now[one], comfort.before[one], month), "ask": texts.ask(one)}
            for one in comfort.risen
        ],
        "rows": [_row(found, one) for one in Pattern],
        "new_now": texts.share(comfort.new_customers, estimate(comfort.new_customers)),
        "new_before": texts.share(found.new_before, estimate(found.new_before)),
        "chart": _months(found) if len(found.months) > 1 else None,
    }


def _row(found: Standing, pattern: Pattern) -> dict[str, str]:
    now, before = found.comfort.now[pattern], found.comfort.before[pattern]
    code = found.verdict(pattern)
    return {
        "name": texts.pattern(pattern),
        "now": texts.share(now, estimate(now)),
        "before": texts.share(before, estimate(before)),
        "code": code,
        "verdict": texts.verdict(code),
    }


def _seen(one: Seen) -> dict[str, Any]:
    meeting = one.row.meeting
    return {
        "on": one.row.on,
        "name": meeting.account.name if meeting.account else meeting.title,
        "title": meeting.title if meeting.account else "",
        "address": reverse("meetings:meeting", args=[meeting.pk]),
        "marks": ", ".join(texts.mark(pattern) for pattern in one.patterns),
    }


def _months(found: Standing) -> charts.Drawing:
    """Return the share of comfort and of new customers, month by month."""
    counted = [row for row in found.months if row.counted]
    safe = [(float(row.month.toordinal()), row.safe / row.counted) for row in counted]
    new = [(float(row.month.toordinal()), row.new / row.meetings) for row in counted]
    words = {"new": formats.percent(new[-1][1]), "safe": formats.percent(safe[-1][1])}
    return charts.draw(
        charts.Lines(
            title=_("Last: %(new)s with new customers, %(safe)s with customers that have nothing qualified") % words,
            series=[
                charts.Series(_("Customers, nothing qualified"), safe, "look"),
                charts.Series(_("New customers"), new, "accent", dashed=True),
            ],
            x=charts.Axis(
                name=_("Month"), say=_say_month, ticks=[float(row.month.toordinal()) for row in counted[::2]]
            ),
            y=charts.Axis(name=_("Share of meetings"), say=formats.percent, include=(0.0, 1.0)),
        )
    )


def _say_month(ordinal: float) -> str:
    return texts.month_name(dt.date.fromordinal(int(ordinal)))


def _team_context(team: Team, today: dt.date) -> dict[str, Any]:
    """Return the questions to a team, by name where there is one; everybody else is only counted."""
    reps = reps_of([team])
    found = standings_of(reps, today=today)
    asked = [one for one in found if one.comfort.risen]
    unknown = sum(not one.is_enough for one in found) + len(reps) - len(found)
    return {
        "team": team,
        "reps": reps,
        "has_any": bool(found),
        "questions": [_question(one) for one in asked],
        "usual": len(reps) - len(asked) - unknown,
        "unknown": unknown,
        "shares": _shares(team, today),
    }


def _question(found: Standing) -> dict[str, Any]:
    pattern = found.comfort.risen[0]
    said = texts.finding(
        pattern, found.comfort.now[pattern], found.comfort.before[pattern], texts.month_in_text(found.month)
    )
    return {"member": found.member, "says": said, "ask": texts.ask(pattern)}


def _shares(team: Team, today: dt.date) -> dict[str, Any] | None:
    found = team_shares(team, today=today)
    if found is None:
        return None
    safe, new = found
    shown: dict[str, Any] = {"team": team}
    for name, part in (("safe", safe), ("new", new)):
        said = estimate(part)
        shown |= {
            name: texts.share(part, said),
            f"{name}_value": formats.percent(float(part.value or 0)),
            f"{name}_twin": texts.cases(part, said),
        }
    return shown
