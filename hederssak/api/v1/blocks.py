"""Booking hours: when they are, what could stand for one, and the swap of one for two."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.history.models import Origin
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.prospecting.actions import swap_block
from hederssak.prospecting.models import Block, Swap, SwapReason
from hederssak.prospecting.queries.blocks import listed_blocks, slot_of
from hederssak.prospecting.queries.debts import debt_of
from hederssak.prospecting.queries.paying import offers_for
from hederssak.prospecting.queries.reasons import reasons_of
from hederssak.prospecting.texts.swaps import reason as reason_text
from hederssak.rules.blocks import Slot

router = Router(tags=["blocks"])
OUT: dict[int, Any] = REFUSALS
BEHIND, AHEAD = dt.timedelta(weeks=8), dt.timedelta(weeks=12)


class BlockOut(Schema):
    """One booking hour; a replacement `replaces` the one that was given up or missed."""

    id: uuid.UUID
    member: NamedOut
    kind: str
    state: str
    why: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    replaces: uuid.UUID | None = Field(None, alias="replaces_id")


class BlocksOut(Schema):
    """The hours of a stretch of time, earliest first, at most 500."""

    items: list[BlockOut]


class Asked(Schema):
    """From when to when (eight weeks back to twelve ahead unless said), and whose."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    member: uuid.UUID | None = None


class DebtOut(Schema):
    """What the member owes: without a date, with one, and what was made up."""

    owed: int = 0
    planned: int = 0
    paid: int = 0


class TimeOut(Schema):
    """A free time."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    reasons: list[str]


class OffersOut(Schema):
    """The ISO week that pays, and pairs of free times in it, best first."""

    week: str
    pairs: list[list[TimeOut]]


class ReasonOut(Schema):
    """A reason for which an hour may be given up, in the member's language."""

    id: uuid.UUID
    text: str


class SwapIn(Schema):
    """Why, what the customer was offered instead, and the starts of the two times."""

    reason: uuid.UUID
    offered: str = Field(min_length=1, max_length=300)
    times: list[dt.datetime] = Field(min_length=2, max_length=2)


class SwapOut(Schema):
    """A swap, with the two hours that stand for the one."""

    id: uuid.UUID
    block: BlockOut
    offered: str
    at: dt.datetime
    replacements: list[BlockOut]

    @staticmethod
    def resolve_replacements(row: Swap) -> list[Block]:
        """Return the two, earliest first."""
        return list(row.block.replacements.select_related("member").order_by("starts_at"))


@router.get("", response={200: BlocksOut, **OUT}, operation_id="blocks")
def blocks(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return the member's own hours; a manager's answer has those of the team too."""
    now = clock.read()
    within = Slot(asked.since or now - BEHIND, asked.until or now + AHEAD)
    return {"items": listed_blocks(request.member, within, of=asked.member)}


@router.get("/debt", response={200: DebtOut, **OUT}, operation_id="debt")
def debt(request: MemberRequest) -> Any:
    """Return what the member owes."""
    return debt_of(request.member) or DebtOut()


@router.get("/reasons", response={200: list[ReasonOut], **OUT}, operation_id="swap_reasons")
def reasons(request: MemberRequest) -> list[dict[str, Any]]:
    """Return the organization's reasons."""
    return [{"id": row.pk, "text": reason_text(row)} for row in reasons_of(request.member.organization)]


@router.get("/{pk}", response={200: BlockOut, **OUT}, operation_id="block")
def block(request: MemberRequest, pk: uuid.UUID) -> Block:
    """Return one hour."""
    return _visible(request, pk)


@router.get("/{pk}/offers", response={200: OffersOut, **OUT}, operation_id="swap_offers")
def offers(request: MemberRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Return the pairs that an hour could be given up for; 409 with the rule's code where it can't be."""
    found = offers_for(_visible(request, pk), now=clock.read())
    pairs = [
        [
            {"starts_at": one.slot.starts_at, "ends_at": one.slot.ends_at, "reasons": list(one.reasons)}
            for one in (pair.first, pair.second)
        ]
        for pair in found.pairs
    ]
    return {"week": str(found.week), "pairs": pairs}


@router.post("/{pk}/swaps", response={200: SwapOut, **OUT}, operation_id="swap_block")
def swaps(request: MemberRequest, pk: uuid.UUID, given: SwapIn) -> Swap:
    """Give up an hour for two; 409 with the rule's code where it can't be, and where another swap was faster."""
    row = _visible(request, pk)
    minutes = slot_of(row).minutes
    reason = SwapReason.objects.filter(organization_id=request.member.organization_id, pk=given.reason).first()
    return swap_block(
        block=row,
        replacements=[Slot.at(start, minutes) for start in given.times],
        reason=reason,
        offered=given.offered,
        by=request.member,
        now=clock.read(),
        origin=Origin.API,
    )


def _visible(request: MemberRequest, pk: uuid.UUID) -> Block:
    rows = Block.objects.visible_to(request.member).select_related("member__team", "member__organization")
    return get_object_or_404(rows, pk=pk)
