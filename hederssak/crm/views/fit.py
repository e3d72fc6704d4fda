"""The ideal customer's profile: who fits, what to find out of the rest, and how it is changed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.crm import jobs, texts
from hederssak.crm.actions.fit import ProposalGone, propose_profile, put_in_force, withdraw_profile
from hederssak.crm.actions.fit.profiles import DECIDES, PROPOSES
from hederssak.crm.forms import ProfileForm, criterion_forms
from hederssak.crm.models import Account, FitCriterion, FitProfile
from hederssak.crm.queries.fit import (
    criteria_of,
    fields_to_ask,
    listed_by_verdict,
    overrides_asked,
    profile_in_force,
    proposal_of,
    standing,
)
from hederssak.lib import clock
from hederssak.lib.keyset import BadMarkError
from hederssak.lib.posted import posted
from hederssak.org.access import require_role
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.queue.actions import enqueue
from hederssak.rules.fit import Verdict

USUAL = 60


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the profile in force, how the companies stand, and those of one verdict."""
    member = request.member
    shown = _verdict(request.GET.get("show", Verdict.UNKNOWN))
    try:
        page = listed_by_verdict(member, shown, after=request.GET.get("after", ""))
    except BadMarkError as error:
        raise Http404 from error
    profile = profile_in_force(member.organization)
    said = told_criteria(member, criteria_of(profile))
    names = {one["key"]: one["text"] for one in said}
    context = {
        "nav_at": "accounts",
        "profile": profile,
        "enough": round(profile.enough * 100) if profile else None,
        "criteria": said,
        "proposal": proposal_of(member.organization),
        "may_propose": member.role in PROPOSES,
        "standing": standing(member),
        "shown": shown.value,
        "tabs": [(code.value, texts.verdict(code)) for code in (Verdict.UNKNOWN, Verdict.IN, Verdict.OUT)],
        "rows": [{"account": row, "why": _why(row, shown, names)} for row in page.rows],
        "next_after": page.next_after,
        "asked": list(overrides_asked(member)),
    }
    template = "crm/fit.html#rows" if request.GET.get("after") and request.htmx else "crm/fit.html"  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request"
    return response


@require_http_methods(["GET", "POST"])
def propose(request: MemberRequest) -> HttpResponse:
    """Write a new version of the profile; it is shown with whom it moves before it counts."""
    member = request.member
    require_role(member, PROPOSES)
    start = proposal_of(member.organization) or profile_in_force(member.organization)
    enough = round(start.enough * 100) if start else USUAL
    form = ProfileForm(posted(request), initial={"enough": enough})
    rows = criterion_forms(posted(request), organization=member.organization, criteria=criteria_of(start))
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        profile = propose_profile(
            rows.drafts(), enough=form.share, why=form.cleaned_data["why"], by=member, now=clock.read()
        )
        enqueue(jobs.preview_fit, str(profile.pk))
        return HttpResponseRedirect(reverse("crm:fit_proposal", args=[profile.pk]))
    wrong = request.method == "POST"
    context = {"nav_at": "accounts", "form": form, "rows": rows, "is_first": start is None}
    return render(request, "crm/fit_edit.html", context, status=422 if wrong else 200)


@require_safe
def proposal(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show whom a proposal would move."""
    member = request.member
    require_role(member, PROPOSES)
    profile = get_object_or_404(FitProfile, pk=pk, organization=member.organization)
    if profile.in_force_at or profile.withdrawn_at:
        return HttpResponseRedirect(reverse("crm:fit"))
    context = {
        "nav_at": "accounts",
        "profile": profile,
        "criteria": told_criteria(member, criteria_of(profile)),
        "enough": round(profile.enough * 100),
        "preview": profile.preview,
        "ways": _ways(profile),
        "moves": _moves(profile),
        "may_decide": member.role in DECIDES,
        "may_withdraw": member.role in DECIDES or profile.by_id == member.pk,
    }
    template = "crm/fit_proposal.html#counted" if request.htmx else "crm/fit_proposal.html"  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request"
    return response


@require_POST
def decide(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a proposal in force, or take it back."""
    member = request.member
    profile = get_object_or_404(FitProfile, pk=pk, organization=member.organization)
    try:
        if "withdraw" in request.POST:
            withdraw_profile(profile, by=member, now=clock.read())
            messages.success(request, _("The proposal is taken back."))
        else:
            put_in_force(profile, by=member, now=clock.read())
            enqueue(jobs.judge_fit)
            messages.success(request, _("The profile counts from now on. The companies are being judged by it."))
    except ProposalGone:
        messages.warning(request, _("Somebody has decided this already."))
    return HttpResponseRedirect(reverse("crm:fit"))


def told_criteria(member: Member, criteria: list[FitCriterion]) -> list[dict[str, Any]]:
    """Return criteria in words: what each asks, how much it counts, and whether it is mandatory."""
    labels = dict(fields_to_ask(member.organization))
    return [
        {
            "key": str(one.key),
            "text": texts.criterion(labels.get(one.field, one.field), one.operator, one.values)
            if one.field
            else one.question,
            "is_question": not one.field,
            "weight": one.weight,
            "is_mandatory": one.is_mandatory,
        }
        for one in criteria
    ]


def _why(account: Account, shown: Verdict, names: dict[str, str]) -> list[str]:
    """Return what to find out of a company, or what speaks against it."""
    fit = account.fit
    if shown is Verdict.UNKNOWN:
        return [names[key] for key in fit.ask if key in names]
    if shown is Verdict.OUT:
        return [names[key] for key, answer in fit.answers.items() if answer == "no" and key in names]
    return []


def _verdict(code: str) -> Verdict:
    try:
        return Verdict(code)
    except ValueError as error:
        raise Http404 from error


def _ways(profile: FitProfile) -> list[dict[str, Any]]:
    ways = (profile.preview or {}).get("ways", {})
    found = [(*way.split(" "), count) for way, count in ways.items()]
    return [
        {"before": texts.verdict(before), "after": texts.verdict(after), "count": count}
        for before, after, count in sorted(found, key=lambda one: -one[2])
    ]


def _moves(profile: FitProfile) -> list[dict[str, Any]]:
    moves = (profile.preview or {}).get("moves", [])
    names = dict(Account.objects.filter(pk__in=[pk for pk, _was, _will in moves]).values_list("pk", "name"))
    return [
        {"pk": pk, "name": names[uuid.UUID(pk)], "before": texts.verdict(was), "after": texts.verdict(will)}
        for pk, was, will in moves
        if uuid.UUID(pk) in names
    ]
