"""What a member does in a block: say that they are there, write its preparation; and what the company takes."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.lib.rows import save_only
from hederssak.org.access import leads
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions.debts import recount
from hederssak.prospecting.actions.written import altered, by_person, write_changed
from hederssak.prospecting.models import Block, BlockKind, BlockState, Excuse
from hederssak.rules.weeks import local_day

EARLY = dt.timedelta(minutes=15)
"""One may come so much before the time."""


class NotNowError(Exception):
    """The time is not today, or over and settled."""

    code = "not_now"


def say_here(*, block: Block, by: Member, now: dt.datetime) -> None:
    """Say "I am here": from now on one is in the block; the first time counts. Raises `NotNowError`."""
    _require_own(block, by)
    if block.kind == BlockKind.PLANNING:
        raise NotNowError
    is_today = local_day(now, zone_of(by)) == local_day(block.starts_at, zone_of(by))
    if block.state != BlockState.PLANNED or not is_today or now < block.starts_at - EARLY:
        raise NotNowError
    if block.here_at is None:
        save_only(block, here_at=max(now, block.starts_at))


def write_preparation(*, block: Block, text: str, by: Member, now: dt.datetime) -> None:
    """Write what was prepared for or in a block; the first writing's instant counts. Raises `NotNowError`."""
    _require_own(block, by)
    if block.state != BlockState.PLANNED:
        raise NotNowError
    with transaction.atomic():
        write_changed([altered(block, "preparation", text)], organization=by.organization, source=by_person(by, now))
        prepared_at = (block.prepared_at or now) if text.strip() else None
        save_only(block, preparation=text.strip(), prepared_at=prepared_at)


def may_excuse(member: Member, block: Block) -> bool:
    """Say whether the member may put a booking hour on the company's account: the manager of its member's team."""
    return leads(member, block.member.team) and block.kind != BlockKind.PLANNING


def excuse_for_company(*, block: Block, by: Member, now: dt.datetime) -> None:
    """Say that the company took a time: neither held nor missed, it goes to the manager's account."""
    if not may_excuse(by, block):
        raise PermissionDenied
    if block.state not in {BlockState.PLANNED, BlockState.MISSED}:
        raise NotNowError
    _set(block, state=BlockState.EXCUSED, why=Excuse.COMPANY, settled_at=now, by=by, now=now)


def take_back_excuse(*, block: Block, by: Member, now: dt.datetime) -> None:
    """Take back that the company took a time: it stands as it did before."""
    if not may_excuse(by, block):
        raise PermissionDenied
    if block.why != Excuse.COMPANY:
        raise NotNowError
    is_over = block.ends_at <= now
    state = BlockState.MISSED if is_over else BlockState.PLANNED
    _set(block, state=state, why="", settled_at=now if is_over else None, by=by, now=now)


def _set(
    block: Block, *, state: BlockState, why: str, settled_at: dt.datetime | None, by: Member, now: dt.datetime
) -> None:
    source = by_person(by, now)
    with transaction.atomic():
        write_changed([altered(block, "state", state)], organization=by.organization, source=source)
        save_only(block, state=state, why=why, settled_at=settled_at)
        recount([block.member_id], organization=by.organization, source=source, now=now)


def _require_own(block: Block, by: Member) -> None:
    if block.member_id != by.pk:
        raise PermissionDenied
