"""Opportunities as lists show them: searched, narrowed, in one of four orders, a page at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hederssak.lib import keyset
from hederssak.org.models import Member
from hederssak.pipeline.models import NextStep, Opportunity, State
from hederssak.rules.names import search_key

ORDERS: Mapping[str, keyset.Order] = {
    "close": keyset.Order("close_date", keyset.BY_DAY),
    "margin": keyset.Order("margin", keyset.BY_AMOUNT, descending=True),
    "name": keyset.Order("search_key"),
    "closed": keyset.Order("closed_on", keyset.BY_DAY, descending=True),
    "changed": keyset.Order("changed_at", keyset.BY_INSTANT, descending=True),
}

SHOWN = (
    "account__name",
    "amount",
    "changed_at",
    "close_date",
    "closed_on",
    "currency",
    "margin",
    "margin_assumed",
    "name",
    "owner__name",
    "search_key",
    "stage__name",
    "state",
)


@dataclass(frozen=True)
class Wish:
    """What a reader asked to see. An empty `state` means any; then the order is by name or by latest change."""

    search: str = ""
    state: str = State.OPEN
    owner: uuid.UUID | None = None
    team: uuid.UUID | None = None
    stage: uuid.UUID | None = None
    sort: str = ""
    after: str = ""

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders that make sense for the state, the usual one first; each has its index."""
        if self.search:
            return ("name",)
        if not self.state:
            return ("changed",)
        if self.state in {State.OPEN, State.PARKED}:
            return ("close", "margin", "name")
        return ("closed", "margin", "name")

    @property
    def order(self) -> str:
        """The order asked for, or the usual one."""
        return self.sort if self.sort in self.sorts else self.sorts[0]

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but state, owner and team was asked for."""
        return bool(self.search or self.stage)


def listed(member: Member, wish: Wish) -> keyset.Page[Opportunity]:
    """Return a page of what the member may read of the opportunities wished for; a forged mark raises BadMarkError."""
    rows = Opportunity.objects.visible_to(member)
    narrowed = Q()
    if wish.state:
        narrowed &= Q(state=wish.state)
    if wish.owner:
        narrowed &= Q(owner=wish.owner)
    if wish.team:
        narrowed &= Q(team=wish.team)
    if wish.stage:
        narrowed &= Q(stage=wish.stage)
    if key := search_key(wish.search):
        narrowed &= Q(search_key__contains=key)
    shown: QuerySet[Opportunity] = rows.filter(narrowed).select_related("account", "stage", "owner").only(*SHOWN)
    return keyset.page_of(shown, ORDERS[wish.order], after=wish.after)


def next_steps_of(rows: list[Opportunity]) -> dict[uuid.UUID, tuple[str, dt.date | None]]:
    """Return what happens next with some opportunities, and when, by their identifiers."""
    steps = NextStep.objects.filter(opportunity__in=rows, ended_at=None)
    return {pk: (what, due) for pk, what, due in steps.values_list("opportunity_id", "what", "due_on")}
