"""Writing one chunk: records, history, what the source said, what became of each row. All of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from hederssak.history.actions import Source, plain
from hederssak.history.models import Origin
from hederssak.imports import queries
from hederssak.imports.actions import turns
from hederssak.imports.actions.chunks import Chunk, Reader, compare
from hederssak.imports.actions.kinds import Item, Kind
from hederssak.imports.models import Conflict, Import, RowOutcome, SourceRecord, Verdict
from hederssak.lib import bulk
from hederssak.lib.ids import new_key
from hederssak.queue import actions as queue

LABEL = 255
OUTCOME = ("id", "organization_id", "run_id", "number", "rows", "verdict", "label", "details")
SOURCE = (
    "id", "organization_id", "source", "kind", "key", "record_id", "values", "fingerprint", "seen_at",
)  # fmt: skip
SAME_AS, SAME_PERSON = "same_as", "same_person"
"""The fields of a question about a new account or contact: is it the same as one of these that stood here?"""


def apply(reader: Reader, chunk: Chunk, *, now: dt.datetime) -> None:
    """Write a chunk that is planned, in one transaction, together with how far the run has come.

    Raises:
        TurnLostError: where another process has gone on with this import.
    """
    run, kind = reader.run, reader.kind
    source = Source(origin=Origin.FILE, known_at=now, before=run.exported_at, source_id=run.pk)
    with transaction.atomic():
        queue.hold()
        turns.keep(run.organization, run.batch_id, now=now)
        compare(kind, chunk, locked=True)
        kind.world.write_new(source=source, seen_at=run.exported_at, now=now)
        made = [item for item in chunk.items if item.verdict is Verdict.MADE]
        if made:
            kind.make(made, source=source, now=now)
        changed = [item for item in chunk.items if item.verdict is Verdict.CHANGED]
        if changed:
            kind.change(changed, source=source, now=now)
        _write_source(run, kind, chunk)
        run.conflicts += _write_conflicts(run, kind, chunk.items, now=now)
        write_outcomes(run, [*chunk.items, *chunk.refused])
        _count(run, chunk)


def write_outcomes(run: Import, items: Iterable[Item]) -> None:
    """Write what became of each row, or would, and why; rows of which there is no more to say than that, together."""
    rows: list[tuple[Any, ...]] = []
    made: list[tuple[int, str]] = []
    for item in items:
        if item.verdict is Verdict.MADE and not item.notes:
            made.append((item.number, item.label[:LABEL]))
        elif outcome := _outcome_of(run, item):
            rows.append(outcome)
    if made:
        where = (new_key(), run.organization_id, run.pk, made[0][0], len(made))
        rows.append((*where, Verdict.MADE.value, "", {"rows": made}))
    bulk.insert_values(RowOutcome, OUTCOME, rows)


def _outcome_of(run: Import, item: Item) -> tuple[Any, ...] | None:
    """Return what became of a row, and why; None for one that was left alone and of which there is nothing to say.

    What the source said before is kept with it, and what history does not follow, so that the run can be undone.
    """
    details: dict[str, Any] = {}
    if item.notes:
        details["notes"] = [note.as_json() for note in item.notes]
    if item.verdict is Verdict.REFUSED:
        details |= {"problems": [problem.as_json() for problem in item.problems], "key": item.key}
    if item.conflicts:
        details["conflicts"] = sorted(item.conflicts)
    if item.shown:
        details["fields"] = item.shown
    if item.known and (item.verdict is Verdict.CHANGED or item.conflicts):
        details["seen"] = {"at": plain(item.known.seen_at), "values": item.known.values}
    if item.kept:
        details["kept"] = item.kept
    if item.record is not None:
        details["record"] = str(item.record.pk)
        if item.known is None:
            details |= {"linked": True, "key": item.key}
    if item.verdict is Verdict.ALONE and details.keys() <= {"record"}:
        return None
    return (new_key(), run.organization_id, run.pk, item.number, 1, item.verdict.value, item.label[:LABEL], details)


def count(run: Import, chunk: Chunk) -> None:
    """Add a chunk to the figures of a run, in memory."""
    run.rows_done += chunk.rows
    run.alone += len(chunk.unchanged)
    run.refused += len(chunk.refused)
    for item in chunk.items:
        if item.verdict is Verdict.MADE:
            run.made += 1
        elif item.verdict is Verdict.CHANGED:
            run.changed += 1
        else:
            run.alone += 1


def _count(run: Import, chunk: Chunk) -> None:
    """Save how far the run has come, if nobody else has gone on with it meanwhile."""
    before = run.rows_done
    count(run, chunk)
    figures = {name: getattr(run, name) for name in ("rows_done", "made", "changed", "alone", "refused", "conflicts")}
    if not Import.objects.filter(pk=run.pk, rows_done=before).update(**figures):
        raise turns.TurnLostError(f"import {run.pk} was gone on with by another process")


def _write_source(run: Import, kind: Kind, chunk: Chunk) -> None:
    """Remember what the source says of each record, and that the unchanged ones were in this file too."""
    fresh: list[tuple[Any, ...]] = []
    known: list[SourceRecord] = []
    seen_at, where = run.exported_at, (run.organization_id, run.source, kind.kind.value)
    for item in chunk.items:
        values = kind.values_to_keep(item)
        if item.known is None:
            fresh.append((new_key(), *where, item.key, item.made_id, values, item.mark, seen_at))
        else:
            known.append(SourceRecord(pk=item.known.pk, values=values, fingerprint=item.mark, seen_at=seen_at))
    bulk.insert_values(SourceRecord, SOURCE, fresh)
    bulk.update(known, ["values", "fingerprint", "seen_at", "vanished_at"])
    if chunk.unchanged:
        queries.seen_again(chunk.unchanged, at=run.exported_at)


def _write_conflicts(run: Import, kind: Kind, items: Sequence[Item], *, now: dt.datetime) -> int:
    """Write the questions that only a person can answer; one that is open already gets the source's newer word."""
    wanted: dict[tuple[Any, str], tuple[Any, Any, str]] = {}
    for item in items:
        for name, merge in item.conflicts.items():
            wanted[item.record_id, name] = (merge.value, merge.offered, kind.kind_of(item))
    for account_id, near in kind.world.companies.take_near():
        wanted[account_id, SAME_AS] = (None, [str(pk) for pk in near], "account")
    for contact_id, near in kind.world.persons.take_near():
        wanted[contact_id, SAME_PERSON] = (None, [str(pk) for pk in near], "contact")
    if not wanted:
        return 0
    still_open = Conflict.objects.filter(
        organization=run.organization, settled_at=None, record_id__in={record_id for record_id, _ in wanted}
    )
    for conflict in still_open:
        newer = wanted.pop((conflict.record_id, conflict.field), None)
        if newer:
            conflict.ours, conflict.theirs, _ = newer
            conflict.run, conflict.at = run, now
            conflict.save(update_fields=["ours", "theirs", "run", "at"])
    rows = [
        Conflict(
            organization=run.organization,
            run=run,
            kind=of_kind,
            record_id=record_id,
            field=name[:80],
            ours=ours,
            theirs=theirs,
            at=now,
        )
        for (record_id, name), (ours, theirs, of_kind) in wanted.items()
    ]
    Conflict.objects.bulk_create(rows, batch_size=200)
    return len(rows)
