"""Where a manager says when the team meets."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.cadence.actions import may_set_rhythm, set_weekly_rhythm
from hederssak.cadence.forms import WeeklyForm
from hederssak.cadence.queries import weekly_rhythm
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Role, Team


@require_http_methods(["GET", "POST"])
def weekly(request: MemberRequest, pk: str) -> HttpResponse:
    """Show when the team meets every week, or set it."""
    team = get_object_or_404(Team, pk=pk, organization_id=request.member.organization_id)
    if not may_set_rhythm(request.member, team):
        raise PermissionDenied
    rhythm = weekly_rhythm(team)
    form = WeeklyForm.showing(rhythm, request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.read()
        set_weekly_rhythm(
            team=team, by=request.member, today=clock.day_in(team.time_zone, now), now=now, **form.cleaned_data
        )
        messages.success(request, _("The meetings of the next twelve weeks are planned."))
        return HttpResponseRedirect(_back(request, team))
    context = {"nav_at": "salesmeetings", "team": team, "form": form, "rhythm": rhythm, "back": _back(request, team)}
    return render(request, "cadence/weekly.html", context, status=422 if form.errors else 200)


def _back(request: MemberRequest, team: Team) -> str:
    """Return where one goes on: to the meetings, which an administrator does not see."""
    if request.member.role == Role.ADMIN:
        return reverse("cadence:weekly", args=[team.pk])
    return f"{reverse('salesmeetings:index')}?team={team.pk}"
