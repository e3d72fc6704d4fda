"""The receipt of a swap: what the two extra hours booked, beside what the visit gave that took the one (R2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.models import Block, BlockState, Swap

OVER = {BlockState.HELD, BlockState.HELD_LATE, BlockState.MISSED, BlockState.EXCUSED}


@dataclass(frozen=True)
class Line:
    """One of the two hours, with the meetings that were booked in it."""

    block: Block
    booked: Sequence[CustomerMeeting]


@dataclass(frozen=True)
class Receipt:
    """What a swap cost and gave."""

    swap: Swap
    lines: Sequence[Line]

    @property
    def is_complete(self) -> bool:
        """Say whether both hours are over."""
        return bool(self.lines) and all(line.block.state in OVER for line in self.lines)

    @property
    def booked(self) -> int:
        """Return how many meetings the two hours booked."""
        return sum(len(line.booked) for line in self.lines)


def receipt_of(swap: Swap) -> Receipt:
    """Return the receipt of a swap as it stands; a meeting counts for the hour in which it was written down."""
    blocks = Block.objects.filter(replaces=swap.block).select_related("member").order_by("starts_at")
    return Receipt(swap, [Line(block, _booked(block)) for block in blocks])


def _booked(block: Block) -> list[CustomerMeeting]:
    rows = CustomerMeeting.objects.filter(
        organization_id=block.organization_id,
        owner_id=block.member_id,
        logged_at__gte=block.starts_at,
        logged_at__lt=block.ends_at,
    )
    return list(rows.select_related("account").defer("custom").order_by("starts_at"))
