"""How good the forecasts were."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.forecast import texts
from hederssak.forecast.queries.reading import judged, track_record
from hederssak.forecast.views.choosing import chosen
from hederssak.forecast.views.curves import bands, short
from hederssak.lib import formats
from hederssak.org.middleware import MemberRequest


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show each week's forecast of the four weeks ahead, what came, and how simpler sums have done."""
    choice = chosen(request)
    organization = request.member.organization
    rows = judged(organization, choice.team)
    record = track_record(rows)
    context = {
        "nav_at": "forecast",
        "choice": choice,
        "place": choice.team.name if choice.team else organization.name,
        "record": record,
    }
    if record is not None:
        context |= {
            "verdict": record.verdict,
            "apart": record.apart if record.apart < record.cases else 0,
            "chart": bands(rows, title=_title(record.held, record.cases), currency=organization.currency),
            "ways": [
                {
                    "name": texts.way(one.code),
                    "miss": short(one.miss, organization.currency),
                    "bias": _bias(one.bias, organization.currency),
                    "cases": one.cases,
                }
                for one in record.records
            ],
            "pinball": short(record.pinball, organization.currency),
        }
    return render(request, "forecast/past.html", context)


def _title(held: int, cases: int) -> str:
    words = {"held": formats.number(held), "cases": formats.number(cases)}
    return _("What came lay within what we said in %(held)s weeks of %(cases)s.") % words


def _bias(bias: float, currency: str) -> str:
    """Say which way and how far it has missed on average."""
    if round(bias) == 0:
        return _("neither")
    words = {"amount": short(abs(bias), currency)}
    return _("%(amount)s too high") % words if bias > 0 else _("%(amount)s too low") % words
