"""What one run knows of an organization: whom and what a row can point at, and what the run itself has added."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hederssak.history.actions import Source
from hederssak.imports import queries
from hederssak.imports.actions.world.companies import Companies, Named
from hederssak.imports.actions.world.people import Ambiguous, People
from hederssak.imports.actions.world.persons import Deals, Persons
from hederssak.imports.actions.world.products import Products
from hederssak.imports.actions.world.stages import Stages
from hederssak.imports.models import SourceRecord
from hederssak.lib import bulk
from hederssak.org.models import Organization

__all__ = ["Ambiguous", "Companies", "Deals", "Named", "People", "Persons", "Products", "Stages", "World"]

NO_FINGERPRINT = b""
"""Of a record that only a link named: its own row, when it comes, is always read."""


@dataclass
class World:
    """The caches of one run over the files of one batch."""

    organization: Organization
    source: str
    people: People
    companies: Companies
    stages: Stages
    products: Products
    persons: Persons
    deals: Deals
    remembers: frozenset[str] = frozenset()
    """The kinds whose new records are found here only: those of a dry run that a later file points at."""
    _claimed: dict[str, set[uuid.UUID]] = field(default_factory=dict)
    _keys: dict[str, dict[str, uuid.UUID]] = field(default_factory=dict)
    _linked: list[SourceRecord] = field(default_factory=list)

    @classmethod
    def of(cls, organization: Organization, source: str, *, remembers: frozenset[str] = frozenset()) -> World:
        """Load an organization as one source sees it."""
        accounts = queries.keys_of(organization, source, "account")
        return cls(
            organization=organization,
            source=source,
            people=People.of(organization),
            companies=Companies.of(organization, {pk: key for key, pk in accounts.items()}),
            stages=Stages.of(organization),
            products=Products.of(organization),
            persons=Persons(organization),
            deals=Deals(organization),
            remembers=remembers,
            _keys={"account": accounts},
        )

    def record_of(self, kind: str, key: str) -> uuid.UUID | None:
        """Return the record that the source's id means, or None."""
        return self._keys_of(kind).get(key)

    def know(self, kind: str, key: str, record_id: uuid.UUID) -> None:
        """Find a record by its id in the source from now on; what nobody has asked for yet is found in the database."""
        if kind in self._keys or kind in self.remembers:
            self._keys_of(kind)[key] = record_id
        if kind in self._claimed:
            self._claimed[kind].add(record_id)

    def is_claimed(self, kind: str, record_id: uuid.UUID) -> bool:
        """Say whether the source knows a record by some id already: then it is no match for another one."""
        if kind not in self._claimed:
            self._claimed[kind] = set(self._keys_of(kind).values())
        return record_id in self._claimed[kind]

    def link(self, kind: str, key: str, record_id: uuid.UUID, values: Mapping[str, Any]) -> None:
        """Remember that the source named a record by its id beside another one, before its own row came."""
        self.know(kind, key, record_id)
        self._linked.append(
            SourceRecord(
                organization=self.organization,
                source=self.source,
                kind=kind,
                key=key,
                record_id=record_id,
                values=dict(values),
                fingerprint=NO_FINGERPRINT,
            )
        )

    def write_new(self, *, source: Source, seen_at: dt.datetime, now: dt.datetime) -> None:
        """Write what rows pointed at and nobody knew, in the order in which these point at each other."""
        self.people.write_new(source=source, now=now)
        self.stages.write_new(source=source)
        self.products.write_new(source=source, now=now)
        self.companies.write_new(source=source, now=now)
        self.persons.write_new(source=source, now=now)
        for record in self._linked:
            record.seen_at = seen_at
        bulk.insert(self._linked)
        self._linked = []

    def forget_new(self) -> None:
        """Drop what would have been written (a dry run); it is still known."""
        self.people.forget_new()
        self.stages.forget_new()
        self.products.forget_new()
        self.companies.forget_new()
        self.persons.forget_new()
        self._linked = []

    def _keys_of(self, kind: str) -> dict[str, uuid.UUID]:
        if kind not in self._keys:
            self._keys[kind] = queries.keys_of(self.organization, self.source, kind)
        return self._keys[kind]
