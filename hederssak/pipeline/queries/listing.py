"""Opportunities as lists show them: searched, narrowed, in one of four orders, a page at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from hederssak.lib import keyset
from hederssak.lib.prepared import prepared
from hederssak.org.access import reach_of, within
from hederssak.org.models import Member
from hederssak.pipeline.models import NextStep, Opportunity, Stage, StageKind, State
from hederssak.rules.names import search_key

ORDERS: Mapping[str, keyset.Order] = {
    "close": keyset.Order("close_date", keyset.BY_DAY),
    "margin": keyset.Order("margin", keyset.BY_AMOUNT, descending=True),
    "name": keyset.Order("order_key"),
    "found": keyset.Order("search_key"),
    "closed": keyset.Order("closed_on", keyset.BY_DAY, descending=True),
    "changed": keyset.Order("changed_at", keyset.BY_INSTANT, descending=True),
}

IN_PLAY = frozenset({State.OPEN, State.PARKED})

LINE = (
    "pk",
    "account__name",
    "changed_at",
    "close_date",
    "closed_on",
    "currency",
    "margin",
    "name",
    "order_key",
    "owner__name",
    "search_key",
    "stage__name",
    "state",
)
"""What a row of the list shows, and what the lists are ordered by."""

SHOWN = (*LINE, "amount", "margin_assumed")
"""What a program is told of one."""


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
        if self.is_in_play:
            return ("close", "margin", "name")
        return ("closed", "margin", "name")

    @property
    def order(self) -> str:
        """The order asked for, or the usual one."""
        return self.sort if self.sort in self.sorts else self.sorts[0]

    @property
    def reads_by(self) -> str:
        """The order that the list is read in: what is searched for, by the letters as typed, whose index has them."""
        return "found" if self.search else self.order

    @property
    def is_in_play(self) -> bool:
        """Say whether deals were asked for that have not ended."""
        return self.state in IN_PLAY

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but state, owner and team was asked for."""
        return bool(self.search or self.stage)


def listed(member: Member, wish: Wish) -> keyset.Page[Opportunity]:
    """Return a page of what the member may read of the opportunities wished for; a forged mark raises BadMarkError."""
    rows = _wished(*_values(member, wish), state=wish.state)
    shown = rows.select_related("account", "stage", "owner").only(*SHOWN)
    return keyset.page_of(shown, ORDERS[wish.reads_by], after=wish.after)


def lines(member: Member, wish: Wish) -> keyset.Page[Any]:
    """Return the same page as plain rows with the fields of `LINE`, which cost half as much: for the list as a page."""
    values, order = _values(member, wish), ORDERS[wish.reads_by]
    if wish.after:
        return keyset.page_of(_lines(*values, state=wish.state), order, after=wish.after)
    return keyset.first_page(partial(_first, *values, state=wish.state, order=wish.reads_by), order)


def _values(member: Member, wish: Wish) -> tuple[Any, ...]:
    """Return what is asked for as the values of `_wished`."""
    chosen = ([pk] if pk else [] for pk in (wish.owner, wish.team, wish.stage))
    key = search_key(wish.search)  # letters, figures and spaces alone: nothing in it means anything to LIKE
    return (*reach_of(member), *chosen, *([f"%{key}%"] if key else []))


def _wished(
    organization: uuid.UUID,
    teams: list[uuid.UUID],
    people: list[uuid.UUID],
    owner: list[uuid.UUID],
    team: list[uuid.UUID],
    stage: list[uuid.UUID],
    *like: str,
    state: str,
) -> QuerySet[Opportunity]:
    """Return the opportunities in a reach, narrowed by what is not empty."""
    rows = Opportunity.objects.filter(within(organization, teams, people, owner="owner", team="team"))
    if state:
        rows = rows.filter(state=state)
    narrowed = {"owner__in": owner, "team__in": team, "stage__in": stage}
    rows = rows.filter(**{name: values for name, values in narrowed.items() if values})
    return rows.filter(*(Q(search_key__like=one) for one in like))


def _lines(*values: Any, state: str) -> QuerySet[Opportunity, Any]:
    return _wished(*values, state=state).values_list(*LINE, named=True)


@prepared
def _first(*values: Any, state: str, order: str, lacks: bool) -> QuerySet[Opportunity, Any]:
    return keyset.beginning(_lines(*values, state=state), ORDERS[order], lacks=lacks)


@prepared
def _steps(opportunities: list[uuid.UUID]) -> QuerySet[NextStep, tuple[uuid.UUID, str, dt.date | None]]:
    steps = NextStep.objects.filter(opportunity__in=opportunities, ended_at=None)
    return steps.values_list("opportunity_id", "what", "due_on")


def next_steps_of(opportunities: list[uuid.UUID]) -> dict[uuid.UUID, tuple[str, dt.date | None]]:
    """Return what happens next with some opportunities, and when, by their identifiers."""
    return {pk: (what, due) for pk, what, due in _steps(opportunities)}


@prepared
def _open_stages(organization: uuid.UUID) -> QuerySet[Stage]:
    rows = Stage.objects.filter(organization=organization, kind=StageKind.OPEN)
    return rows.only("name").order_by("pipeline", "position")


def open_stages(organization: uuid.UUID) -> list[Stage]:
    """Return the names of the stages in which a deal can stand until it ends, in their order."""
    return _open_stages(organization)
