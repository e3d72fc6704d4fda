"""Giving back what a run changed: each field as it was, unless a person or a later file has touched it since."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from hederssak.crm.models import Account
from hederssak.history.actions import Altered, Source, plain, record_changed
from hederssak.history.models import Change, Origin, RecordKind
from hederssak.imports.actions.values import MODELS, attname, from_plain
from hederssak.imports.models import Import
from hederssak.lib.rows import save_batch
from hederssak.pipeline.actions import name_anew
from hederssak.pipeline.models import NextStep, Opportunity
from hederssak.rules.merging import Undo, WhatCameAfter, undo_field
from hederssak.rules.names import normalized_name, order_key, search_key

PEOPLE = frozenset({Origin.PAGE, Origin.API, Origin.DEMO})
TOGETHER = (
    frozenset({"stage", "state", "closed_on", "close_reason"}),
    frozenset({"margin", "margin_assumed"}),
    frozenset({"owner", "team"}),
)
"""Fields that say one thing: where one of them may not go back, none of them does."""


@dataclass(frozen=True, slots=True)
class Spared:
    """Something that an undone import had written and that stands, and why."""

    kind: str
    record_id: uuid.UUID
    label: str
    why: str
    field: str = ""

    def as_json(self) -> dict[str, str]:
        """Give it as it is stored with the import."""
        return {
            "kind": self.kind,
            "id": str(self.record_id),
            "label": self.label,
            "why": self.why,
            "field": self.field,
        }


@dataclass(slots=True)
class Written:
    """One field that the run wrote: what was there, what it wrote, and what came after."""

    was: Any
    wrote: Any
    first: uuid.UUID
    last: uuid.UUID
    after: WhatCameAfter = field(default_factory=WhatCameAfter)
    undone: bool = False


def restore(
    run: Import,
    kind: str,
    record_ids: Collection[uuid.UUID],
    *,
    kept: dict[uuid.UUID, dict[str, Any]],
    now: dt.datetime,
) -> tuple[int, list[Spared]]:
    """Give back the fields that a run changed of records of one kind; return how many, and what was spared.

    `kept` holds what history does not follow and the run kept for this (the day since when a deal is in its stage).
    """
    model = MODELS[kind]
    rows = {row.pk: row for row in model._default_manager.filter(pk__in=record_ids).select_for_update()}
    source = Source(origin=Origin.UNDO, known_at=now, after=now, before=now, source_id=run.pk)
    altered: list[Altered] = []
    spared: list[Spared] = []
    touched: list[models.Model] = []
    columns: set[str] = set()
    for record_id, fields in _written(run, kind, record_ids).items():
        row = rows.get(record_id)
        if row is None:
            continue
        back, left = _judge(row, fields)
        spared += [Spared(kind, record_id, str(row)[:120], why, name) for name, why in left.items()]
        for name in back:
            altered.append(_altered(kind, row, name, fields[name]))
            setattr(row, attname(model, name), from_plain(model, name, fields[name].was))
            columns.add(name)
        if back:
            columns |= _follow(row, back, kept.get(record_id, {}), now)
            touched.append(row)
    save_batch(touched, columns)
    record_changed(altered, organization_id=run.organization_id, source=source)
    return len(altered), spared


def _written(run: Import, kind: str, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, Written]]:
    """Return what the run wrote into each field, in the light of all that came after."""
    found: dict[uuid.UUID, dict[str, Written]] = defaultdict(dict)
    own = Change.objects.filter(organization_id=run.organization_id, source_id=run.pk, record_id__in=record_ids)
    rows = Change.objects.filter(
        organization_id=run.organization_id,
        subject_id__in=list(own.values_list("subject_id", flat=True)),
        record_id__in=record_ids,
        kind=kind,
        field__gt="",
    ).select_related("private")
    for change in rows.order_by("pk"):
        fields = found[change.record_id]
        if change.source_id == run.pk and change.origin == Origin.FILE:
            old, new = _values(change)
            if change.field in fields:
                fields[change.field].wrote, fields[change.field].last = new, change.pk
            else:
                fields[change.field] = Written(old, new, change.pk, change.pk)
        elif change.field in fields:
            _take_note(fields[change.field], change, run)
    return {record_id: fields for record_id, fields in found.items() if fields}


def _values(change: Change) -> tuple[Any, Any]:
    private = getattr(change, "private", None)
    return (private.values.get("old"), private.values.get("new")) if private else (change.old, change.new)


def _take_note(written: Written, change: Change, run: Import) -> None:
    if change.origin == Origin.UNDO:
        written.undone = written.undone or change.source_id == run.pk
    else:
        person = written.after.person or change.origin in PEOPLE
        later = written.after.later_import or change.origin == Origin.FILE
        written.after = WhatCameAfter(person=person, later_import=later)


def _judge(row: models.Model, fields: dict[str, Written]) -> tuple[list[str], dict[str, str]]:
    """Return which fields go back, and which stay and why."""
    answers: dict[str, Undo] = {}
    for name, written in fields.items():
        here = plain(getattr(row, attname(type(row), name)))
        answers[name] = Undo.NOTHING if written.undone else undo_field(written.was, written.wrote, here, written.after)
    for group in TOGETHER:
        stays = [answers[name] for name in group & answers.keys() if answers[name].startswith("spare")]
        if stays:
            answers |= {name: stays[0] for name in group & answers.keys() if answers[name] is Undo.RESTORE}
    back = [name for name, answer in answers.items() if answer is Undo.RESTORE]
    return back, {name: answer.value for name, answer in answers.items() if answer.value.startswith("spare")}


def _altered(kind: str, row: models.Model, name: str, written: Written) -> Altered:
    subject = getattr(row, "opportunity_id", None) or (getattr(row, "account_id", None) if kind in _WITH else None)
    return Altered(RecordKind(kind), row.pk, name, written.wrote, written.was, subject)


_WITH = frozenset({RecordKind.MEETING, RecordKind.ACTIVITY})


def _follow(row: Any, back: Sequence[str], kept: dict[str, Any], now: dt.datetime) -> set[str]:
    """Set the columns that follow from the fields which went back, and return their names."""
    columns: set[str] = set()
    if hasattr(row, "changed_at"):
        row.changed_at = now
        columns.add("changed_at")
    if isinstance(row, Opportunity):
        name_anew(row)
        columns |= {"search_key", "order_key"}
        if "stage" in back and kept:
            for name, value in kept.items():
                setattr(row, name, from_plain(Opportunity, name, value))
                columns.add(name)
    elif hasattr(row, "search_key"):
        row.search_key = search_key(row.name)[:300]
        columns.add("search_key")
        if isinstance(row, Account):
            row.order_key = order_key(row.name)[:400]
            columns.add("order_key")
    if hasattr(row, "name_key"):
        row.name_key = (
            normalized_name(row.name)[:255] if hasattr(row, "org_number") else search_key(row.name).replace(" ", "")
        )
        columns.add("name_key")
    return columns


def reopen_steps(run: Import, step_ids: Collection[uuid.UUID], *, now: dt.datetime) -> int:
    """Open the next steps that the run had ended, where nothing has taken their place since; return how many."""
    steps = NextStep.objects.filter(pk__in=step_ids).exclude(ended_at=None).order_by("pk")
    deals = {step.opportunity_id for step in steps}
    taken = set(NextStep.objects.filter(opportunity__in=deals, ended_at=None).values_list("opportunity_id", flat=True))
    opened: list[NextStep] = []
    altered: list[Altered] = []
    for step in steps:
        if step.opportunity_id not in taken:
            taken.add(step.opportunity_id)
            altered.append(Altered(RecordKind.NEXT_STEP, step.pk, "was_done", step.was_done, None, step.opportunity_id))
            step.ended_at, step.was_done = None, None
            opened.append(step)
    save_batch(opened, {"ended_at", "was_done"})
    source = Source(origin=Origin.UNDO, known_at=now, after=now, before=now, source_id=run.pk)
    record_changed(altered, organization_id=run.organization_id, source=source)
    return len(opened)
