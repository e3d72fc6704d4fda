"""The booking hours on a rep's first page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.org.models import Member
from hederssak.prospecting.queries.strip import strip_of
from hederssak.prospecting.texts import calling
from hederssak.prospecting.views.lines import conflict_line, line


def strip(member: Member, *, now: dt.datetime) -> dict[str, Any] | None:
    """Return what the strip shows; None where a member has no booking hours."""
    found = strip_of(member, now=now)
    if found.is_empty:
        return None
    in_conflict = {one.block.pk for one in found.conflicts}
    coming = found.next if found.next and found.next.pk not in in_conflict else None
    return {
        "owed": found.owed,
        "conflicts": [conflict_line(one, found.zone) for one in found.conflicts],
        "planning": found.planning
        and found.filling
        and {
            **line(found.planning, found.zone, found.today),
            "ready": calling.filling(found.filling.ready.callable, found.filling.ready.usual),
            "is_enough": found.filling.ready.is_enough,
        },
        "next": coming and {**line(coming, found.zone, found.today), "has_begun": coming.starts_at <= now},
    }
