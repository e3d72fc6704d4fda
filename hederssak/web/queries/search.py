"""What a few typed letters find, over everything that a member may see: companies, people, deals and meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hederssak.crm.models import Account, Contact
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.access import reach_of, within
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.names import search_key

F = TypeVar("F")
Row = tuple[Any, ...]
SHORTEST = 2
"""Letters that it takes: one letter finds everything and says nothing."""
LONGEST = 100
SOME = 50
AROUND = dt.timedelta(days=180)
"""How far from today a meeting of one's own is found by its title; others are found by whom they are with."""


class FoundCompany(NamedTuple):
    """A company, with what is shown of it."""

    pk: UUID
    name: str
    city: str
    owner: str | None


class FoundPerson(NamedTuple):
    """Somebody at a company, if it is known at which."""

    pk: UUID
    name: str
    title: str
    email: str
    company_id: UUID | None
    company: str | None


class FoundDeal(NamedTuple):
    """A deal, with its company and its stage by name."""

    pk: UUID
    name: str
    state: str
    company: str | None
    stage: str


class FoundMeeting(NamedTuple):
    """A meeting, with its company by name."""

    pk: UUID
    title: str
    starts_at: dt.datetime
    company: str | None


@dataclass(frozen=True)
class Found:
    """What was found, the likeliest first; of each kind as many as were asked for."""

    accounts: list[FoundCompany] = field(default_factory=list)
    contacts: list[FoundPerson] = field(default_factory=list)
    deals: list[FoundDeal] = field(default_factory=list)
    meetings: list[FoundMeeting] = field(default_factory=list)

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
    accounts = _account_ids(*reach_of(member), *_patterns(key), most=most)
    contacts = _contact_ids_at(member, typed, key, most=most)
    return Found(
        _in_order(FoundCompany._make, _accounts(accounts), accounts),
        _in_order(FoundPerson._make, _contacts(contacts), contacts),
        _deals(member, key, accounts, most=most),
        _meetings(member, key, accounts, contacts, most=most, now=now),
    )


def _patterns(key: str) -> list[str]:
    """Return what a name that begins with the key is like, then one in which a word does, then each of its words.

    A key has letters, figures and spaces alone: nothing in it means anything to LIKE.
    """
    return [f"{key}%", f"% {key}%", *(f"%{word}%" for word in key.split())]


def _named(words: Iterable[str]) -> Q:
    return reduce(and_, (Q(search_key__like=word) for word in words))


def _rank(start: str, middle: str) -> Case:
    """Names that begin with what was typed come first, then those in which a word does."""
    return Case(
        When(search_key__like=start, then=Value(0)),
        When(search_key__like=middle, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


# Choosing reads identifiers alone, which an index holds with the names: reading whole rows to look at their names took
# ten times as long (100,000 deals: 168 ms, then 15).


@prepared
def _account_ids(
    organization: UUID, teams: list[UUID], people: list[UUID], start: str, middle: str, *words: str, most: int
) -> QuerySet[Account, UUID]:
    rows = Account.objects.filter(within(organization, teams, people, owner="owner", team="owner__team"))
    ordered = rows.filter(_named(words)).order_by(_rank(start, middle), "order_key", "pk")
    return ordered.values_list("pk", flat=True)[:most]


@prepared
def _accounts(ids: list[UUID]) -> QuerySet[Account, Row]:
    return Account.objects.filter(pk__in=ids).values_list("pk", "name", "city", "owner__name")


def _contact_rows(
    organization: UUID, teams: list[UUID], people: list[UUID], found: Q, order: Case, *, most: int
) -> QuerySet[Contact, UUID]:
    reach = within(organization, teams, people, owner="account__owner", team="account__owner__team")
    rows = Contact.objects.filter(reach).filter(found).order_by(order, "search_key", "pk")
    return rows.values_list("pk", flat=True)[:most]


@prepared
def _contact_ids(
    organization: UUID, teams: list[UUID], people: list[UUID], start: str, middle: str, *words: str, most: int
) -> QuerySet[Contact, UUID]:
    return _contact_rows(organization, teams, people, _named(words), _rank(start, middle), most=most)


def _contact_ids_at(member: Member, typed: str, key: str, *, most: int) -> list[UUID]:
    """Return whose name it is, or whose address where one was typed; nothing else has an @."""
    start, middle, *words = _patterns(key)
    if "@" not in typed:
        return _contact_ids(*reach_of(member), start, middle, *words, most=most)
    found = _named(words) | Q(email__istartswith=typed.strip())
    return list(_contact_rows(*reach_of(member), found, _rank(start, middle), most=most))


@prepared
def _contacts(ids: list[UUID]) -> QuerySet[Contact, Row]:
    rows = Contact.objects.filter(pk__in=ids)
    return rows.values_list("pk", "name", "title", "email", "account_id", "account__name")


def _deals(member: Member, key: str, companies: list[UUID], *, most: int) -> list[FoundDeal]:
    """Return the deals with the companies found; all deals' names are looked through only where these are too few."""
    start, middle, *words = _patterns(key)
    reach = reach_of(member)
    ids = _deal_ids(*reach, companies, start, middle, *words, most=most, of_companies=True)
    if len(ids) < most:
        ids += _deal_ids(*reach, companies, start, middle, *words, most=most, of_companies=False)[: most - len(ids)]
    return _in_order(FoundDeal._make, _deal_rows(ids), ids)


@prepared
def _deal_ids(
    organization: UUID,
    teams: list[UUID],
    people: list[UUID],
    companies: list[UUID],
    start: str,
    middle: str,
    *words: str,
    most: int,
    of_companies: bool,
) -> QuerySet[Opportunity, UUID]:
    """Return the deals of some companies, or those of others that have the words in their own name."""
    rows = Opportunity.objects.filter(within(organization, teams, people, owner="owner", team="team"))
    rows = (
        rows.filter(account__in=companies)
        if of_companies
        else rows.filter(_named(words)).exclude(account__in=companies)
    )
    ordered = rows.order_by(_first(Q(state__in=[State.OPEN, State.PARKED])), _rank(start, middle), "search_key", "pk")
    return ordered.values_list("pk", flat=True)[:most]


@prepared
def _deal_rows(ids: list[UUID]) -> QuerySet[Opportunity, Row]:
    rows = Opportunity.objects.filter(pk__in=ids)
    return rows.values_list("pk", "name", "state", "account__name", "stage__name")


def _in_order(make: Callable[[Row], F], rows: Iterable[Row], ids: list[UUID]) -> list[F]:
    """Return rows in the order in which they were chosen; what is gone meanwhile is left out."""
    by_id = {row[0]: make(row) for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _first(these: Q) -> Case:
    return Case(When(these, then=Value(0)), default=Value(1), output_field=IntegerField())


def _meetings(
    member: Member, key: str, accounts: list[UUID], contacts: list[UUID], *, most: int, now: dt.datetime
) -> list[FoundMeeting]:
    """Return the latest meetings with the companies and people found, and one's own whose title says it.

    Titles are many and much alike ("Genomgång"): to look through everybody's would take longer than all the rest.
    """
    reach = reach_of(member)
    found = [
        *_meetings_by(*reach, accounts, by="account", most=most),
        *_meetings_by(*reach, contacts, by="seats__contact", most=most),
        *_meetings_by(*reach, _own(member, key, now=now), by="pk", most=most),
    ]
    each = {row[0]: FoundMeeting._make(row) for row in found}
    return sorted(each.values(), key=lambda one: one.starts_at, reverse=True)[:most]


@prepared
def _meetings_by(
    organization: UUID, teams: list[UUID], people: list[UUID], some: list[UUID], *, by: str, most: int
) -> QuerySet[CustomerMeeting, Row]:
    rows = CustomerMeeting.objects.filter(within(organization, teams, people, owner="owner", team="owner__team"))
    latest = rows.filter(**{f"{by}__in": some}).order_by("-starts_at")
    return latest.values_list("pk", "title", "starts_at", "account__name")[:most]


@prepared
def _titles(
    organization: UUID, owner: UUID, since: dt.datetime, until: dt.datetime
) -> QuerySet[CustomerMeeting, tuple[UUID, str]]:
    rows = CustomerMeeting.objects.filter(organization_id=organization, owner=owner, starts_at__range=(since, until))
    return rows.order_by("-starts_at").values_list("pk", "title")


def _own(member: Member, key: str, *, now: dt.datetime) -> list[UUID]:
    words = key.split()
    near = _titles(member.organization_id, member.pk, now - AROUND, now + AROUND)
    titles = ((pk, search_key(title)) for pk, title in near)
    return [pk for pk, title in titles if all(word in title for word in words)][:SOME]
