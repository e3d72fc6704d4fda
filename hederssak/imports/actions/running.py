"""Running a batch of files for real, and trying it without writing. Both go through the same judgment."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from hederssak.crm.actions import define_custom_fields
from hederssak.history.models import SnapshotReason
from hederssak.imports import queries
from hederssak.imports.actions import turns
from hederssak.imports.actions.applying import apply, count, write_outcomes
from hederssak.imports.actions.chunks import Reader, compare, kind_of, plan
from hederssak.imports.actions.kinds import ORDER
from hederssak.imports.actions.reading import ImportRefused, survey
from hederssak.imports.actions.world import World
from hederssak.imports.models import Import, ImportState, RowOutcome
from hederssak.imports.presets import RecordKind
from hederssak.lib import bulk
from hederssak.lib.lines import tell
from hederssak.lib.rows import save_only
from hederssak.lib.sheets import Sheet, SheetRefused, open_sheet
from hederssak.org.models import Organization
from hederssak.pipeline.actions import snapshot_pipeline

Clock = Callable[[], dt.datetime]
FIGURES = ("rows_done", "made", "changed", "alone", "refused", "conflicts", "vanished")
STARTABLE = (ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKING, ImportState.CHECKED)
POINTING = frozenset({RecordKind.MEETING, RecordKind.ACTIVITY})
LATER = frozenset({RecordKind.OPPORTUNITY, RecordKind.CONTACT})
"""What meetings and activities point at."""


@contextmanager
def opened(run: Import) -> Iterator[Sheet]:
    """Open the stored file as it is to be read.

    Raises:
        ImportRefused: where the file can't be read.
    """
    options = run.options
    try:
        with open_sheet(
            Path(default_storage.path(run.stored_as)),
            name=run.file_name,
            encoding=options.get("encoding"),
            delimiter=options.get("delimiter"),
            sheet=options.get("sheet"),
        ) as sheet:
            yield sheet
    except SheetRefused as refused:
        raise as_import_refused(refused) from refused


def as_import_refused(refused: SheetRefused) -> ImportRefused:
    """Return a refusal of the file's own reading as one of the import."""
    place = {name: value for name, value in (("row", refused.row), ("column", refused.column)) if value is not None}
    return ImportRefused(refused.code, file=refused.file, **place, **refused.figures)


def files_of(batch_id: uuid.UUID, organization: Organization) -> list[Import]:
    """Return the files of a batch in the order in which they point at each other."""
    rows = Import.objects.filter(batch_id=batch_id, organization=organization).select_related("organization")
    order = {kind.value: at for at, kind in enumerate(ORDER)}
    return sorted(rows, key=lambda run: (order.get(RecordKind(run.kind), 99) if run.kind else 99, run.position))


def sample_of(run: Import, count: int) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Return a file's header and its first rows.

    Raises:
        ImportRefused: where the file can't be read.
    """
    with opened(run) as sheet:
        return sheet.header, [row.values for row in sheet.sample(count)]


def look_through(run: Import) -> None:
    """Read a file once to its end: count its rows, learn how it writes numbers and days, see that nothing is missing.

    Raises:
        ImportRefused: where the file can't be taken; the import keeps why.
    """
    try:
        _refuse_older(run)
        with opened(run) as sheet:
            kind_of(run, sheet.header, World.of(run.organization, run.source))
            found = survey(sheet, run.mapping, choices=run.options)
    except ImportRefused as refused:
        save_only(run, state=ImportState.REFUSED, problem=refused.as_json())
        raise
    save_only(run, survey=found, rows=found["rows"], problem=None)


def _refuse_older(run: Import) -> None:
    """Refuse a file that is older than one that is in: its values have been replaced since."""
    newer = queries.newer_than(run)
    if newer is not None:
        raise ImportRefused("older_than_last", file=run.file_name, newer=newer.file_name)


def start_check(batch_id: uuid.UUID, *, organization: Organization) -> None:
    """Show at once that the files of a batch are being tried, before the worker comes to it."""
    rows = Import.objects.filter(batch_id=batch_id, organization=organization)
    rows.filter(state__in=[ImportState.MAPPED, ImportState.CHECKED]).update(state=ImportState.CHECKING, rows_done=0)


def check_batch(batch_id: uuid.UUID, *, organization: Organization) -> None:
    """Say of each row what it will become, and write nothing but that (the dry run).

    Raises:
        ImportRefused: for the first file that can't be taken.
    """
    world: World | None = None
    runs = [run for run in files_of(batch_id, organization) if run.state in STARTABLE]
    remembers = LATER if {run.kind for run in runs} & POINTING else frozenset()
    for run in runs:
        _look_or_let_go(run, batch_id, organization)
    for run in runs:
        world = world or World.of(organization, run.source, remembers=remembers)
        _forget(run, state=ImportState.CHECKING)
        with opened(run) as sheet:
            _check(Reader.of(run, sheet, world))
        save_only(run, state=ImportState.CHECKED, **{name: getattr(run, name) for name in FIGURES})


def _look_or_let_go(run: Import, batch_id: uuid.UUID, organization: Organization) -> None:
    """Look through a file; where it is refused, the others of its batch are not being tried any more."""
    try:
        look_through(run)
    except ImportRefused:
        others = Import.objects.filter(batch_id=batch_id, organization=organization, state=ImportState.CHECKING)
        others.update(state=ImportState.MAPPED)
        raise


def _check(reader: Reader) -> None:
    run, kind = reader.run, reader.kind
    kind.world.stages.prepare((run.survey or {}).get("stages", ()))
    for chunk in reader.chunks():
        plan(kind, chunk)
        compare(kind, chunk, locked=False)
        kind.world.forget_new()
        near = len(kind.world.companies.take_near()) + len(kind.world.persons.take_near())
        run.conflicts += near + sum(len(item.conflicts) for item in chunk.items)
        write_outcomes(run, [*chunk.items, *chunk.refused])
        count(run, chunk)
        Import.objects.filter(pk=run.pk).update(rows_done=run.rows_done)


def queue_batch(batch_id: uuid.UUID, *, organization: Organization) -> None:
    """Decide that a batch is to run: from here on it is finished, whatever happens to the process that does it.

    Raises:
        ImportRefused: for the first file that can't be taken; then none is run.
    """
    runs = [run for run in files_of(batch_id, organization) if run.state in STARTABLE]
    for run in runs:
        if run.survey is None:
            look_through(run)
    with transaction.atomic():
        for run in runs:
            _forget(run, state=ImportState.QUEUED)


def run_batch(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    """Run the files of a batch that were queued, from where each has come; safe to call again after a crash.

    What another batch had begun when its process was ended is finished first.

    Raises:
        ImportRefused: another_import, while another batch of the organization writes.
        TurnLostError: where another process has gone on with it.
    """
    turns.take(organization, batch_id, now=clock())
    for interrupted in queries.interrupted(organization, besides=batch_id):
        turns.hand_over(organization, batch_id, to=interrupted, now=clock())
        _run_files(interrupted, organization=organization, clock=clock)
        turns.take(organization, batch_id, now=clock())
    _run_files(batch_id, organization=organization, clock=clock)
    turns.give_up(organization, batch_id)


def _run_files(batch_id: uuid.UUID, *, organization: Organization, clock: Clock) -> None:
    world: World | None = None
    for run in files_of(batch_id, organization):
        if run.state in queries.UNFINISHED:
            world = world or World.of(organization, run.source)
            _run(run, world, clock=clock)


def _run(run: Import, world: World, *, clock: Clock) -> None:
    save_only(run, state=ImportState.RUNNING)
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
    _finish(run, now=clock())


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


def _forget(run: Import, *, state: ImportState) -> None:
    """Begin anew: what an earlier try said of the rows goes."""
    RowOutcome.objects.filter(run=run).delete()
    save_only(run, state=state, problem=None, **dict.fromkeys(FIGURES, 0))
