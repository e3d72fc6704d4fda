"""Companies as a list shows them: by name, searched by any part of it, a page at a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hederssak.crm.models import Account
from hederssak.lib import keyset
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Reach, Role
from hederssak.rules.names import search_key

BY_NAME = keyset.Order("order_key")


@dataclass(frozen=True)
class AccountWish:
    """What a reader asked to see."""

    search: str = ""
    relationship: str = ""
    owner: uuid.UUID | None = None
    after: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything was asked for at all."""
        return bool(self.search or self.relationship or self.owner)


def listed_accounts(member: Member, wish: AccountWish) -> keyset.Page[Account]:
    """Return a page of what the member may read of the companies wished for; a forged mark raises BadMarkError."""
    narrowed = Q()
    if wish.relationship:
        narrowed &= Q(relationship=wish.relationship)
    if wish.owner:
        narrowed &= Q(owner=wish.owner)
    if key := search_key(wish.search):
        narrowed &= Q(search_key__contains=key)
    shown = Account.objects.visible_to(member).filter(narrowed).select_related("owner").defer("custom")
    return keyset.page_of(shown, BY_NAME, after=wish.after)


def owners_of_accounts(member: Member) -> QuerySet[Member]:
    """Return whose companies a reader may narrow the list to."""
    people = (
        Member.objects.visible_to(member)
        .filter(role__in=[Role.REP, Role.MANAGER], left_on=None)
        .order_by(ByName("name"))
    )
    if member.role != Role.REP or member.organization.reach == Reach.ORGANIZATION:
        return people
    return people.filter(Q(pk=member.pk) if member.organization.reach == Reach.OWN else Q(team=member.team_id))
