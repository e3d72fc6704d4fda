"""What a few typed letters find, over everything that a member may see: companies, people, deals and meetings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from hederssak.crm.models import Account, Contact
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.names import search_key

M = TypeVar("M", bound=Model)
SHORTEST = 2
"""Letters that it takes: one letter finds everything and says nothing."""
LONGEST = 100
SOME = 50
AROUND = dt.timedelta(days=180)
"""How far from today a meeting of one's own is found by its title; others are found by whom they are with."""


@dataclass(frozen=True)
class Found:
    """What was found, the likeliest first; of each kind as many as were asked for."""

    accounts: list[Account] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    deals: list[Opportunity] = field(default_factory=list)
    meetings: list[CustomerMeeting] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many they are together."""
        return len(self.accounts) + len(self.contacts) + len(self.deals) + len(self.meetings)

    @property
    def longest(self) -> int:
        """Return how many there are of the kind of which there are most."""
        return max(len(self.accounts), len(self.contacts), len(self.deals), len(self.meetings))


def search(member: Member, typed: str, *, most: int, now: dt.datetime) -> Found:
    """Return what a member may see whose name has all the typed words in it, å, ä and ö or not; `most` of each kind."""
    key = search_key(typed[:LONGEST])
    if len(key) < SHORTEST:
        return Found()
    named, rank = _named(key), _rank(key)
    accounts = Account.objects.visible_to(member).filter(named).order_by(rank, "search_key", "pk")
    contacts = Contact.objects.visible_to(member).filter(named | _at(typed)).order_by(rank, "search_key", "pk")
    companies = _fetch(accounts[:most], "owner")
    people = _fetch(contacts[:most], "account")
    return Found(
        companies,
        people,
        _deals(member, named, rank, companies, most=most),
        _meetings(member, key, companies, people, most=most, now=now),
    )


def _deals(member: Member, named: Q, rank: Case, companies: list[Account], *, most: int) -> list[Opportunity]:
    """Return the deals with the companies found; all deals' names are looked through only where these are too few."""
    order = (_first(Q(state__in=[State.OPEN, State.PARKED])), rank, "search_key", "pk")
    rows = Opportunity.objects.visible_to(member).order_by(*order)
    found = _fetch(rows.filter(account__in=companies)[:most], "account", "stage", "owner")
    if len(found) < most:
        others = rows.filter(named).exclude(account__in=companies)[: most - len(found)]
        found += _fetch(others, "account", "stage", "owner")
    return found


def _fetch(chosen: QuerySet[M], *also: str) -> list[M]:
    """Return chosen rows with what belongs to them.

    Choosing reads identifiers alone, which an index holds with the names: reading whole rows to look at their names
    took ten times as long (100,000 deals: 168 ms, then 15).
    """
    ids = list(chosen.values_list("pk", flat=True))
    rows = chosen.model._default_manager.filter(pk__in=ids).select_related(*also).defer("custom")
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _named(key: str) -> Q:
    return reduce(and_, (Q(search_key__contains=word) for word in key.split()))


def _at(typed: str) -> Q:
    """Return the filter on an address, where one was typed; nothing else has an @."""
    return Q(email__istartswith=typed.strip()) if "@" in typed else Q(pk__in=[])


def _rank(key: str) -> Case:
    """Names that begin with what was typed come first, then those in which a word does."""
    return Case(
        When(search_key__startswith=key, then=Value(0)),
        When(search_key__contains=f" {key}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _first(these: Q) -> Case:
    return Case(When(these, then=Value(0)), default=Value(1), output_field=IntegerField())


def _meetings(
    member: Member, key: str, accounts: list[Account], contacts: list[Contact], *, most: int, now: dt.datetime
) -> list[CustomerMeeting]:
    """Return the latest meetings with the companies and people found, and one's own whose title says it.

    Titles are many and much alike ("Genomgång"): to look through everybody's would take longer than all the rest.
    """
    rows = CustomerMeeting.objects.visible_to(member).select_related("account", "owner").defer("custom")
    found: dict[uuid.UUID, CustomerMeeting] = {}
    for some in (Q(account__in=accounts), Q(seats__contact__in=contacts), Q(pk__in=_own(member, key, now=now))):
        found |= _by_pk(rows.filter(some).order_by("-starts_at")[:most])
    return sorted(found.values(), key=lambda one: one.starts_at, reverse=True)[:most]


def _by_pk(rows: Iterable[CustomerMeeting]) -> dict[uuid.UUID, CustomerMeeting]:
    return {row.pk: row for row in rows}


def _own(member: Member, key: str, *, now: dt.datetime) -> list[uuid.UUID]:
    mine = CustomerMeeting.objects.filter(organization_id=member.organization_id, owner=member)
    near = mine.filter(starts_at__range=(now - AROUND, now + AROUND)).order_by("-starts_at")
    words = key.split()
    titles = ((pk, search_key(title)) for pk, title in near.values_list("pk", "title"))
    return [pk for pk, title in titles if all(word in title for word in words)][:SOME]
