"""Saying how blocks ended, once they have: held, held late, missed; and what absence makes of them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.lib.rows import save_batch
from hederssak.org.models import Organization
from hederssak.org.queries import calendars_of, zone_of
from hederssak.prospecting.actions.debts import recount
from hederssak.prospecting.actions.written import altered, by_clock, write_changed
from hederssak.prospecting.models import WEEKLY, Block, BlockKind, BlockState, Excuse
from hederssak.prospecting.queries.blocks import slot_of
from hederssak.prospecting.queries.deeds import deeds_of, listed_in
from hederssak.rules.blocks import settle, settle_planning
from hederssak.rules.weeks import day_bounds, local_day
from hederssak.rules.worktime import WorkCalendar

SAID_AFTERWARDS = dt.timedelta(days=60)
"""So long after a day one can say that one was ill, and the time is excused."""


def settle_blocks(*, organization: Organization, now: dt.datetime) -> int:
    """Give each block that is over its end state, and return how many got one; safe to run twice."""
    with transaction.atomic():
        over = Block.objects.filter(organization=organization, state=BlockState.PLANNED, ends_at__lte=now)
        blocks = list(over.select_related("member__team", "member__organization").select_for_update(of=("self",)))
        deeds = deeds_of(blocks, now=now)
        listed = listed_in([block for block in blocks if block.kind == BlockKind.PLANNING])
        ended: dict[Block, tuple[str, str]] = {}
        for block in blocks:
            zone = zone_of(block.member)
            midnight = day_bounds(local_day(block.starts_at, zone), zone)[1]
            slot, prepared_at = slot_of(block), block.prepared_at
            if block.kind == BlockKind.PLANNING:
                verdict = settle_planning(
                    slot, listed[block.member_id], prepared_at=prepared_at, day_ends_at=midnight, now=now
                )
            else:
                verdict = settle(slot, deeds[block.pk], day_ends_at=midnight, now=now)
            if verdict:
                ended[block] = (verdict.value, "")
        _end(ended, organization=organization, now=now)
    return len(ended)


def excuse_absent(*, organization: Organization, now: dt.datetime) -> int:
    """Excuse the times that lie on days off, and return how many; a day's absence may be said afterwards (R0).

    A replacement on such a day is owed again, without a date; nothing is lost and nothing is due while one is away.
    """
    with transaction.atomic():
        rows = Block.objects.filter(
            organization=organization,
            state__in=[BlockState.PLANNED, BlockState.MISSED],
            starts_at__gt=now - SAID_AFTERWARDS,
        ).exclude(state=BlockState.PLANNED, kind__in=WEEKLY, starts_at__gt=now)
        blocks = list(rows.select_related("member__team", "member__organization").select_for_update(of=("self",)))
        members = {block.member_id: block.member for block in blocks}
        calendars = calendars_of(list(members.values()), range(now.year - 1, now.year + 2))
        ended = {}
        for block in blocks:
            day = local_day(block.starts_at, zone_of(block.member))
            if why := _day_off(calendars[block.member_id], day):
                ended[block] = (BlockState.EXCUSED.value, why.value)
        _end(ended, organization=organization, now=now)
    return len(ended)


def _day_off(calendar: WorkCalendar, day: dt.date) -> Excuse | None:
    if calendar.is_working(day):
        return None
    return Excuse.HOLIDAY if day in calendar.holidays else Excuse.ABSENCE


def _end(ended: dict[Block, tuple[str, str]], *, organization: Organization, now: dt.datetime) -> None:
    """Write end states, history and debts."""
    if not ended:
        return
    source = by_clock(now)
    changes = [altered(block, "state", state) for block, (state, _) in ended.items()]
    for block, (state, why) in ended.items():
        block.state, block.why, block.settled_at = state, why, now
    save_batch(list(ended), ["state", "why", "settled_at"])
    write_changed(changes, organization=organization, source=source)
    recount({block.member_id for block in ended}, organization=organization, source=source, now=now)
