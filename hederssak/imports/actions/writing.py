"""Writing a batch of files, from where each has come. A file that is lost on the way is taken back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from hederssak.crm.actions import define_custom_fields
from hederssak.history.models import SnapshotReason
from hederssak.imports import queries
from hederssak.imports.actions import turns
from hederssak.imports.actions.applying import apply
from hederssak.imports.actions.chunks import Reader, plan
from hederssak.imports.actions.reading import TAKEN_BACK, ImportRefused
from hederssak.imports.actions.running import Clock, files_of, opened
from hederssak.imports.actions.undoing import take_back, undo_files
from hederssak.imports.actions.world import World
from hederssak.imports.models import Import, ImportState
from hederssak.imports.presets import RecordKind
from hederssak.lib import bulk
from hederssak.lib.lines import tell
from hederssak.lib.rows import save_only
from hederssak.org.models import Organization
from hederssak.pipeline.actions import snapshot_pipeline


def run_batch(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    """Run the files of a batch that were queued, from where each has come; safe to call again after a crash.

    What another batch had begun when its process was ended is finished first.

    Raises:
        ImportRefused: another_import, while another batch of the organization writes; taken_back, where a stored file
            was gone or could not be read to its end: what it had written is gone again, and those after it wait.
        TurnLostError: where another process has gone on with it.
    """
    turns.take(organization, batch_id, now=clock())
    for interrupted in queries.interrupted(organization, besides=batch_id):
        turns.hand_over(organization, batch_id, to=interrupted, now=clock())
        _go_on(interrupted, organization=organization, clock=clock)
        turns.take(organization, batch_id, now=clock())
    _go_on(batch_id, organization=organization, clock=clock)
    turns.give_up(organization, batch_id)
    for run in files_of(batch_id, organization):
        if run.state == ImportState.UNDONE and run.problem:
            raise _told(run)


def _go_on(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    """Finish a batch: what was being taken back when its process ended, then what is not written yet."""
    undo_files(batch_id, organization=organization, clock=clock)
    try:
        _run_files(batch_id, organization=organization, clock=clock)
    except ImportRefused:
        take_back(batch_id, organization=organization, clock=clock)


def _told(run: Import) -> ImportRefused:
    """Return why a file was taken back, with what has become of its rows."""
    undone = run.undone or {}
    spared = len(undone.get("spared", ()))
    return ImportRefused(
        TAKEN_BACK, file=run.file_name, removed=undone["removed"], restored=undone["restored"], spared=spared
    )


def _run_files(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    world: World | None = None
    for run in files_of(batch_id, organization):
        if run.state in queries.UNFINISHED:
            world = world or World.of(organization, run.source)
            _run(run, world, clock=clock)


def _run(run: Import, world: World, *, clock: Clock) -> None:
    save_only(run, state=ImportState.RUNNING)
    if run.rows_done != run.rows:
        _write(run, world, clock=clock)
    if run.rows_done != run.rows:  # a file that was cut short meanwhile ends without a word
        raise ImportRefused("unreadable", file=run.file_name)
    _finish(run, now=clock())


def _write(run: Import, world: World, *, clock: Clock) -> None:
    with opened(run) as sheet:
        reader = Reader.of(run, sheet, world)
        world.stages.prepare((run.survey or {}).get("stages", ()))
        columns = reader.kind.columns
        labels = [(key, columns.labels[key]) for key, _ in columns.custom]
        define_custom_fields(labels, organization=run.organization, kind=reader.kind.customs or run.kind)
        with bulk.few_collections():
            for chunk in reader.chunks():
                plan(reader.kind, chunk)
                apply(reader, chunk, now=clock())


def _finish(run: Import, *, now: dt.datetime) -> None:
    """Mark what a full export no longer holds, take a picture of the pipeline, and say that the run is done."""
    with transaction.atomic():
        turns.keep(run.organization, run.batch_id, now=now)
        gone = queries.missing_from(run)
        vanished = 0
        holds_all = run.options.get("full", True) and run.kind != RecordKind.HIT_LIST
        if holds_all and gone.count() * 2 <= queries.keys_known(run):
            vanished = gone.update(vanished_at=run.exported_at)
        if run.kind == RecordKind.OPPORTUNITY:
            snapshot_pipeline(organization=run.organization, now=now, reason=SnapshotReason.IMPORT, source_id=run.pk)
        save_only(run, state=ImportState.DONE, finished_at=now, vanished=vanished)
    figures = {name: getattr(run, name) for name in ("made", "changed", "alone", "refused", "conflicts")}
    tell("import", id=run.pk, organization=run.organization_id, kind=run.kind, **figures)
