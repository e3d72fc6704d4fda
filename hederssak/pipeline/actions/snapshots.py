"""A picture of the open pipeline, every night and at each import (DATA: forecasts are judged against these)."""

from __future__ import annotations

import datetime as dt
import json
import uuid
import zlib
from collections import defaultdict
from decimal import Decimal
from typing import Any

from hederssak.history.actions import plain
from hederssak.history.models import Snapshot, SnapshotReason
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


def snapshot_pipeline(
    *,
    organization: Organization,
    now: dt.datetime,
    reason: SnapshotReason,
    source_id: uuid.UUID | None = None,
) -> list[Snapshot]:
    """Store the open and parked opportunities of each team as columns, and return the pictures."""
    teams: dict[uuid.UUID | None, list[tuple[Any, ...]]] = defaultdict(list)
    rows = Opportunity.objects.filter(organization=organization, state__in=[State.OPEN, State.PARKED])
    for team_id, *values in rows.values_list("team_id", *COLUMNS).order_by("pk").iterator(chunk_size=2000):
        teams[team_id].append(tuple(values))
    margin_at = COLUMNS.index("margin")
    return Snapshot.objects.bulk_create(
        Snapshot(
            organization=organization,
            team_id=team_id,
            taken_at=now,
            reason=reason,
            source_id=source_id,
            rows=len(members),
            margin=sum((row[margin_at] or Decimal(0) for row in members), Decimal(0)),
            packed=pack_columns(members),
        )
        for team_id, members in teams.items()
    )


def pack_columns(rows: list[tuple[Any, ...]]) -> bytes:
    """Return rows as compressed JSON columns: a tenth of the size of rows in a table, and read in one go."""
    columns = {name: [plain(row[at]) for row in rows] for at, name in enumerate(COLUMNS)}
    return zlib.compress(json.dumps(columns, separators=(",", ":")).encode())


def unpack_columns(packed: bytes) -> dict[str, list[Any]]:
    """Return the columns of a snapshot, by name."""
    columns: dict[str, list[Any]] = json.loads(zlib.decompress(packed))
    return columns
