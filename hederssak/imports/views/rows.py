"""What became of each row, or would."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.imports import actions
from hederssak.imports.models import Import, ImportState, Verdict
from hederssak.imports.queries import pages
from hederssak.imports.texts import file_problem, note, reason, rows_headline
from hederssak.imports.texts.labels import field, kind
from hederssak.imports.views.doors import require_sight
from hederssak.org.access import may_import
from hederssak.org.middleware import MemberRequest

SUFFIXES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def rows(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """List the rows of a file by what becomes of them, and why."""
    require_sight(request.member)
    run = pages.visible_import(request.member, pk)
    verdict = request.GET.get("verdict") or _first(run)
    if verdict not in Verdict.values:
        raise Http404
    page = pages.outcomes(run, verdict, request.GET.get("page", "1"))
    labels = pages.custom_labels(request.member)
    tabs = [(value, getattr(run, value)) for value in (Verdict.MADE, Verdict.CHANGED, Verdict.REFUSED, Verdict.ALONE)]
    context = {
        "run": run,
        "kind": kind(run.kind),
        "headline": rows_headline(run),
        "is_done": run.state in {ImportState.DONE, ImportState.UNDONE},
        "verdict": verdict,
        "tabs": tabs,
        "page": page,
        "outcomes": [_outcome(row, labels) for row in page],
        "may_import": may_import(request.member),
        "nav_at": "imports",
    }
    return render(request, "imports/rows.html", context)


@require_safe
def refused(request: MemberRequest, pk: uuid.UUID, suffix: str) -> HttpResponseBase:
    """Give the refused rows as a file that can be corrected and given again."""
    require_sight(request.member)
    run = pages.visible_import(request.member, pk)
    if suffix not in SUFFIXES:
        raise Http404
    name = f"{run.file_name.rpartition('.')[0] or run.file_name}-{_('refused')}.{suffix}"
    try:
        table = actions.refused_file(run, suffix=suffix, say=reason)
    except actions.ImportRefused as lost:
        messages.error(request, file_problem(lost.as_json()))
        return redirect("imports:rows", pk=pk)
    return FileResponse(table, as_attachment=True, filename=name, content_type=SUFFIXES[suffix])


def _first(run: Import) -> str:
    """Return which rows one asks for first: those that need somebody, else those that changed."""
    return next((one for one in (Verdict.REFUSED, Verdict.CHANGED) if getattr(run, one)), Verdict.MADE)


def _outcome(row: pages.Outcome, labels: dict[str, str]) -> dict[str, Any]:
    details = row.details
    return {
        "number": row.number,
        "verdict": row.verdict,
        "label": row.label,
        "fields": [(field(name, labels), old, new) for name, (old, new) in details.get("fields", {}).items()],
        "problems": [(problem.get("column", ""), reason(problem)) for problem in details.get("problems", ())],
        "notes": [note(said) for said in details.get("notes", ())],
        "conflicts": [field(name, labels) for name in details.get("conflicts", ())],
    }
