"""The week's booking hours and HIT lists in a pack, as sums of the team: whose they are is for each own page (R16)."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Team
from hederssak.prospecting.models import Block, BlockKind, BlockState, HitEntry
from hederssak.rules.weeks import Week


def hours_of_week(team: Team, week: Week, *, as_of: dt.datetime) -> list[dict[str, Any]]:
    """Return one row of sums: hours that stand, those swapped away, and who waits on the lists of whoever has hours.

    Nothing where the team has no hours in the week. A press that was taken back is as if it had never been.
    """
    begin, end = week.bounds(ZoneInfo(team.time_zone))
    blocks = Block.objects.for_booking().filter(
        organization_id=team.organization_id, member__team=team, starts_at__gte=begin, starts_at__lt=end
    )
    rows = list(blocks.values_list("pk", "member_id", "kind", "state", "settled_at"))
    made_later = [pk for pk, _member, kind, *_ in rows if kind == BlockKind.REPLACEMENT]
    known = set(
        Change.objects.filter(
            organization_id=team.organization_id,
            kind=RecordKind.BLOCK,
            record_id__in=made_later,
            field="",
            known_at__lte=as_of,
        ).values_list("record_id", flat=True)
    )
    stand: list[Any] = []
    swapped = 0
    for pk, member, kind, state, settled_at in rows:
        was = state if settled_at is not None and settled_at <= as_of else BlockState.PLANNED
        if kind == BlockKind.REPLACEMENT and pk not in known:
            continue
        swapped += was == BlockState.SWAPPED
        if was not in {BlockState.SWAPPED, BlockState.EXCUSED}:
            stand.append(member)
    if not stand and not swapped:
        return []
    waiting = _waiting(set(stand), as_of)
    empty = sum(not waiting.get(member) for member in set(stand))
    return [{"hours": len(stand), "swapped": swapped, "waiting": sum(waiting.values()), "empty": empty}]


def _waiting(members: set[Any], as_of: dt.datetime) -> dict[Any, int]:
    """Return how many stood on each one's list."""
    there = HitEntry.objects.filter(member__in=members, added_at__lte=as_of)
    there = there.filter(Q(left_at=None) | Q(left_at__gt=as_of))
    return dict(there.values_list("member").annotate(n=Count("pk")).values_list("member", "n"))
