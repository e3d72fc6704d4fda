"""The mark on a company that it stands in an agreed account plan: a panel on its page, and two presses."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hederssak.crm.models import Account
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.targets.actions.account_plans import (
    AlreadyAgreedError,
    NoPlanError,
    NoReasonError,
    agree_plan,
    end_plan,
)
from hederssak.targets.queries.account_plans import may_agree_plan, plan_of


def plan_panel(account: Account, *, member: Member) -> dict[str, Any]:
    """Return what a company's page says of its account plan."""
    return {"plan": plan_of(account), "may_agree": may_agree_plan(member, account)}


@require_POST
def agreed(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Agree that a company stands in an account plan."""
    account, now = _account(request, pk), clock.read()
    today = clock.day_in(account.organization.time_zone, now)
    try:
        agree_plan(account, why=request.POST.get("why", ""), by=request.member, today=today, now=now)
    except NoReasonError:
        messages.warning(request, _("Say in a few words what is agreed."))
    except AlreadyAgreedError:
        messages.info(request, _("It stands in a plan already."))
    else:
        messages.success(request, _("Agreed. From today its meetings are work by plan."))
    return _back(account)


@require_POST
def ended(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """End a company's account plan."""
    account = _account(request, pk)
    try:
        end_plan(account, by=request.member, today=clock.day_in(account.organization.time_zone, clock.read()))
    except NoPlanError:
        messages.info(request, _("It stands in no plan."))
    else:
        messages.success(request, _("The plan ends today."))
    return _back(account)


def _account(request: MemberRequest, pk: uuid.UUID) -> Account:
    rows = Account.objects.visible_to(request.member).select_related("owner__team", "organization")
    return get_object_or_404(rows, pk=pk)


def _back(account: Account) -> HttpResponse:
    return HttpResponseRedirect(reverse("web:account", args=[account.pk]))
