"""What meetings take in hours and money: everybody reads it, a director or an administrator writes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.middleware import MemberRequest
from hederssak.queue.actions import enqueue
from hederssak.rules.meeting_hours import Kind, Norms, NotANorm
from hederssak.targets import texts
from hederssak.targets.actions.cost_norms import set_norms
from hederssak.targets.forms import NormsForm
from hederssak.targets.jobs import count_costs_of_one
from hederssak.targets.queries.cost_norms import may_set_norms, norms_of, norms_row, towns_of


@require_http_methods(["GET", "POST"])
def norms(request: MemberRequest) -> HttpResponse:
    """Show what meetings take, and write it."""
    organization = request.member.organization
    may_write = may_set_norms(request.member)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = NormsForm(posted(request), organization=organization) if may_write else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            set_norms(form.norms(), by=request.member, now=clock.read())
        except NotANorm as refused:
            form.add_error(None, texts.not_a_norm(refused.code))
        else:
            enqueue(count_costs_of_one, str(organization.pk))
            messages.success(request, _("Written. Every meeting is counted anew by it in a moment."))
            return HttpResponseRedirect(reverse("targets:cost_norms"))
    context = _shown(request, norms_of(organization)) | {"form": form}
    return render(request, "targets/cost_norms.html", context, status=422 if form and form.errors else 200)


def _shown(request: MemberRequest, held: Norms) -> dict[str, Any]:
    currency = request.member.organization.currency
    first = held.prepare[Kind.FIRST] + held.after[Kind.FIRST] + held.usual.hours
    return {
        "nav_at": "organization" if request.member.role == "admin" else "targets",
        "row": norms_row(request.member.organization),
        "zone": request.member.organization.time_zone,
        "norms": held,
        "hourly": texts.exact_money(held.hourly, currency),
        "unit": texts.sign(currency),
        "first": texts.hours(float(first)),
        "is_free": held.hourly == 0,
        "kinds": [
            (texts.kind(kind), texts.hours(float(held.prepare[kind])), texts.hours(float(held.after[kind])))
            for kind in Kind
        ],
        "road": texts.hours(float(held.usual.hours)),
        "spent": texts.exact_money(held.usual.expenses, currency),
        "proposal": texts.hours(float(held.proposal_hours)),
        "towns": [
            (one.town, texts.hours(float(one.hours)), texts.exact_money(one.expenses, currency))
            for one in towns_of(request.member.organization)
        ],
        "remote_words": ", ".join(held.remote_words),
    }
