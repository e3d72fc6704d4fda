"""The page of one company: what stands open with it, who is there, and how it has gone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hederssak.crm import texts as crm_texts
from hederssak.crm.models import Account
from hederssak.crm.queries.custom import custom_facts
from hederssak.crm.views.fit_of_account import fit_panel
from hederssak.history.texts import origin
from hederssak.lib import clock
from hederssak.org.access import may_write_business_fact
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import texts as pipeline_texts
from hederssak.prospecting.actions.hitlist import may_keep_list_of
from hederssak.prospecting.views.unfit import unfit_panel
from hederssak.targets.views.account_plans import plan_panel
from hederssak.web.queries.account import AccountPage, account_page
from hederssak.web.queries.days import days_of

FIRST = 5


@require_safe
def account(request: MemberRequest, pk: str) -> HttpResponse:
    """Show one company."""
    row = get_object_or_404(Account.objects.visible_to(request.member).select_related("owner__team"), pk=pk)
    row.organization = request.member.organization
    now = clock.read()
    days = days_of(request.member, now=now)
    found = account_page(row, member=request.member, now=now)
    fit = fit_panel(row, member=request.member, today=days.today)
    context = {
        "nav_at": "accounts",
        "account": row,
        "found": found,
        "zone": days.zone.key,
        "today": days.today,
        "now": now,
        "may_write": may_write_business_fact(request.member, owner=row.owner),
        "may_call": may_keep_list_of(request.member, request.member),
        "relationship": crm_texts.relationship(row.relationship),
        "website": row.website if row.website.startswith(("http://", "https://")) else "",
        "deals": _deals(found),
        "fit": fit,
        "unfit": unfit_panel(row, fit["criteria"] if fit else [], member=request.member, now=now),
        "plan": plan_panel(row, member=request.member),
        "custom_facts": custom_facts(row.custom, organization_id=row.organization_id, kind="account"),
        "first": FIRST,
        "story": [
            {"entry": entry, "told": crm_texts.tell(entry), "origin": origin(entry.origin)} for entry in found.story
        ],
    }
    return render(request, "web/account.html", context)


def _deals(found: AccountPage) -> list[dict[str, Any]]:
    return [
        {"deal": deal, "step": found.steps.get(deal.pk), "state": pipeline_texts.state(deal.state)}
        for deal in found.deals
    ]
