"""A picture of the open pipeline, every night and at each import (DATA: forecasts are judged against these)."""

from __future__ import annotations

import datetime as dt
import uuid
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson
from django.db import transaction

from hederssak.history.models import Snapshot, SnapshotReason
from hederssak.lib import bulk
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity, State

COLUMNS = (
    "pk",
    "owner_id",
    "stage_id",
    "state",
    "amount",
    "margin",
    "currency",
    "close_date",
    "stage_since",
    "opened_on",
    "qualified_at",
    "progressed_at",
)
PART = 20_000
LEVEL = 3
"""Identifiers hardly compress: more effort takes thrice the time and saves a twentieth."""


def snapshot_pipeline(
    *,
    organization: Organization,
    now: dt.datetime,
    reason: SnapshotReason,
    source_id: uuid.UUID | None = None,
) -> list[Snapshot]:
    """Store the open and parked opportunities of each team as columns, and return the pictures.

    A team of more than `PART` deals gets several, which together are its picture: memory stays small.
    """
    rows = Opportunity.objects.filter(organization=organization, state__in=[State.OPEN, State.PARKED])
    said = {"organization": organization, "taken_at": now, "reason": reason, "source_id": source_id}
    pictures: list[Snapshot] = []
    with transaction.atomic():
        for team_id, members in _parts(bulk.read_plain(rows.order_by("pk"), ("team_id", *COLUMNS))):
            _, *values = zip(*members, strict=True)
            columns = dict(zip(COLUMNS, values, strict=True))
            margin = sum(map(Decimal, filter(None, columns["margin"])), Decimal(0))
            picture = Snapshot(**said, team_id=team_id, rows=len(members), margin=margin, packed=pack_columns(columns))
            picture.save(force_insert=True)
            pictures.append(picture)
    return pictures


def _parts(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str | None, list[tuple[Any, ...]]]]:
    """Give the rows of each team, which stands first in each, `PART` at a time."""
    teams: dict[str | None, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        team_id = row[0]
        members = teams[team_id]
        members.append(row)
        if len(members) == PART:
            yield team_id, teams.pop(team_id)
    yield from teams.items()


def pack_columns(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """Return columns as compressed JSON: a tenth of the size of rows in a table, and read in one go."""
    return zlib.compress(orjson.dumps(columns), LEVEL)


def unpack_columns(packed: bytes) -> dict[str, list[Any]]:
    """Return the columns of a snapshot, by name."""
    columns: dict[str, list[Any]] = orjson.loads(zlib.decompress(packed))
    return columns
