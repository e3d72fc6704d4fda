"""What the pages of imports show, as far as the reader may see it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.shortcuts import get_object_or_404

from hederssak.crm.models import Account, Contact, CustomField, Product
from hederssak.imports.models import Conflict, Import, ImportState, RowOutcome
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.pipeline.models import Activity, Opportunity, Stage
from hederssak.prospecting.models import HitEntry

PAGE = 60
BATCHES = 30
AT_WORK = frozenset({ImportState.CHECKING, ImportState.QUEUED, ImportState.RUNNING, ImportState.UNDOING})
RECORDS: dict[str, type[models.Model]] = {
    "account": Account,
    "contact": Contact,
    "product": Product,
    "opportunity": Opportunity,
    "meeting": CustomerMeeting,
    "activity": Activity,
    "owner": Member,
    "hit_list": HitEntry,
}
LINKS: dict[str, type[models.Model]] = {
    "account": Account,
    "product": Product,
    "owner": Member,
    "member": Member,
    "stage": Stage,
    "contact": Contact,
    "opportunity": Opportunity,
    "same_as": Account,
    "same_person": Contact,
}


@dataclass(frozen=True)
class Batch:
    """Files that were given together, the newest first in a list of batches."""

    batch_id: uuid.UUID
    runs: Sequence[Import]

    @property
    def first(self) -> Import:
        """Any of them, for what they share."""
        return self.runs[0]

    @property
    def is_at_work(self) -> bool:
        """Say whether something is being read, written or undone."""
        return any(run.state in AT_WORK for run in self.runs)


def batches(member: Member) -> list[Batch]:
    """Return the latest batches that the member may see."""
    seen: dict[uuid.UUID, list[Import]] = defaultdict(list)
    rows = Import.objects.visible_to(member).select_related("by").order_by("-uploaded_at", "position")
    for run in rows[: BATCHES * 8]:
        seen[run.batch_id].append(run)
    return [Batch(batch_id, runs) for batch_id, runs in list(seen.items())[:BATCHES]]


def open_questions(member: Member) -> models.QuerySet[Conflict]:
    """Return the questions that nobody has answered yet."""
    runs = Import.objects.visible_to(member)
    return Conflict.objects.filter(run__in=runs, settled_at=None).select_related("run").order_by("-at", "pk")


@dataclass(frozen=True)
class Outcome:
    """One row as a page lists it."""

    number: int
    verdict: str
    label: str
    details: dict[str, Any]


class _Unpacked(Sequence[Outcome]):
    """The rows of a file that end in one way, those that are kept by the handful taken apart; for a paginator."""

    def __init__(self, rows: models.QuerySet[RowOutcome]) -> None:
        self.rows = rows
        self.sizes = list(rows.values_list("pk", "rows"))

    def __len__(self) -> int:
        return sum(size for _, size in self.sizes)

    def __getitem__(self, wanted: Any) -> Any:
        start, stop, _ = wanted.indices(len(self))
        pks: list[Any] = []
        begins = before = 0
        for pk, size in self.sizes:
            if before + size > start and before < stop:
                begins = begins if pks else before
                pks.append(pk)
            before += size
        found = [one for row in self.rows.filter(pk__in=pks) for one in _apart(row)]
        return found[start - begins : stop - begins]


def _apart(row: RowOutcome) -> list[Outcome]:
    if "rows" not in row.details:
        return [Outcome(row.number, row.verdict, row.label, row.details)]
    return [Outcome(number, row.verdict, label, {}) for number, label in row.details["rows"]]


def outcomes(run: Import, verdict: str, page: str) -> Page[Outcome]:
    """Return a page of the rows of a file that end in one way."""
    rows = RowOutcome.objects.filter(run=run, verdict=verdict).order_by("verdict", "number")
    return Paginator(_Unpacked(rows), PAGE).get_page(page)


def visible_import(member: Member, pk: uuid.UUID) -> Import:
    """Return an import, or 404 where the member may not know of it."""
    return get_object_or_404(Import.objects.visible_to(member).select_related("organization", "by"), pk=pk)


def custom_labels(member: Member) -> dict[str, str]:
    """Return what the organization's own fields are called, by key."""
    rows = CustomField.objects.filter(organization_id=member.organization_id)
    return dict(rows.values_list("key", "label"))


@dataclass(frozen=True)
class Question:
    """A conflict with its values as a person reads them."""

    conflict: Conflict
    record: str
    ours: Any
    theirs: Any
    choices: Sequence[tuple[uuid.UUID, str]] = ()


def questions(member: Member, page: str) -> tuple[Page[Conflict], list[Question]]:
    """Return a page of open questions; records are called by their names, in a few queries."""
    found = Paginator(open_questions(member), PAGE).get_page(page)
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for one in found:
        wanted[RECORDS[one.kind]].add(str(one.record_id))
        if one.field in LINKS:
            wanted[LINKS[one.field]] |= set(_ids(one.ours)) | set(_ids(one.theirs))
    names = {model: _names(model, pks, member) for model, pks in wanted.items()}
    return found, [_question(one, names) for one in found]


def _ids(value: Any) -> list[str]:
    return [] if value is None else [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _names(model: type[models.Model], pks: Collection[str], member: Member) -> dict[str, str]:
    rows = model._default_manager.filter(organization_id=member.organization_id, pk__in=pks)
    return {str(row.pk): str(row) for row in rows}


def _question(one: Conflict, names: dict[type[models.Model], dict[str, str]]) -> Question:
    record = names[RECORDS[one.kind]].get(str(one.record_id), "")
    if one.field not in LINKS:
        return Question(one, record, one.ours, one.theirs)
    called = names[LINKS[one.field]]
    ours, theirs = (", ".join(called.get(pk, "") for pk in _ids(value)) for value in (one.ours, one.theirs))
    choices = [(uuid.UUID(pk), called[pk]) for pk in _ids(one.theirs) if pk in called]
    return Question(one, record, ours, theirs, choices if one.field.startswith("same_") else ())
