"""Taking away what a run made, unless a person has touched it since or something else points at it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from functools import cache

from django.apps import apps
from django.db import models

from hederssak.history.actions import forget_made
from hederssak.history.models import Change, Origin, RecordKind
from hederssak.imports.actions.restoring import PEOPLE, Spared
from hederssak.imports.actions.values import MODELS
from hederssak.imports.models import Conflict, Import, SourceRecord
from hederssak.lib.rows import Derived
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import CommitteeSeat
from hederssak.rules.merging import Undo, WhatCameAfter, undo_record

HISTORY = frozenset({"history.Snapshot", "history.Change"})
"""What was: that it points at a record is no use of it. Nor is what a job worked out (`Derived`)."""
PARTS = frozenset({"meetings.Attendee", "pipeline.NextStep"})
"""Rows that are part of another one and go with it; what a person did to them is in its history."""
PARTS_OF_ONE = frozenset({("pipeline.CommitteeSeat", "opportunity_id")})
"""The same where it is part of one of the things that it points at, and a use of the others."""
ON_ANOTHERS_PAGE = frozenset(
    {RecordKind.HIT_ENTRY, RecordKind.NEXT_STEP, RecordKind.COMMITTEE, RecordKind.MEETING, RecordKind.ACTIVITY}
)


def remove(run: Import, kind: str, record_ids: Collection[uuid.UUID]) -> tuple[int, list[Spared]]:
    """Take away records of one kind that the run made; return how many, and which stand and why."""
    model = MODELS[kind]
    standing = {row.pk: row for row in model._default_manager.filter(pk__in=record_ids)}
    subjects = _subjects(run, record_ids) if kind in ON_ANOTHERS_PAGE else None
    after = _what_came_after(run, standing, subjects)
    used = _used(run, model, standing.keys())
    spared: list[Spared] = []
    gone: list[uuid.UUID] = []
    for pk, row in standing.items():
        answer = undo_record(after[pk])
        if answer is Undo.REMOVE and isinstance(row, Member) and row.user_id is not None:
            answer = Undo.SPARE_PERSON
        if answer is not Undo.REMOVE:
            spared.append(Spared(kind, pk, _label(row), answer.value))
        elif pk in used:
            spared.append(Spared(kind, pk, _label(row), "in_use"))
        else:
            gone.append(pk)
    organization = run.organization_id
    forget_made(organization_id=organization, record_ids=gone, subject_ids=subjects)
    Conflict.objects.filter(organization_id=organization, record_id__in=gone).delete()
    SourceRecord.objects.filter(organization_id=organization, record_id__in=gone).delete()
    model._default_manager.filter(pk__in=gone).delete()
    return len(gone), spared


def _label(row: models.Model) -> str:
    return str(row.contact if isinstance(row, CommitteeSeat) else row)[:120]


def _subjects(run: Import, pks: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return on whose pages the history of records shows that have none of their own."""
    rows = Change.objects.filter(organization_id=run.organization_id, source_id=run.pk, record_id__in=pks)
    return list(rows.values_list("subject_id", flat=True).distinct())


def _what_came_after(
    run: Import, pks: Collection[uuid.UUID], subjects: Collection[uuid.UUID] | None
) -> dict[uuid.UUID, WhatCameAfter]:
    """Return who touched each record, or what hangs on it, since the run."""
    people: set[uuid.UUID] = set()
    files: set[uuid.UUID] = set()
    rows = Change.objects.filter(organization_id=run.organization_id)
    if subjects is None:
        touched = rows.filter(subject_id__in=pks).values_list("subject_id", "origin", "source_id")
    else:
        touched = rows.filter(subject_id__in=subjects, record_id__in=pks).values_list(
            "record_id", "origin", "source_id"
        )
    for pk, origin, source_id in touched:
        if origin in PEOPLE:
            people.add(pk)
        elif origin == Origin.FILE and source_id != run.pk:
            files.add(pk)
    return {pk: WhatCameAfter(person=pk in people, later_import=pk in files) for pk in pks}


def _used(run: Import, model: type[models.Model], pks: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return which records something points at; a team that the run made goes after its manager, and is no use."""
    used: set[uuid.UUID] = set()
    for pointing, name in _pointing(model):
        rows = pointing._default_manager.filter(**{f"{name}__in": pks})
        if pointing is Team:
            rows = rows.exclude(pk__in=_made_teams(run))
        used |= set(rows.values_list(name, flat=True))
    return used


def _made_teams(run: Import) -> list[uuid.UUID]:
    rows = Change.objects.filter(organization_id=run.organization_id, source_id=run.pk, origin=Origin.FILE, field="")
    return list(rows.filter(kind=RecordKind.TEAM).values_list("record_id", flat=True))


@cache
def _pointing(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    return [
        (other, field.attname)
        for other in apps.get_models()
        if other._meta.label not in HISTORY | PARTS and not issubclass(other, Derived)
        for field in other._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is model
        if (other._meta.label, field.attname) not in PARTS_OF_ONE
    ]
