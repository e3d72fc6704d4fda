"""Reading what was imported."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from hederssak.imports.models import Import, ImportState, MappingProfile, RowOutcome, SourceRecord, Verdict
from hederssak.lib.among import Among
from hederssak.org.models import Organization

UNFINISHED = (ImportState.QUEUED, ImportState.RUNNING)
Mark: TypeAlias = tuple[Any, bytes]
"""The identifier of what a source said last, as the driver gives it, and its fingerprint."""


@dataclass(slots=True)
class Known:
    """What a source said last about one record."""

    pk: uuid.UUID
    record_id: uuid.UUID
    values: dict[str, Any]
    fingerprint: bytes
    seen_at: Any
    key: str


def keys_of(organization: Organization, source: str, kind: str) -> dict[str, uuid.UUID]:
    """Return every record of a kind that a source has named, by its id there."""
    rows = SourceRecord.objects.filter(organization=organization, source=source, kind=kind)
    return dict(rows.values_list("key", "record_id"))


def fingerprints(organization: Organization, source: str, kind: str, keys: Collection[str]) -> dict[str, Mark]:
    """Return what is needed to tell whether a row is as it was in the last file, for keys named before.

    It is asked of each row of each file, so the driver's own values are taken: an identifier as it stands in the table.
    """
    rows = SourceRecord.objects.filter(Among("key", keys), organization=organization, source=source, kind=kind)
    statement, parameters = rows.values_list("key", "pk", "fingerprint").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {key: (pk, bytes(mark)) for key, pk, mark in cursor.fetchall()}


def seen_again(pks: Collection[Any], *, at: dt.datetime) -> None:
    """Note of records, found by `fingerprints`, that a file held them as they were."""
    SourceRecord.objects.filter(Among("pk", pks)).update(seen_at=at, vanished_at=None)


def known_records(pks: Collection[Any]) -> dict[str, Known]:
    """Return what a source said last, in full, by key."""
    rows = SourceRecord.objects.filter(pk__in=pks)
    found = rows.values_list("pk", "record_id", "values", "fingerprint", "seen_at", "key")
    return {row[5]: Known(row[0], row[1], row[2], bytes(row[3]), row[4], row[5]) for row in found}


def missing_from(run: Import) -> QuerySet[SourceRecord]:
    """Return what the source had named and this file does not hold; rows that were refused are in the file."""
    refused = RowOutcome.objects.filter(run=run, verdict=Verdict.REFUSED).values_list(KT("details__key"), flat=True)
    rows = SourceRecord.objects.filter(
        organization=run.organization, source=run.source, kind=run.kind, vanished_at=None, seen_at__lt=run.exported_at
    )
    return rows.exclude(Among("key", [key for key in refused.iterator() if key]))


def keys_known(run: Import) -> int:
    """Return how many records of this kind the source has ever named."""
    return SourceRecord.objects.filter(organization=run.organization, source=run.source, kind=run.kind).count()


def interrupted(organization: Organization, *, besides: uuid.UUID) -> list[uuid.UUID]:
    """Return the batches whose process was ended while it wrote, or while it took back what was written."""
    rows = Import.objects.filter(organization=organization, state__in=[ImportState.RUNNING, ImportState.UNDOING])
    rows = rows.exclude(batch_id=besides)
    return list(dict.fromkeys(rows.order_by("uploaded_at").values_list("batch_id", flat=True)))


def has_more_to_write(organization_id: uuid.UUID, batch_id: uuid.UUID) -> bool:
    """Say whether a file of a batch is on its way in, or out again."""
    rows = Import.objects.filter(organization_id=organization_id, batch_id=batch_id)
    return rows.filter(Q(state__in=[*UNFINISHED, ImportState.UNDOING]) | Q(undone__wanted=True)).exists()


def profile_for(organization: Organization, header_key: str) -> MappingProfile | None:
    """Return how a person said that files with this header are to be read, latest first."""
    rows = MappingProfile.objects.filter(organization=organization, header_key=header_key)
    return rows.order_by("-saved_at").first()


def last_with_header(organization: Organization, header_key: str) -> Import | None:
    """Return the latest finished import of a file with the same columns: the next one is read as it was."""
    rows = Import.objects.filter(organization=organization, header_key=header_key, state=ImportState.DONE)
    return rows.order_by("-uploaded_at").first()


def newer_than(run: Import) -> Import | None:
    """Return a finished import of the same kind from the same source whose file was exported later."""
    rows = Import.objects.filter(
        organization=run.organization, source=run.source, kind=run.kind, state=ImportState.DONE
    )
    return rows.filter(exported_at__gt=run.exported_at).order_by("-exported_at").first()


def vanished_by(run: Import) -> QuerySet[SourceRecord]:
    """Return what a run found missing from its file."""
    return SourceRecord.objects.filter(
        organization=run.organization, source=run.source, kind=run.kind, vanished_at=run.exported_at
    )
