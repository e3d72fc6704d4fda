"""What is owed, counted from the blocks themselves."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from hederssak.lib.prepared import prepared
from hederssak.org.models import Member
from hederssak.prospecting.models import Block, BlockKind, BlockState, Debt
from hederssak.rules.debts import FOR_ONE, Standing, Turn, standing

BROKEN = Q(kind=BlockKind.REGULAR, state__in=[BlockState.MISSED, BlockState.SWAPPED])
PAID = Q(kind=BlockKind.REPLACEMENT, state__in=[BlockState.HELD, BlockState.HELD_LATE])
AHEAD = Q(kind=BlockKind.REPLACEMENT, state=BlockState.PLANNED)


def standings(member_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """Return what each member owes by the rule, from all their blocks, in one query."""
    turns: dict[uuid.UUID, list[tuple[dt.datetime, Turn]]] = defaultdict(list)
    ahead: Counter[uuid.UUID] = Counter()
    rows = Block.objects.filter(BROKEN | PAID | AHEAD, member__in=member_ids)
    for member_id, kind, state, ends_at, settled_at in rows.values_list(
        "member_id", "kind", "state", "ends_at", "settled_at"
    ):
        if state == BlockState.PLANNED:
            ahead[member_id] += 1
        elif kind == BlockKind.REPLACEMENT:
            turns[member_id].append((ends_at, Turn.PAID))
        else:
            since = settled_at if state == BlockState.SWAPPED and settled_at else ends_at
            turns[member_id].append((since, Turn.BROKEN))
    return {pk: standing(turns[pk], in_calendar=ahead[pk]) for pk in member_ids}


@prepared
def _debt(member: uuid.UUID) -> QuerySet[Debt]:
    return Debt.objects.filter(member=member).order_by("pk")[:1]


def debt_of(member: Member) -> Debt | None:
    """Return what a member owes as it was last counted; None where nothing ever was."""
    return _debt.first(member.pk)


def unpaid(member: Member, count: int) -> list[Block]:
    """Return the broken blocks that the next replacements make up for, oldest first; one may come twice."""
    alive = Q(replacements__state__in=[BlockState.PLANNED, BlockState.HELD, BlockState.HELD_LATE])
    rows = Block.objects.filter(BROKEN, member=member).annotate(made_up=Count("replacements", filter=alive))
    latest = rows.filter(made_up__lt=FOR_ONE).order_by("-starts_at").values_list("pk", "made_up")[:count]
    lost = Block.objects.in_bulk([pk for pk, _ in latest])
    found = [lost[pk] for pk, made_up in latest for _ in range(FOR_ONE - made_up)]
    return sorted(found[:count], key=lambda row: row.starts_at)
