"""Undoing a run: what it made goes, what it changed goes back, and what a person has done since is spared."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import transaction

from hederssak.history.models import Change, Origin, RecordKind
from hederssak.imports import queries
from hederssak.imports.actions import turns
from hederssak.imports.actions.reading import TAKEN_BACK, ImportRefused
from hederssak.imports.actions.removing import remove
from hederssak.imports.actions.restoring import Spared, reopen_steps, restore
from hederssak.imports.actions.running import Clock, files_of
from hederssak.imports.actions.values import MODELS
from hederssak.imports.models import Conflict, Import, ImportState, RowOutcome, SourceRecord
from hederssak.lib.rows import save_only
from hederssak.org.models import Organization
from hederssak.pipeline.models import CommitteeSeat
from hederssak.queue import actions as queue

CHUNK = 200
MOST_SPARED = 500
WANTED = {"removed": 0, "restored": 0, "spared": [], "wanted": True}
"""What an import that is to be undone says of it before the first row."""
WITH_THEIR_DEAL = frozenset({RecordKind.NEXT_STEP, RecordKind.COMMITTEE})
UNDOABLE = frozenset({ImportState.DONE, ImportState.RUNNING, ImportState.QUEUED, ImportState.UNDOING})


def start_undo(runs: Sequence[Import]) -> None:
    """Decide that imports are to be undone; from here on that is finished, whatever happens to the process.

    Raises:
        ImportRefused: not_undoable, where one of them has written nothing or is undone already.
    """
    for run in runs:
        if run.state not in UNDOABLE:
            raise ImportRefused("not_undoable", file=run.file_name)
    with transaction.atomic():
        for run in runs:
            save_only(run, undone=WANTED)


def undo_batch(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    """Undo those files of a batch for which that was decided, the last first; safe to call again after a crash.

    Raises:
        ImportRefused: another_import, while another batch of the organization writes.
    """
    turns.take(organization, batch_id, now=clock())
    undo_files(batch_id, organization=organization, clock=clock)
    turns.give_up(organization, batch_id)


def undo_files(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    """Undo those files of a batch for which that was decided, while the batch has the turn."""
    for run in reversed(files_of(batch_id, organization)):
        if run.undone and run.undone.get("wanted") and run.state in UNDOABLE:
            _undo(run, clock=clock)


def take_back(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    """Undo the file of a batch that was being written and can't be read any more; those after it are not begun.

    It keeps why. Files that came before it are in, whole, and stay. From the first transaction on this is finished,
    whatever happens to the process.
    """
    with transaction.atomic():
        queue.hold()
        turns.keep(organization, batch_id, now=clock())
        for run in files_of(batch_id, organization):
            if run.state == ImportState.RUNNING:
                lost = ImportRefused(TAKEN_BACK, file=run.file_name)
                save_only(run, state=ImportState.UNDOING, undone=WANTED, problem=lost.as_json())
            elif run.state == ImportState.QUEUED:
                save_only(run, state=ImportState.MAPPED)
    undo_files(batch_id, organization=organization, clock=clock)


def _undo(run: Import, *, clock: Clock) -> None:
    save_only(run, state=ImportState.UNDOING)
    _in_chunks(run, clock, _changed(run), _restore)
    for kind in MODELS:
        _in_chunks(run, clock, _made(run, kind), _remove)
    _in_chunks(run, clock, _ended_steps(run), _reopen)
    with transaction.atomic():
        turns.keep(run.organization, run.batch_id, now=clock())
        _forget_linked(run)
        queries.vanished_by(run).update(vanished_at=None)
        Conflict.objects.filter(run=run, settled_at=None).delete()
        undone = {name: value for name, value in (run.undone or {}).items() if name != "wanted"}
        save_only(run, state=ImportState.UNDONE, undone=undone, finished_at=clock())


def _in_chunks(
    run: Import,
    clock: Clock,
    records: Iterator[tuple[str, list[uuid.UUID]]],
    work: Callable[[Import, str, list[uuid.UUID], dt.datetime], tuple[str, int, list[Spared]]],
) -> None:
    for kind, pks in records:
        now = clock()
        with transaction.atomic():
            queue.hold()
            turns.keep(run.organization, run.batch_id, now=now)
            figure, count, spared = work(run, kind, pks, now)
            told: dict[str, Any] = dict(run.undone or {})
            told[figure] = told.get(figure, 0) + count
            known = {(one["id"], one["field"]) for one in told["spared"]}
            fresh = [one.as_json() for one in spared if (str(one.record_id), one.field) not in known]
            told["spared"] = [*told["spared"], *fresh][:MOST_SPARED]
            save_only(run, undone=told)


def _changed(run: Import) -> Iterator[tuple[str, list[uuid.UUID]]]:
    """Give the records that the run changed, in handfuls of one kind; listed before anything is written."""
    rows = Change.objects.filter(organization_id=run.organization_id, source_id=run.pk, origin=Origin.FILE)
    pairs = list(rows.filter(field__gt="").values_list("kind", "record_id").distinct())
    for kind in MODELS:
        pks = sorted({pk for of, pk in pairs if of == kind})
        for at in range(0, len(pks), CHUNK):
            yield kind, pks[at : at + CHUNK]


def _made(run: Import, kind: str) -> Iterator[tuple[str, list[uuid.UUID]]]:
    """Give the records of a kind that the run made, in handfuls. Steps and seats of deals that it made go with them."""
    rows = Change.objects.filter(organization_id=run.organization_id, source_id=run.pk, origin=Origin.FILE, field="")
    wanted = rows.filter(kind=kind)
    if kind in WITH_THEIR_DEAL:
        deals = rows.filter(kind=RecordKind.OPPORTUNITY).values("record_id")
        wanted = wanted.exclude(subject_id__in=deals)
    pks = list(wanted.order_by("pk").values_list("record_id", flat=True))
    for at in range(0, len(pks), CHUNK):
        yield kind, pks[at : at + CHUNK]


def _restore(run: Import, kind: str, pks: list[uuid.UUID], now: dt.datetime) -> tuple[str, int, list[Spared]]:
    journal = _journal(run, pks)
    kept = {pk: details["kept"] for pk, details in journal.items() if "kept" in details}
    if kind == RecordKind.NEXT_STEP:
        return "restored", 0, []
    count, spared = restore(run, kind, pks, kept=kept, now=now)
    _give_back_source(run, journal)
    return "restored", count, spared


def _remove(run: Import, kind: str, pks: list[uuid.UUID], now: dt.datetime) -> tuple[str, int, list[Spared]]:
    del now
    if kind == RecordKind.COMMITTEE:
        deals = CommitteeSeat.objects.filter(pk__in=pks).values_list("opportunity_id", flat=True)
        _give_back_source(run, _journal(run, list(deals)))
    count, spared = remove(run, kind, pks)
    if kind == RecordKind.NEXT_STEP:
        return "restored", 0, []
    return "removed", 0 if kind in WITH_THEIR_DEAL else count, spared


def _reopen(run: Import, kind: str, pks: list[uuid.UUID], now: dt.datetime) -> tuple[str, int, list[Spared]]:
    del kind
    return "restored", reopen_steps(run, pks, now=now), []


def _ended_steps(run: Import) -> Iterator[tuple[str, list[uuid.UUID]]]:
    """Give the next steps that the run ended, in handfuls."""
    rows = Change.objects.filter(organization_id=run.organization_id, source_id=run.pk, origin=Origin.FILE)
    ended = rows.filter(kind=RecordKind.NEXT_STEP, field="was_done")
    pks = list(ended.order_by("pk").values_list("record_id", flat=True))
    for at in range(0, len(pks), CHUNK):
        yield RecordKind.NEXT_STEP, pks[at : at + CHUNK]


def _journal(run: Import, pks: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """Return what the run kept of each record before it changed it."""
    rows = RowOutcome.objects.filter(run=run, details__record__in=[str(pk) for pk in pks])
    return {uuid.UUID(details["record"]): details for details in rows.values_list("details", flat=True)}


def _give_back_source(run: Import, journal: dict[uuid.UUID, dict[str, Any]]) -> None:
    """Make the source say again what it had said before the run, so that the file can be given once more."""
    seen = {pk: details["seen"] for pk, details in journal.items() if "seen" in details}
    rows = SourceRecord.objects.filter(
        organization_id=run.organization_id, source=run.source, kind=run.kind, record_id__in=seen
    )
    changed = []
    for row in rows:
        said = seen[row.record_id]
        row.values, row.seen_at, row.fingerprint = said["values"], dt.datetime.fromisoformat(said["at"]), b""
        changed.append(row)
    SourceRecord.objects.bulk_update(changed, ["values", "seen_at", "fingerprint"], batch_size=200)


def _forget_linked(run: Import) -> None:
    """Forget by which ids the source knows records that stood here before and that the run only recognized."""
    linked = RowOutcome.objects.filter(run=run, details__linked=True).values_list("details__key", flat=True)
    rows = SourceRecord.objects.filter(organization_id=run.organization_id, source=run.source, kind=run.kind)
    keys = [key for key in linked if key]
    for at in range(0, len(keys), CHUNK):
        rows.filter(key__in=keys[at : at + CHUNK]).delete()
