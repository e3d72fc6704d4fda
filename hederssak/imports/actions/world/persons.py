"""The contacts and opportunities that other rows point at: found, never made."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from hederssak.crm.models import Contact
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity


@dataclass
class Persons:
    """The contacts of one organization, by address, and by name at a company. Loaded when first asked."""

    organization: Organization
    _by_email: dict[str, uuid.UUID] = field(default_factory=dict)
    _by_name: dict[tuple[str, uuid.UUID | None], list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    _handles: dict[uuid.UUID, Contact] = field(default_factory=dict)
    _loaded: bool = False

    def find(self, *, email: str | None, name: str | None, account_id: uuid.UUID | None) -> uuid.UUID | None:
        """Return the contact with this address or, failing that, the only one of this name at this company."""
        self._load()
        if email and (found := self._by_email.get(email.lower())):
            return found
        named = self._by_name.get((_plain(name), account_id), []) if name else []
        return named[0] if len(named) == 1 else None

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
