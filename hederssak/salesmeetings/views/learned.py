"""What we have learned: every deal that was told, found by any word of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.org.middleware import MemberRequest
from hederssak.pipeline.texts import state
from hederssak.rules.cases import Reason
from hederssak.salesmeetings.models import Case
from hederssak.salesmeetings.queries import teams_to_meet
from hederssak.salesmeetings.queries.learned import Asking, learned
from hederssak.salesmeetings.texts import cases as texts


@require_safe
def learned_page(request: MemberRequest) -> HttpResponse:
    """Show what the reader's teams have learned, the latest first."""
    teams = list(teams_to_meet(request.member))
    if not teams:
        raise Http404
    team = next((team for team in teams if str(team.pk) == request.GET.get("team", "")), None)
    asking = Asking(request.GET.get("q", "")[:200], request.GET.get("reason", ""), team)
    page = learned(request.member, asking)
    names = {
        Reason.VOLUNTEERED: _("Volunteered"),
        Reason.WON: _("Won"),
        Reason.LOST: _("Lost"),
        Reason.STUCK: _("Standing still"),
    }
    context = {
        "nav_at": "salesmeetings",
        "teams": teams,
        "asking": asking,
        "page": page,
        "reasons": [(reason.value, name) for reason, name in names.items()],
        "rows": [{"case": case, "odds": _outcome(case)} for case in page.cases],
    }
    return render(request, "salesmeetings/learned.html", context)


def _outcome(case: Case) -> str:
    """Return how the deal ended, or that it stood still; of one that was volunteered what became of it."""
    if case.reason == Reason.VOLUNTEERED:
        return state(case.opportunity.state)
    return texts.odds(Reason(case.reason), case.one_in, case.basis)
