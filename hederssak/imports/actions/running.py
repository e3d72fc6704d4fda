"""Trying a batch of files without writing, and deciding that it is to run: then `writing` does it, judging alike."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from hederssak.imports import queries
from hederssak.imports.actions.applying import count, write_outcomes
from hederssak.imports.actions.chunks import Reader, compare, kind_of, plan
from hederssak.imports.actions.kinds import ORDER
from hederssak.imports.actions.reading import ImportRefused, survey
from hederssak.imports.actions.world import World
from hederssak.imports.models import Import, ImportState, RowOutcome
from hederssak.imports.presets import RecordKind
from hederssak.lib.rows import save_only
from hederssak.lib.sheets import Sheet, SheetRefused, open_sheet
from hederssak.org.models import Organization

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
        with _or_let_go(run):
            look_through(run)
    for run in runs:
        world = world or World.of(organization, run.source, remembers=remembers)
        _forget(run, state=ImportState.CHECKING)
        with _or_let_go(run), opened(run) as sheet:
            _check(Reader.of(run, sheet, world))
        save_only(run, state=ImportState.CHECKED, **{name: getattr(run, name) for name in FIGURES})


@contextmanager
def _or_let_go(run: Import) -> Iterator[None]:
    """Keep why a file is refused; the others of its batch are not being tried any more."""
    try:
        yield
    except ImportRefused as refused:
        save_only(run, state=ImportState.REFUSED, problem=refused.as_json())
        others = Import.objects.filter(batch_id=run.batch_id, organization_id=run.organization_id)
        others.filter(state=ImportState.CHECKING).update(state=ImportState.MAPPED)
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


def _forget(run: Import, *, state: ImportState) -> None:
    """Begin anew: what an earlier try said of the rows goes."""
    RowOutcome.objects.filter(run=run).delete()
    save_only(run, state=state, problem=None, **dict.fromkeys(FIGURES, 0))
