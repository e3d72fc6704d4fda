"""Imports: bring files in, watch them, read why rows were refused. The admin does it, the director watches."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import AwareDatetime

from hederssak.api.v1.problems import REFUSALS
from hederssak.imports import actions, jobs
from hederssak.imports.models import Import, ImportState, RowOutcome, Verdict
from hederssak.imports.texts import reason
from hederssak.lib import clock, keyset
from hederssak.org.access import may_import, may_see_imports
from hederssak.org.middleware import MemberRequest
from hederssak.queue.actions import enqueue

router = Router(tags=["imports"])
OUT: dict[int, Any] = REFUSALS
LATEST = keyset.Order("uploaded_at", keyset.BY_INSTANT, descending=True)
STARTABLE = frozenset({ImportState.MAPPED, ImportState.CHECKING, ImportState.CHECKED})


class ImportOut(Schema):
    """One file: what it was found to be, how far it has come, and what became of its rows.

    `state` is uploaded (what it is has to be said on its page), mapped, checking, checked, queued, running, done,
    refused, undoing or undone. `rows` is null until the file was read once; `problem` says why a file was refused, or
    taken back (then it is undone): give it again.
    """

    id: uuid.UUID
    batch: uuid.UUID = Field(alias="batch_id")
    file_name: str
    source: str
    kind: str
    state: str
    problem: dict[str, Any] | None
    uploaded_at: dt.datetime
    exported_at: dt.datetime
    finished_at: dt.datetime | None
    rows: int | None
    rows_done: int
    made: int
    changed: int
    alone: int
    refused: int
    conflicts: int
    vanished: int


class ImportsOut(Schema):
    """A page of files, the newest first; `next_after` begins the next one and is empty on the last."""

    items: list[ImportOut]
    next_after: str


class ReasonOut(Schema):
    """One thing that is wrong in a row: a code, the column, the cell's text, and all that as a sentence."""

    code: str
    column: str
    text: str
    sentence: str


class RefusedOut(Schema):
    """A row that was refused, by its number in the file, and everything that is wrong with it."""

    row: int
    label: str
    problems: list[ReasonOut]


class RefusedRowsOut(Schema):
    """Some refused rows in the order of the file; `next_after` is null on the last page."""

    items: list[RefusedOut]
    next_after: int | None


class Asked(Schema):
    """After which mark."""

    after: str = ""


class RowsAsked(Schema):
    """After which row of the file."""

    after: int = Field(0, ge=0)


class FilesIn(Schema):
    """When the files left their system (now, unless said), and whether they hold everything that it has."""

    exported_at: AwareDatetime | None = None
    full: bool = True


@router.get("", response={200: ImportsOut, **OUT}, operation_id="imports")
def imports(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return a page of the files that came in."""
    _require_sight(request)
    page = keyset.page_of(Import.objects.visible_to(request.member), LATEST, after=asked.after)
    return {"items": page.rows, "next_after": page.next_after}


@router.post("", response={200: list[ImportOut], **OUT}, operation_id="upload_imports", url_name="imports")
def upload_imports(request: MemberRequest, tables: File[list[UploadedFile]], given: Form[FilesIn]) -> list[Import]:
    """Take files that belong together, find out what each is, and try none of them yet: they are one batch."""
    _require_import(request)
    for one in tables:
        size = -(-(one.size or 0) // 1_000_000)
        if size > settings.UPLOAD_LIMIT_MB:
            raise actions.ImportRefused("too_large", file=one.name or "", size=size, limit=settings.UPLOAD_LIMIT_MB)
    files = [actions.GivenFile(name=one.name or "file", stream=one, exported_at=given.exported_at) for one in tables]
    organization, options = request.member.organization, {"full": given.full}
    return actions.receive(files, organization=organization, by=request.member, now=clock.read(), options=options)


@router.get("/{pk}", response={200: ImportOut, **OUT}, operation_id="import")
def one_import(request: MemberRequest, pk: uuid.UUID) -> Import:
    """Return one file and how far it has come."""
    _require_sight(request)
    return _visible(request, pk)


@router.get("/{pk}/refused", response={200: RefusedRowsOut, **OUT}, operation_id="refused_rows")
def refused_rows(request: MemberRequest, pk: uuid.UUID, asked: Query[RowsAsked]) -> dict[str, Any]:
    """Return the rows that were refused, or would be, with every reason in the member's language."""
    _require_sight(request)
    rows = RowOutcome.objects.filter(run=_visible(request, pk), verdict=Verdict.REFUSED, number__gt=asked.after)
    found = list(rows.order_by("number")[: keyset.SIZE + 1])
    shown = found[: keyset.SIZE]
    return {
        "items": [
            {"row": row.number, "label": row.label, "problems": [_reason(one) for one in row.details["problems"]]}
            for row in shown
        ],
        "next_after": shown[-1].number if len(found) > keyset.SIZE else None,
    }


@router.post("/{pk}/checks", response={200: list[ImportOut], **OUT}, operation_id="check_import")
def checks(request: MemberRequest, pk: uuid.UUID) -> list[Import]:
    """Try the batch of a file: say of each row what would become of it, and write nothing."""
    run = _startable(request, pk)
    actions.start_check(run.batch_id, organization=run.organization)
    enqueue(jobs.check, str(run.batch_id), str(run.organization_id))
    return actions.files_of(run.batch_id, run.organization)


@router.post("/{pk}/runs", response={200: list[ImportOut], **OUT}, operation_id="run_import")
def runs(request: MemberRequest, pk: uuid.UUID) -> list[Import]:
    """Bring the batch of a file in; `rows_done` says how far it has come."""
    run = _startable(request, pk)
    actions.queue_batch(run.batch_id, organization=run.organization)
    enqueue(jobs.run, str(run.batch_id), str(run.organization_id))
    return actions.files_of(run.batch_id, run.organization)


@router.post("/{pk}/undoings", response={200: list[ImportOut], **OUT}, operation_id="undo_import")
def undoings(request: MemberRequest, pk: uuid.UUID) -> list[Import]:
    """Undo the batch of a file: what it made goes, what it changed goes back, what people did since stays."""
    _require_import(request)
    run = _visible(request, pk)
    wanted = [one for one in actions.files_of(run.batch_id, run.organization) if one.state in actions.UNDOABLE]
    actions.start_undo(wanted or [run])
    enqueue(jobs.undo, str(run.batch_id), str(run.organization_id))
    return actions.files_of(run.batch_id, run.organization)


def _require_sight(request: MemberRequest) -> None:
    """Answer 404 to whoever may not know of imports."""
    if not may_see_imports(request.member):
        raise Http404


def _require_import(request: MemberRequest) -> None:
    _require_sight(request)
    if not may_import(request.member):
        raise PermissionDenied


def _visible(request: MemberRequest, pk: uuid.UUID) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.member).select_related("organization"), pk=pk)


def _startable(request: MemberRequest, pk: uuid.UUID) -> Import:
    """Return a file whose batch can still be tried and run; one that is in, or on its way, answers 409."""
    _require_import(request)
    run = _visible(request, pk)
    if run.state not in STARTABLE:
        code = (run.problem or {}).get("code") or "already_run"
        raise actions.ImportRefused(code, file=run.file_name)
    return run


def _reason(problem: dict[str, Any]) -> dict[str, Any]:
    said = {name: problem.get(name, "") for name in ("code", "column", "text")}
    return said | {"sentence": reason(problem)}
