"""One hour, or what lies over it, as a line on a page."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from hederssak.prospecting.models import Block, BlockKind
from hederssak.prospecting.queries.blocks import Conflict, slot_of
from hederssak.prospecting.texts import blocks as said
from hederssak.rules.weeks import local_day


def line(row: Block, zone: ZoneInfo, today: dt.date) -> dict[str, Any]:
    """Return what a line says of an hour."""
    return {
        "block": row,
        "when": said.time(slot_of(row), zone),
        "state": said.state(row),
        "is_today": local_day(row.starts_at, zone) == today,
        "is_replacement": row.kind == BlockKind.REPLACEMENT,
        "is_planning": row.kind == BlockKind.PLANNING,
    }


def conflict_line(conflict: Conflict, zone: ZoneInfo) -> dict[str, Any]:
    """Return what a line says of an hour over which something lies."""
    return {
        "block": conflict.block,
        "when": said.time(slot_of(conflict.block), zone),
        "over": ", ".join(said.over(busy.kind, busy.title) for busy in conflict.over),
        "is_replacement": conflict.block.kind == BlockKind.REPLACEMENT,
    }
