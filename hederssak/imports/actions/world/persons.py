"""The contacts and opportunities that other rows point at: found, and a contact whom a deal names made if need be."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from hederssak.crm.actions import ContactDraft, make_contacts
from hederssak.crm.models import Account, Contact
from hederssak.history.actions import Source
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity
from hederssak.rules.matching import MOST_OFFERS, NEAR
from hederssak.rules.names import similarity


@dataclass
class Persons:
    """The contacts of one organization, by address, and by name at a company. Loaded when first asked."""

    organization: Organization
    new: list[ContactDraft] = field(default_factory=list)
    near: list[tuple[uuid.UUID, list[uuid.UUID]]] = field(default_factory=list)
    """New ones, each with those at the same company who have nearly that name: offered, never taken."""
    _by_email: dict[str, uuid.UUID] = field(default_factory=dict)
    _by_name: dict[tuple[str, uuid.UUID | None], list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    _at_company: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = field(default_factory=lambda: defaultdict(list))
    _handles: dict[uuid.UUID, Contact] = field(default_factory=dict)
    _loaded: bool = False

    def find(self, *, email: str | None, name: str | None, account_id: uuid.UUID | None) -> uuid.UUID | None:
        """Return the contact with this address or, failing that, the only one of this name at this company."""
        self._load()
        if email and (found := self._by_email.get(email.lower())):
            return found
        named = self._by_name.get((_plain(name), account_id), []) if name else []
        return named[0] if len(named) == 1 else None

    def are_several(self, name: str, account_id: uuid.UUID | None) -> bool:
        """Say whether more than one contact at a company has this name."""
        self._load()
        return len(self._by_name.get((_plain(name), account_id), ())) > 1

    def make(self, *, name: str, email: str, account: Account | None) -> uuid.UUID:
        """Make a contact whom a row names, and offer those who it may be."""
        self._load()
        draft = ContactDraft(name=name[:200], email=email[:254], account=account)
        standing = self._at_company.get(account.pk, []) if account else []
        alike = sorted(((similarity(name, called), pk) for pk, called in standing), reverse=True)
        if offers := [pk for likeness, pk in alike if likeness >= NEAR][:MOST_OFFERS]:
            self.near.append((draft.id, offers))
        self._add(draft.id, email, name, account.pk if account else None)
        self.new.append(draft)
        return draft.id

    def take_near(self) -> list[tuple[uuid.UUID, list[uuid.UUID]]]:
        """Return what is to be offered for the new ones, once."""
        near, self.near = self.near, []
        return near

    def write_new(self, *, source: Source, now: dt.datetime) -> None:
        """Insert the new ones with their history."""
        if self.new:
            make_contacts(self.new, organization=self.organization, source=source, now=now)
        self.forget_new()

    def forget_new(self) -> None:
        """Count none as new any more."""
        self.new = []

    def add(self, pk: uuid.UUID, *, email: str | None, name: str, account_id: uuid.UUID | None) -> None:
        """Know a contact that is being made."""
        self._load()
        self._add(pk, email or "", name, account_id)

    def handle(self, pk: uuid.UUID) -> Contact:
        """Return a contact to point at: its id, nothing else."""
        if pk not in self._handles:
            self._handles[pk] = Contact(id=pk, organization=self.organization)
        return self._handles[pk]

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        rows = Contact.objects.filter(organization=self.organization).order_by("pk")
        for pk, email, name, account_id in rows.values_list("pk", "email", "name", "account_id").iterator(2000):
            self._add(pk, email, name, account_id)

    def _add(self, pk: uuid.UUID, email: str, name: str, account_id: uuid.UUID | None) -> None:
        if email:
            self._by_email.setdefault(email.lower(), pk)
        self._by_name[_plain(name), account_id].append(pk)
        if account_id is not None:
            self._at_company[account_id].append((pk, name))


@dataclass
class Deals:
    """The opportunities of one organization, by name and company. Loaded when first asked."""

    organization: Organization
    _by_name: dict[str, list[tuple[uuid.UUID, uuid.UUID | None]]] = field(default_factory=lambda: defaultdict(list))
    _handles: dict[uuid.UUID, Opportunity] = field(default_factory=dict)
    _loaded: bool = False

    def find(self, name: str, account_id: uuid.UUID | None) -> uuid.UUID | None:
        """Return the only opportunity of this name (at this company, where one is said), or None."""
        if not self._loaded:
            self._loaded = True
            rows = Opportunity.objects.filter(organization=self.organization).order_by("pk")
            for pk, called, at in rows.values_list("pk", "name", "account_id").iterator(2000):
                self._by_name[_plain(called)].append((pk, at))
        fitting = [pk for pk, at in self._by_name.get(_plain(name), ()) if account_id in {None, at}]
        return fitting[0] if len(fitting) == 1 else None

    def add(self, pk: uuid.UUID, name: str, account_id: uuid.UUID | None) -> None:
        """Know an opportunity that would be made: a dry run finds it by this, the real one in the database."""
        self._by_name[_plain(name)].append((pk, account_id))

    def handle(self, pk: uuid.UUID) -> Opportunity:
        """Return an opportunity to point at: its id, nothing else."""
        if pk not in self._handles:
            self._handles[pk] = Opportunity(id=pk, organization=self.organization)
        return self._handles[pk]


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
