"""Which blocks a page may open, and by whose clock it tells them."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from hederssak.org.models import Member
from hederssak.prospecting.models import Block


def seen_block(member: Member, pk: uuid.UUID) -> Block:
    """Return a block that the member may see; 404 for any other."""
    rows = Block.objects.visible_to(member).select_related("member__team", "member__organization", "organization")
    return get_object_or_404(rows, pk=pk)


def own_block(member: Member, pk: uuid.UUID) -> Block:
    """Return a block of the member's own; 403 for one that they may only see."""
    block = seen_block(member, pk)
    if block.member_id != member.pk:
        raise PermissionDenied
    return block
