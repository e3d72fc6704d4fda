"""What the company asks for: set by the director or an administrator, by hand or from a file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hederssak.goals import texts
from hederssak.goals.actions.quota_files import QuotaFileError, import_quotas
from hederssak.goals.actions.quotas import set_quotas
from hederssak.goals.forms import QuotaFileForm, QuotaForm
from hederssak.goals.queries.quotas import quotas_of_year
from hederssak.lib import clock
from hederssak.lib.sheets import SheetRefused
from hederssak.org.access import may_set_quotas
from hederssak.org.middleware import MemberRequest


@require_http_methods(["GET", "POST"])
def index(request: MemberRequest) -> HttpResponse:
    """Show the quotas of a year, and set one."""
    _require(request)
    now = clock.read()
    today = clock.day_in(request.member.organization.time_zone, now)
    form = QuotaForm(request.POST or None, organization=request.member.organization, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        set_quotas([form.draft()], by=request.member, now=now)
        messages.success(request, _("The quota is set."))
        return HttpResponseRedirect(f"{reverse('goals:quotas')}?year={form.draft().day.year}")
    return _page(request, form, today=today)


@require_POST
def file(request: MemberRequest) -> HttpResponse:
    """Set the quotas of a file: all of them, or none."""
    _require(request)
    now = clock.read()
    today = clock.day_in(request.member.organization.time_zone, now)
    form = QuotaFileForm(request.POST, request.FILES)
    problems: list[str] = []
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            count = import_quotas(given.file, name=given.name, by=request.member, now=now)
        except QuotaFileError as error:
            problems = texts.refused_file(error.code, error.rows, error.column)
        except SheetRefused:
            problems = [_("This file can't be read as a table. Save it as XLSX or CSV, and try again.")]
        else:
            said = ngettext("%(count)s quota is set.", "%(count)s quotas are set.", count)
            messages.success(request, said % {"count": count})
            return HttpResponseRedirect(reverse("goals:quotas"))
    empty = QuotaForm(organization=request.member.organization, initial={"day": today})
    return _page(request, empty, today=today, file_form=form, problems=problems)


def _page(request: MemberRequest, form: QuotaForm, *, today: dt.date, **more: Any) -> HttpResponse:
    found = quotas_of_year(request.member, _year(request.GET.get("year", ""), today))
    context = {
        "nav_at": "goals",
        "form": form,
        "file_form": QuotaFileForm(),
        "year": found.year,
        "years": [found.year - 1, found.year + 1],
        "currency": request.member.organization.currency,
        "rows": [(row, texts.quota_period(row.span, row.first_day)) for row in found.rows],
    }
    refused = form.errors or more.get("problems") or (more.get("file_form") and more["file_form"].errors)
    return render(request, "goals/quotas.html", context | more, status=422 if refused else 200)


def _year(asked: str, today: dt.date) -> int:
    if not asked:
        return today.year
    if not asked.isdecimal() or not 2000 <= int(asked) <= 2200:
        raise Http404
    return int(asked)


def _require(request: MemberRequest) -> None:
    if not may_set_quotas(request.member):
        raise PermissionDenied
