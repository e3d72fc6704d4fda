"""Each open deal's chance: in a list, and with its reasons and the reps' own calls on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.forecast import texts
from hederssak.forecast.actions import CallDraft, DealEndedError, call_deals
from hederssak.forecast.forms import CallForm
from hederssak.forecast.models import Chance
from hederssak.forecast.queries.asides import latest_calls
from hederssak.forecast.queries.reading import calls_of, chances_to_show
from hederssak.forecast.views.choosing import chosen
from hederssak.forecast.views.curves import short
from hederssak.lib import clock, formats
from hederssak.lib.keyset import BY_AMOUNT, BadMarkError, Order, page_of
from hederssak.org.access import may_write_business_fact, require_write
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline.models import Opportunity

BY_MARGIN = Order("margin", BY_AMOUNT, descending=True)


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List the open deals with their chances, the largest margin first."""
    choice = chosen(request)
    organization = request.member.organization
    only_aside = request.GET.get("only") == "aside"
    rows = chances_to_show(request.member, choice.team, only_aside=only_aside)
    try:
        page = page_of(rows, BY_MARGIN, after=request.GET.get("after", ""))
    except BadMarkError as error:
        raise Http404 from error
    calls = latest_calls(organization, [row.opportunity_id for row in page.rows])
    context = {
        "nav_at": "forecast",
        "choice": choice,
        "place": choice.team.name if choice.team else organization.name,
        "only_aside": only_aside,
        "count": rows.count(),
        "rows": [_row(row, calls.get(row.opportunity_id), organization.currency) for row in page.rows],
        "next_after": page.next_after,
    }
    return render(request, "forecast/deals.html", context)


def _row(row: Chance, call: Any, currency: str) -> dict[str, Any]:
    return {
        "chance": row,
        "opportunity": row.opportunity,
        "margin": short(float(row.margin), currency),
        "odds": texts.odds(row.chance),
        "low": formats.percent(row.low),
        "high": formats.percent(row.high),
        "in_quarter": texts.odds(row.in_quarter),
        "call": texts.tenths(call.tenths) if call else "",
        "why": texts.reason(row.reasons[0]) if row.reasons else "",
        "aside": [texts.aside(code) for code in row.aside],
    }


@require_safe
def one(request: MemberRequest, pk: str) -> HttpResponse:
    """Show one deal's chance, what moves it, and what its rep believes."""
    return render(request, "forecast/deal.html", _deal(request, _visible(request, pk), CallForm()))


@require_POST
def call(request: MemberRequest, pk: str) -> HttpResponse:
    """Write down what the rep believes; earlier calls stay."""
    row = _visible(request, pk)
    require_write(request.member, owner=row.owner)
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            call_deals([CallDraft(row, form.cleaned_data["tenths"], request.member, clock.read())])
        except DealEndedError:
            form.add_error(None, _("The deal has ended: there is nothing left to call."))
        else:
            messages.success(request, _("Your call is written down beside the computed chance."))
            return HttpResponseRedirect(reverse("forecast:deal", args=[row.pk]))
    return render(request, "forecast/deal.html", _deal(request, row, form), status=422)


def _visible(request: MemberRequest, pk: str) -> Opportunity:
    return get_object_or_404(Opportunity.objects.visible_to(request.member).placed(), pk=pk)


def _deal(request: MemberRequest, row: Opportunity, form: CallForm) -> dict[str, Any]:
    chance = Chance.objects.filter(opportunity=row).first() if row.is_open else None
    found: dict[str, Any] = {
        "nav_at": "forecast",
        "opportunity": row,
        "zone": row.team.time_zone if row.team else row.organization.time_zone,
        "form": form,
        "may_call": row.is_open and may_write_business_fact(request.member, owner=row.owner),
        "chance": chance,
        "calls": [{"call": one, "odds": texts.tenths(one.tenths)} for one in calls_of(row)],
    }
    if chance is not None:
        found |= {
            "odds": texts.odds(chance.chance),
            "low": formats.percent(chance.low),
            "high": formats.percent(chance.high),
            "in_month": texts.odds(chance.in_month),
            "in_quarter": texts.odds(chance.in_quarter),
            "basis": texts.chance_method(chance.method),
            "ups": [texts.reason(one) for one in chance.reasons if one["part"] > 0],
            "downs": [texts.reason(one) for one in chance.reasons if one["part"] <= 0],
            "asides": [texts.aside(code) for code in chance.aside],
        }
    return found
