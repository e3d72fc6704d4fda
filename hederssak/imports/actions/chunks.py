"""A file as a run sees it: chunk by chunk, each row judged before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from hederssak.imports import queries
from hederssak.imports.actions.kinds import KINDS, Frame, Item, Kind
from hederssak.imports.actions.places import FirstPlaces
from hederssak.imports.actions.reading import ImportRefused, Problem, columns_of
from hederssak.imports.actions.world import World
from hederssak.imports.models import Import, Verdict
from hederssak.imports.presets import RecordKind
from hederssak.lib import clock
from hederssak.lib.sheets import Row, Sheet, fingerprint

CHUNK = 500
"""Rows to a transaction: few enough that a person who saves meanwhile hardly waits."""


@dataclass
class Chunk:
    """Some rows, judged: those to look at closely, those unchanged since the last file, those refused."""

    rows: int = 0
    unchanged: list[Any] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    refused: list[Item] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)


@dataclass
class Reader:
    """The rows of one import, from the first that is not yet done."""

    run: Import
    sheet: Sheet
    kind: Kind
    signature: str
    places: FirstPlaces = field(default_factory=FirstPlaces)

    @classmethod
    def of(cls, run: Import, sheet: Sheet, world: World) -> Reader:
        """Prepare for a file whose survey stands.

        Raises:
            ImportRefused: kind_unknown, or column_missing where the file lacks what its kind can't do without.
        """
        kind = kind_of(run, sheet.header, world)
        return cls(run, sheet, kind, signature_of(run))

    def chunks(self) -> Iterator[Chunk]:
        """Give the rows that are not done yet, judged, a chunk at a time."""
        rows = self.sheet.rows()
        done = islice(rows, self.run.rows_done)
        while taken := list(islice(done, CHUNK)):
            self._keyed(taken)
        while taken := list(islice(rows, CHUNK)):
            yield self._judge(taken)

    def _judge(self, rows: Sequence[Row]) -> Chunk:
        chunk = Chunk(rows=len(rows))
        signature, keyed = self.signature, self._keyed(rows)
        organization, kind = self.kind.world.organization, self.kind.kind
        known = queries.fingerprints(organization, self.run.source, kind, {key for key, _, _ in keyed if key})
        for key, row, first in keyed:
            problem = self._refusal(key, row, first)
            mark = fingerprint((*row.values, signature))
            if not problem and key in known and known[key][1] == mark:
                chunk.unchanged.append(known[key][0])
                continue
            item = Item(row.number, row.values, key, mark)
            if problem:
                item.problems.append(problem)
            else:
                said = self.kind.columns.read(row.values)
                item.problems += said.problems
                if not said.problems:
                    self.kind.read(item, said)
            if item.problems:
                item.label = item.label or self.kind.name_of(row.values)
                chunk.refused.append(item)
            else:
                chunk.items.append(item)
                if key in known:
                    chunk.known[key] = known[key][0]
        return chunk

    def _keyed(self, rows: Sequence[Row]) -> list[tuple[str, Row, int]]:
        """Return each row with its key and the row in which that stood first."""
        keys = [self.kind.key(row.values) for row in rows]
        return list(zip(keys, rows, self.places.see(keys, [row.number for row in rows]), strict=True))

    def _refusal(self, key: str, row: Row, first: int) -> Problem | None:
        """Return why a row can't even be read: its cells don't fit the header, it has no key, or another row has it."""
        if row.problem:
            return Problem(row.problem, figures={"cells": len(self.sheet.header)})
        if not key:
            return Problem("key_missing", self.kind.key_header())
        if first != row.number:
            return Problem("duplicate_key", self.kind.key_header(), key.removeprefix("~"), {"first": first})
        return None


def plan(kind: Kind, chunk: Chunk) -> None:
    """Find out which rows are of records that are known, which match one that stands here, and which are new."""
    known = queries.known_records(chunk.known.values()) if chunk.known else {}
    for item in chunk.items:
        item.known = known.get(item.key)
        item.record_id = item.known.record_id if item.known else kind.match(item)
        if item.record_id is None:
            item.verdict = Verdict.MADE
            kind.plan_new(item)


def compare(kind: Kind, chunk: Chunk, *, locked: bool) -> None:
    """Compare the rows of known records with what stands here, and set what is to be changed or left alone."""
    standing = [item for item in chunk.items if item.verdict is not Verdict.MADE]
    if not standing:
        return
    records = kind.records({item.made_id for item in standing}, locked=locked)
    for item in standing:
        item.record = records.get(item.made_id)
        if item.record is None:
            item.verdict = Verdict.ALONE
            item.notes.append(Problem("gone_here" if item.known else "same_record"))
        else:
            kind.merge(item)


def kind_of(run: Import, header: Sequence[str], world: World) -> Kind:
    """Return the kind of a run's rows, with its columns.

    Raises:
        ImportRefused: as `Reader.of` does.
    """
    if run.kind not in RecordKind._value2member_map_:
        raise ImportRefused("kind_unknown", file=run.file_name)
    made = KINDS[RecordKind(run.kind)]
    zone = ZoneInfo(run.options.get("zone") or run.organization.time_zone)
    columns = columns_of(
        header, run.mapping, kind=RecordKind(run.kind), taken=made.taken, survey=run.survey or {}, zone=zone
    )
    mapped = {name for name, *_ in columns.fields}
    for one_of in made.needs:
        if not one_of & mapped:
            raise ImportRefused("column_missing", file=run.file_name, kind=run.kind, fields=sorted(one_of))
    day = clock.day_in(str(zone), run.exported_at)
    frame = Frame(
        exported_at=run.exported_at, day=day, currency=run.options.get("currency") or run.organization.currency
    )
    return made(world, columns, frame)


def signature_of(run: Import) -> str:
    """Return a mark of how the file is read: where that changes, no row counts as unchanged."""
    how: Mapping[str, Any] = {
        "mapping": run.mapping,
        "forms": (run.survey or {}).get("forms"),
        "options": {name: value for name, value in run.options.items() if name != "full"},
    }
    return blake2b(json.dumps(how, sort_keys=True).encode(), digest_size=8).hexdigest()
