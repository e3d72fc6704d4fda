"""Batches of files: the list, one of them with what can be done, and doing it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.imports import actions, jobs
from hederssak.imports.models import Import, ImportState
from hederssak.imports.queries import pages
from hederssak.imports.queries.pages import Batch
from hederssak.imports.texts import batch_headline, file_problem, steps, work_of
from hederssak.imports.texts.labels import kind, state, system
from hederssak.imports.views.doors import require_import, require_sight, visible_batch
from hederssak.org.access import may_import
from hederssak.org.middleware import MemberRequest
from hederssak.queue.actions import enqueue

BEFORE = frozenset({ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKED, ImportState.REFUSED})


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List what came in, the newest first."""
    require_sight(request.member)
    batches = pages.batches(request.member)
    context = {
        "batches": [(one, batch_headline(one.runs), system(one.first.source)) for one in batches],
        "questions": pages.open_questions(request.member).count(),
        "may_import": may_import(request.member),
        "nav_at": "imports",
    }
    return render(request, "imports/index.html", context)


@require_safe
def batch(request: MemberRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Show the files of a batch and what is next; while the worker is at it, the page asks again every second."""
    require_sight(request.member)
    found = visible_batch(request.member, batch_id)
    template = "imports/batch.html"
    if request.headers.get("HX-Request") and found.is_at_work:
        template = "imports/batch.html#work"
    response = render(request, template, _context(request, found))
    if request.headers.get("HX-Request") and not found.is_at_work:
        response.headers["HX-Refresh"] = "true"
    response.headers["Vary"] = "HX-Request"
    return response


@require_POST
def check(request: MemberRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Let the worker say what would become of each row."""
    require_import(request.member)
    found = visible_batch(request.member, batch_id)
    actions.start_check(batch_id, organization=request.member.organization)
    enqueue(jobs.check, str(found.batch_id), str(request.member.organization_id))
    return redirect("imports:batch", batch_id=batch_id)


@require_POST
def run(request: MemberRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Let the worker write the files of a batch."""
    require_import(request.member)
    found = visible_batch(request.member, batch_id)
    try:
        actions.queue_batch(batch_id, organization=request.member.organization)
    except actions.ImportRefused as refused:
        messages.error(request, file_problem(refused.as_json()))
    else:
        enqueue(jobs.run, str(found.batch_id), str(request.member.organization_id))
    return redirect("imports:batch", batch_id=batch_id)


@require_POST
def undo(request: MemberRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Let the worker undo the files of a batch that are in."""
    require_import(request.member)
    found = visible_batch(request.member, batch_id)
    try:
        actions.start_undo([one for one in found.runs if one.state in actions.UNDOABLE])
    except actions.ImportRefused as refused:
        messages.error(request, file_problem(refused.as_json()))
    else:
        enqueue(jobs.undo, str(found.batch_id), str(request.member.organization_id))
    return redirect("imports:batch", batch_id=batch_id)


@require_POST
def drop(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a file out of its batch before it is run."""
    require_sight(request.member)
    one = pages.visible_import(request.member, pk)
    require_import(request.member)
    try:
        actions.drop(one)
    except actions.ImportRefused as refused:
        messages.error(request, file_problem(refused.as_json()))
        return redirect("imports:batch", batch_id=one.batch_id)
    messages.success(request, _("The file is left out."))
    if Import.objects.visible_to(request.member).filter(batch_id=one.batch_id).exists():
        return redirect("imports:batch", batch_id=one.batch_id)
    return redirect("imports:index")


def _context(request: MemberRequest, found: Batch) -> dict[str, Any]:
    states = {run.state for run in found.runs}
    startable = states & {ImportState.MAPPED, ImportState.CHECKED}
    blocked = states & {ImportState.UPLOADED, ImportState.REFUSED}
    return {
        "batch": found,
        "headline": batch_headline(found.runs),
        "rows": [_row(run) for run in found.runs],
        "work": [(run, work_of(run)) for run in found.runs if run.state in pages.AT_WORK],
        "step_names": steps(),
        "at": _step(states),
        "may_change": may_import(request.member) and not found.is_at_work,
        "can_check": bool(startable) and not blocked,
        "can_run": startable == {ImportState.CHECKED} and not blocked,
        "can_undo": bool(states & {ImportState.DONE}),
        "nav_at": "imports",
    }


def _row(run: Import) -> dict[str, Any]:
    return {
        "run": run,
        "kind": kind(run.kind),
        "state": state(run.state),
        "problem": file_problem({**run.problem, "file": ""}) if run.problem else "",
        "is_readable": bool(run.header_key),
        "is_before": run.state in BEFORE,
        "has_figures": run.state in {ImportState.CHECKED, ImportState.RUNNING, ImportState.DONE},
        "mapped": len(run.mapping),
        "spared": (run.undone or {}).get("spared", []),
        "removed": (run.undone or {}).get("removed", 0),
        "restored": (run.undone or {}).get("restored", 0),
    }


def _step(states: set[str]) -> int:
    if states & {ImportState.UPLOADED, ImportState.REFUSED}:
        return 2
    if states & {ImportState.MAPPED, ImportState.CHECKING, ImportState.CHECKED}:
        return 3
    return 4
