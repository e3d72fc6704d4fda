"""Fit of one company: answer a question, ask to let it in, decide on that."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.crm import texts
from hederssak.crm.actions.fit import AlreadyAsked, AlreadyDecided, answer_question, ask_override, decide_override
from hederssak.crm.forms import AnswerForm, AskForm, DecideForm
from hederssak.crm.models import Account, FitCriterion, FitOverride, FitVerdict
from hederssak.crm.queries.fit import criteria_of, judgments_of, override_of, profile_in_force
from hederssak.crm.views.accounts import writable_account
from hederssak.crm.views.fit import told_criteria
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.access import require_leads
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.rules.fit import Answer, Verdict


@require_http_methods(["GET", "POST"])
def answer(request: MemberRequest, pk: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    """Answer a question about a company."""
    account = writable_account(request, str(pk))
    profile = profile_in_force(request.member.organization)
    criterion = get_object_or_404(FitCriterion, profile=profile, key=key, field="")
    form = AnswerForm(posted(request), initial={"key": key, **_begun(request)})
    if request.method == "POST" and form.is_valid():
        answer_question(
            account=account,
            key=criterion.key,
            answer=Answer(form.cleaned_data["answer"]),
            evidence=form.cleaned_data["evidence"],
            by=request.member,
            now=clock.read(),
        )
        messages.success(request, _("The answer is written."))
        return HttpResponseRedirect(reverse("web:account", args=[account.pk]))
    context = {"nav_at": "accounts", "account": account, "form": form, "question": criterion.question}
    return render(request, "crm/fit_answer.html", context, status=422 if form.errors else 200)


def _begun(request: MemberRequest) -> dict[str, str]:
    """Return the answer that a link begins: what was said on the telephone, to be confirmed or changed."""
    begun = request.GET.get("answer", "")
    return {
        "answer": begun if begun in {Answer.YES, Answer.NO, Answer.UNKNOWN} else Answer.YES,
        "evidence": request.GET.get("evidence", "")[:500],
    }


@require_http_methods(["GET", "POST"])
def ask(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask the manager to let a company in although it does not fit."""
    account = writable_account(request, str(pk))
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            ask_override(account=account, why=form.cleaned_data["why"], by=request.member, now=clock.read())
            messages.success(request, _("Your manager is asked."))
        except AlreadyAsked:
            messages.info(request, _("It is asked for already; the answer is not here yet."))
        return HttpResponseRedirect(reverse("web:account", args=[account.pk]))
    context = {"nav_at": "accounts", "account": account, "form": form}
    return render(request, "crm/fit_ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def decide(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Let a company in until a day, or do not."""
    rows = FitOverride.objects.filter(organization=request.member.organization, decided_at=None)
    override = get_object_or_404(rows.select_related("account", "asked_by__team"), pk=pk)
    require_leads(request.member, override.asked_by.team if override.asked_by else None)
    now = clock.read()
    today = clock.day_in(request.member.organization.time_zone, now)
    form = DecideForm(posted(request), today=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            decide_override(override=override, until=given["until"], reason=given["reason"], by=request.member, now=now)
            messages.success(request, _("Your answer is written."))
        except AlreadyDecided:
            messages.warning(request, _("Somebody has decided this already."))
        return HttpResponseRedirect(reverse("crm:fit"))
    context = {"nav_at": "accounts", "override": override, "form": form}
    return render(request, "crm/fit_decide.html", context, status=422 if form.errors else 200)


def fit_panel(account: Account, *, member: Member, today: dt.date) -> dict[str, Any] | None:
    """Return what a company's page shows of its fit, None while there is no profile or no verdict."""
    found = FitVerdict.objects.filter(account=account).select_related("profile").first()
    if found is None:
        return None
    answers = judgments_of([account.pk]).get(account.pk, {})
    override = override_of(account, today)
    waits = FitOverride.objects.filter(account=account, decided_at=None).exists()
    return {
        "verdict": found.verdict,
        "said": texts.verdict(found.verdict),
        "override": override,
        "waits": waits,
        "may_ask": found.verdict == Verdict.OUT and not waits and override is None,
        "criteria": [
            one
            | {
                "answer": found.answers.get(one["key"], Answer.UNKNOWN),
                "answered": texts.answer(found.answers.get(one["key"], Answer.UNKNOWN)),
                "evidence": answers[one["key"]].evidence if one["key"] in answers else "",
            }
            for one in told_criteria(member, criteria_of(found.profile))
        ],
    }
