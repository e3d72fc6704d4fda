"""Saving what an action changed of opportunities."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from hederssak.lib.rows import save_batch
from hederssak.pipeline.models import Opportunity


def touch(opportunity: Opportunity, *, now: dt.datetime, **changes: Any) -> None:
    """Set and save the named fields, that something changed, and that nobody has judged it since."""
    for name, value in changes.items():
        setattr(opportunity, name, value)
    touch_all([opportunity], now=now, also=changes.keys())


def touch_all(rows: Iterable[Opportunity], *, now: dt.datetime, also: Collection[str] = ()) -> None:
    """Save columns that were set in memory, that something changed, and that nobody has judged it since."""
    changed = list(rows)
    for row in changed:
        row.changed_at, row.unjudged = now, True
    save_batch(changed, {"changed_at", "unjudged", *also})
