"""Our own times in the calendars of those who keep one elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import override

from hederssak.calendars.actions import Wanted, drop_entries, keep_entries
from hederssak.calendars.models import Kind
from hederssak.lib.addresses import address_of
from hederssak.org.models import Member
from hederssak.prospecting.models import Block, BlockKind
from hederssak.prospecting.texts.blocks import entry_title


def put_in(blocks: Iterable[Block], *, by: Member | None, now: dt.datetime) -> None:
    """Put times into their members' calendars, or move them there; called in the transaction of the change."""
    titles: dict[tuple[str, str], str] = {}
    keep_entries([_wanted(block, titles) for block in blocks], by=by, now=now)


def take_out(blocks: Iterable[Block], *, by: Member | None, now: dt.datetime) -> None:
    """Take times out of their members' calendars."""
    drop_entries([(block.member, _key(block)) for block in blocks], by=by, now=now)


def _wanted(block: Block, titles: dict[tuple[str, str], str]) -> Wanted:
    """Return the entry of a block; each title is said once for its language, as a year has thousands of blocks."""
    said = (block.member.language, block.kind)
    if said not in titles:
        with override(block.member.language):
            titles[said] = entry_title(block)
    return Wanted(
        member=block.member,
        key=_key(block),
        kind=Kind.PLANNING if block.kind == BlockKind.PLANNING else Kind.BLOCK,
        starts_at=block.starts_at,
        ends_at=block.ends_at,
        title=titles[said],
        path=address_of("prospecting:block", block.pk),
    )


def _key(block: Block) -> str:
    return f"block:{block.pk}"
