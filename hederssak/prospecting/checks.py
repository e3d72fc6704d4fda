"""What must hold of booking hours: debts follow from the blocks, and each replacement stands for one."""

from __future__ import annotations

from collections.abc import Iterator

from hederssak.lib.checks import register
from hederssak.org.models import Member
from hederssak.prospecting.models import Block, BlockKind, BlockState, Debt
from hederssak.prospecting.queries.debts import standings


@register("debts of booking hours count right")
def debts_count_right() -> Iterator[str]:
    """Yield each member whose debt, counted again, is another one."""
    kept = {debt.member_id: debt for debt in Debt.objects.all()}
    members = Member.objects.filter(pk__in=Block.objects.values("member")).values_list("pk", flat=True)
    for pk, one in standings(list(members)).items():
        debt = kept.get(pk)
        told = (debt.owed, debt.planned, debt.paid) if debt else (0, 0, 0)
        if told != (one.owed, one.planned, one.paid):
            yield f"member {pk}: owed, planned, paid is kept as {told}, and is {(one.owed, one.planned, one.paid)}"


@register("replacements stand for an hour of the same member")
def replacements_stand_for_an_hour() -> Iterator[str]:
    """Yield each coming replacement of a block that is to be held itself, or is somebody else's."""
    ahead = Block.objects.filter(kind=BlockKind.REPLACEMENT, state=BlockState.PLANNED).select_related("replaces")
    for block in ahead:
        lost = block.replaces
        if lost is None or lost.state == BlockState.PLANNED or lost.member_id != block.member_id:
            yield f"block {block.pk}: it replaces {lost and lost.pk}, which is {lost and lost.state}"
