"""When a team books its meetings: its manager writes it, and who sets the firm up."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hederssak.lib import clock
from hederssak.lib.ordered import ByName
from hederssak.lib.posted import posted
from hederssak.org.access import may_configure
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role, Team
from hederssak.prospecting.actions import (
    RuleClashError,
    add_reason,
    change_rule,
    end_rule,
    ensure_reasons,
    may_set_blocks,
    retire_reason,
    set_rule,
)
from hederssak.prospecting.forms.rules import ReasonForm, RuleForm
from hederssak.prospecting.models import BlockKind, BlockRule, SwapReason
from hederssak.prospecting.queries.reasons import reasons_of
from hederssak.prospecting.queries.rules import rules_of_team
from hederssak.prospecting.texts import rules as texts
from hederssak.prospecting.texts.swaps import reason as reason_text

NAV = {"nav_at": "prospecting"}
WHOLE_TEAM = "team"


@require_http_methods(["GET", "POST"])
def team(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show when a team books its meetings; whoever may, adds a time."""
    row = get_object_or_404(Team, pk=pk, organization_id=request.member.organization_id)
    now = clock.read()
    today = clock.day_in(row.time_zone, now)
    may_set = may_set_blocks(request.member, row)
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    reps = list(Member.objects.filter(team=row, left_on=None, role=Role.REP).order_by(ByName("name")))
    whom = [(WHOLE_TEAM, _("All reps of %(team)s") % {"team": row.name}), *((str(one.pk), one.name) for one in reps)]
    form = RuleForm(posted(request), today=today, whom=whom)
    if form.is_valid():
        chosen = next((one for one in reps if str(one.pk) == form.cleaned_data["whom"]), None)
        first = form.cleaned_data["first"]
        try:
            kind = form.cleaned_data["kind"]
            set_rule(team=row, member=chosen, time=form.time, first=first, by=request.member, now=now, kind=kind)
        except RuleClashError as clash:
            form.add_error(None, texts.clash(clash.member))
        else:
            messages.success(request, _("The times of the next twelve weeks stand in the calendars."))
            return HttpResponseRedirect(reverse("prospecting:team", args=[row.pk]))
    rules = rules_of_team(row, on=today)
    context = {
        **NAV,
        "team": row,
        "form": form,
        "may_set": may_set,
        "booking": [rule for rule in rules if rule.kind == BlockKind.REGULAR],
        "rules": [(rule, texts.time(rule), texts.whom(rule), texts.until(rule)) for rule in rules],
    }
    return render(request, "prospecting/team.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def rule(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a weekly time from a day on."""
    row, owner = _rule(request, pk)
    now = clock.read()
    form = RuleForm(posted(request), today=clock.day_in(owner.time_zone, now), whom=[], rule=row)
    if form.is_valid():
        try:
            change_rule(rule=row, time=form.time, first=form.cleaned_data["first"], by=request.member, now=now)
        except RuleClashError as clash:
            form.add_error(None, texts.clash(clash.member))
        else:
            messages.success(request, _("Changed. What has been stays as it was."))
            return HttpResponseRedirect(reverse("prospecting:team", args=[owner.pk]))
    context = {**NAV, "team": owner, "form": form, "time": texts.time(row), "whom": texts.whom(row)}
    return render(request, "prospecting/rule.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """End a weekly time today; its times from tomorrow on leave the calendars."""
    row, owner = _rule(request, pk)
    now = clock.read()
    last = max(clock.day_in(owner.time_zone, now), row.valid_from - dt.timedelta(days=1))
    end_rule(rule=row, last=last, by=request.member, now=now)
    messages.success(request, _("It ends today. What has been stays as it was."))
    return HttpResponseRedirect(reverse("prospecting:team", args=[owner.pk]))


@require_http_methods(["GET", "POST"])
def reasons(request: MemberRequest) -> HttpResponse:
    """Show the reasons for giving up an hour, or add one."""
    if not may_configure(request.member):
        raise PermissionDenied
    ensure_reasons(request.member.organization)
    form = ReasonForm(posted(request))
    if form.is_valid():
        add_reason(text=form.cleaned_data["text"], by=request.member, now=clock.read())
        messages.success(request, _("It can be chosen from now on."))
        return HttpResponseRedirect(reverse("prospecting:reasons"))
    rows = [(row, reason_text(row)) for row in reasons_of(request.member.organization)]
    context = {"nav_at": "organization", "form": form, "reasons": rows}
    return render(request, "prospecting/reasons.html", context, status=422 if form.errors else 200)


@require_POST
def retire(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a reason off the list."""
    row = get_object_or_404(SwapReason, pk=pk, organization_id=request.member.organization_id)
    retire_reason(reason=row, by=request.member, now=clock.read())
    messages.success(request, _("It can't be chosen any more."))
    return HttpResponseRedirect(reverse("prospecting:reasons"))


def _rule(request: MemberRequest, pk: uuid.UUID) -> tuple[BlockRule, Team]:
    rows = BlockRule.objects.visible_to(request.member).select_related("team", "member__team")
    row = get_object_or_404(rows, pk=pk)
    owner = row.team or (row.member.team if row.member else None)
    if owner is None or not may_set_blocks(request.member, owner):
        raise PermissionDenied
    return row, owner
