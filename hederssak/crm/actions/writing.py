"""Writing batches of records with their history, whatever table they are of."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Generic

from django.db import transaction

from hederssak.crm.actions.drafts import Edit, M
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import save_batch
from hederssak.org.models import Organization


class UnknownFieldError(Exception):
    """A field was named that the record does not have or that follows from others."""

    code = "unknown_field"


@dataclass(frozen=True)
class Writing(Generic[M]):
    """How records of one table are written: which fields history follows, and what follows from them."""

    model: type[M]
    kind: RecordKind
    tracked: tuple[str, ...]
    derive: Callable[[M, dt.datetime], tuple[str, ...]]
    """Sets the columns that follow from others (keys, `changed_at`) and returns their names."""
    subject: Callable[[M], uuid.UUID | None] = field(default=lambda _row: None)
    """Returns the record on whose page the history shows; None for the row itself."""

    def make(
        self,
        rows: Sequence[M],
        *,
        organization: Organization,
        source: Source,
        now: dt.datetime,
        sources: Sequence[Source | None] = (),
    ) -> list[M]:
        """Insert rows and one history row for each; a row's own source, where `sources` has one, goes first."""
        for row in rows:
            self.derive(row, now)
        with transaction.atomic():
            bulk.insert(rows)
            pairs = zip_longest(rows, sources)
            made = (Made(self.kind, row, self.tracked, self.subject(row), own) for row, own in pairs)
            record_made(made, organization_id=organization.pk, source=source)
        return list(rows)

    def change(self, edits: Sequence[Edit[M]], *, organization: Organization, source: Source, now: dt.datetime) -> None:
        """Change fields of rows; what did not change is neither saved nor written down."""
        altered: list[Altered] = []
        touched: list[M] = []
        columns: set[str] = set()
        for edit in edits:
            changed = self._changed(edit)
            if not changed:
                continue
            altered += self._altered(edit, changed)
            for name, value in changed.items():
                setattr(edit.record, name, value)
            columns |= changed.keys() | set(self.derive(edit.record, now))
            touched.append(edit.record)
        with transaction.atomic():
            if touched:
                save_batch(touched, columns)
            record_changed(altered, organization_id=organization.pk, source=source)

    def _changed(self, edit: Edit[M]) -> dict[str, Any]:
        unknown = edit.values.keys() - set(self.tracked)
        if unknown:
            raise UnknownFieldError(", ".join(sorted(unknown)))
        return {name: value for name, value in edit.values.items() if getattr(edit.record, name) != value}

    def _altered(self, edit: Edit[M], changed: dict[str, Any]) -> list[Altered]:
        subject = self.subject(edit.record)
        return [
            Altered(self.kind, edit.record.pk, name, getattr(edit.record, name), value, subject, edit.source)
            for name, value in changed.items()
        ]
