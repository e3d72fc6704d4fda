"""How changes of booking hours are written into the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.org.models import Member, Organization
from hederssak.prospecting.models import Block

BLOCK_FIELDS = ("member", "kind", "state", "starts_at", "ends_at", "replaces", "rule")


def by_person(by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> Source:
    """Return the source of what somebody does on a page, or by a program of theirs."""
    return Source.page(by=by, now=now, origin=origin)


def by_clock(now: dt.datetime) -> Source:
    """Return the source of what the product does by itself."""
    return Source(origin=Origin.SYSTEM, known_at=now, before=now)


def altered(block: Block, field: str, new: Any) -> Altered:
    """Return the change of one field of a block that is about to be made."""
    return Altered(RecordKind.BLOCK, block.pk, field, getattr(block, field), new, subject_id=block.member_id)


def write_made(blocks: Iterable[Block], *, organization: Organization, source: Source) -> None:
    """Write that blocks were put into the calendar."""
    made = [Made(RecordKind.BLOCK, block, BLOCK_FIELDS, subject_id=block.member_id) for block in blocks]
    record_made(made, organization_id=organization.pk, source=source)


def write_changed(changes: Iterable[Altered], *, organization: Organization, source: Source) -> None:
    """Write what became of blocks."""
    record_changed(changes, organization_id=organization.pk, source=source)
