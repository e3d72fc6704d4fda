"""A word to the rep on the working day before a block: nobody to call yet, or something lies over it (R3, R5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.db.models import Count, Q
from django.utils import translation

from hederssak.lib.addresses import page
from hederssak.org.models import Member, Organization
from hederssak.org.queries import zone_of
from hederssak.org.queries.calendars import calendars_of, years_around
from hederssak.prospecting.actions.breaking import post
from hederssak.prospecting.models import Block, BlockState, HitEntry
from hederssak.prospecting.queries.blocks import conflicts_of
from hederssak.prospecting.queries.planning import planning_before
from hederssak.prospecting.texts import letters
from hederssak.rules.blocks import Slot
from hederssak.rules.weeks import local_day

AFTER = dt.time(13)
"""When in the day before, by the team's clock: late enough to know, early enough to do something."""

AHEAD = dt.timedelta(days=5)
"""How far the next working day's blocks may lie: over Easter."""


def remind(*, organization: Organization, now: dt.datetime) -> int:
    """Write to each rep whose next working day has a block without anybody to call, or with something over it.

    Returns how many blocks that were; each block has at most one letter of each kind, however often this runs.
    """
    blocks = _tomorrows(organization, now)
    if not blocks:
        return 0
    callable_now = _callable([block.member_id for block in blocks], until=max(block.ends_at for block in blocks))
    over = _conflicts(blocks)
    last = max(block.starts_at for block in blocks)
    aside = planning_before([block.member_id for block in blocks], now=now, until=last)
    told = 0
    for block in blocks:
        empty = not callable_now.get(block.member_id, 0)
        if empty:
            time = next((one for one in aside.get(block.member_id, []) if one.ends_at <= block.starts_at), None)
            _tell(block, letters.empty_list, "empty_list", now=now, set_aside=time)
        if block.pk in over:
            _tell(block, letters.in_the_way, "in_the_way", now=now)
        told += empty or block.pk in over
    return told


def _tomorrows(organization: Organization, now: dt.datetime) -> list[Block]:
    """Return the blocks of each member's next working day, where it is afternoon for them."""
    rows = Block.objects.for_booking().filter(
        organization=organization, state=BlockState.PLANNED, starts_at__gt=now, starts_at__lt=now + AHEAD
    )
    blocks = list(rows.select_related("member__team", "member__organization").order_by("starts_at"))
    members = {block.member_id: block.member for block in blocks}
    calendars = calendars_of(list(members.values()), years_around(now.date()))
    found = []
    for block in blocks:
        zone = zone_of(block.member)
        today = local_day(now, zone)
        is_next = local_day(block.starts_at, zone) == calendars[block.member_id].add_working_days(today, 1)
        if is_next and now.astimezone(zone).time() >= AFTER:
            found.append(block)
    return found


def _callable(member_ids: Sequence[uuid.UUID], *, until: dt.datetime) -> dict[uuid.UUID, int]:
    """Return how many each member could call by then: on the list, not resting, not promised for later."""
    rows = HitEntry.objects.filter(member_id__in=member_ids).on_the_list()
    ready = rows.filter(Q(rests_until=None) | Q(rests_until__lt=until))
    ready = ready.filter(Q(call_back_at=None) | Q(call_back_at__lt=until))
    return dict(ready.values_list("member_id").annotate(n=Count("pk")).order_by())


def _conflicts(blocks: Sequence[Block]) -> set[uuid.UUID]:
    """Return which blocks have something over them."""
    members = list({block.member_id: block.member for block in blocks}.values())
    within = Slot(min(block.starts_at for block in blocks), max(block.ends_at for block in blocks))
    return {one.block.pk for found in conflicts_of(members, within).values() for one in found}


def _tell(
    block: Block, letter: letters.Writing, kind: str, *, now: dt.datetime, set_aside: Block | None = None
) -> None:
    member: Member = block.member
    zone = zone_of(member)
    with translation.override(member.language):
        when = letters.hour(block.starts_at.astimezone(zone), block.ends_at.astimezone(zone))
        link = f"{settings.PUBLIC_URL}{page('prospecting:block', block.pk)}"
        if set_aside:
            spoken = letters.hour(set_aside.starts_at.astimezone(zone), set_aside.ends_at.astimezone(zone))
            letter = partial(letters.empty_list, set_aside=spoken)
        said = letter(member.first_name, when, link)
    post(member, said, key=f"{kind}:{block.pk}", now=now)
