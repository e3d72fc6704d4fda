"""The companies that files name: found by organization number or name, made where there is none."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from hederssak.crm.actions import AccountDraft, make_accounts
from hederssak.crm.models import Account
from hederssak.history.actions import Source
from hederssak.imports.actions.world.people import Ambiguous
from hederssak.org.models import Organization
from hederssak.rules.matching import Identity, Match, MatchedBy, MatchIndex
from hederssak.rules.names import normalized_name
from hederssak.rules.org_numbers import OrgNumber, org_number


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell says of a company."""

    name: str = ""
    number: str = ""
    external: str = ""


@dataclass
class Companies:
    """The accounts of one organization, by id, number and name; growing while a file names new ones."""

    organization: Organization
    names: dict[uuid.UUID, Named] = field(default_factory=dict)
    new: list[AccountDraft] = field(default_factory=list)
    near: list[tuple[uuid.UUID, list[uuid.UUID]]] = field(default_factory=list)
    """New accounts, each with those that it may be the same as: offered, never taken."""
    _by_name: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    _handles: dict[uuid.UUID, Account] = field(default_factory=dict)
    _answers: dict[Named, uuid.UUID] = field(default_factory=dict)
    _index: MatchIndex | None = None

    @classmethod
    def of(cls, organization: Organization, externals: Mapping[uuid.UUID, str]) -> Companies:
        """Load what is needed to find them, not the rows themselves; `externals` are their ids in the source."""
        companies = cls(organization)
        rows = Account.objects.filter(organization=organization).order_by("pk")
        for pk, name, key, number in rows.values_list("pk", "name", "name_key", "org_number"):
            companies.names[pk] = Named(name, number, externals.get(pk, ""))
            companies._by_name[key].append(pk)
        return companies

    def handle(self, pk: uuid.UUID) -> Account:
        """Return an account to point at: its id and name, nothing else."""
        if pk not in self._handles:
            self._handles[pk] = Account(id=pk, organization=self.organization, name=self.names[pk].name)
        return self._handles[pk]

    def match(self, said: Named) -> Match:
        """Return which stored company is meant, by number and name, and which are near."""
        if not said.number:
            same = self._by_name.get(normalized_name(said.name)[:255], [])
            if len(same) == 1 and self.names[same[0]].external in {"", said.external}:
                return Match(MatchedBy.NAME, str(same[0]))
        return self._matcher().match(self._identity(said))

    def find(self, said: Named) -> Account | None:
        """Return the company that a row points at, or None where nothing certain is known.

        Raises:
            Ambiguous: where several bear the name or the number.
        """
        if said not in self._answers:
            match = self.match(said)
            if match.by is MatchedBy.AMBIGUOUS and not said.external:
                raise Ambiguous("account_ambiguous", said.name or said.number)
            if match.taken is None:
                return None
            self._answers[said] = uuid.UUID(match.taken)
        return self.handle(self._answers[said])

    def make(self, said: Named) -> Account:
        """Make the company that a row points at, and offer those that it may be the same as."""
        match = self.match(said)
        draft = AccountDraft(name=said.name[:255] or said.number, org_number=said.number[:40])
        self.add(draft.id, said, match)
        self.new.append(draft)
        return self.handle(draft.id)

    def add(self, pk: uuid.UUID, said: Named, match: Match | None = None) -> None:
        """Know a company that is being made."""
        self.names[pk] = said
        self._by_name[normalized_name(said.name)[:255]].append(pk)
        if self._index is not None:
            self._index.add(str(pk), self._identity(said))
        if match is not None and match.offers:
            self.near.append((pk, [uuid.UUID(offer.key) for offer in match.offers]))

    def take_near(self) -> list[tuple[uuid.UUID, list[uuid.UUID]]]:
        """Return what is to be offered for the new ones, once."""
        near, self.near = self.near, []
        return near

    def write_new(self, *, source: Source, now: dt.datetime) -> None:
        """Insert the new ones with their history."""
        make_accounts(self.new, organization=self.organization, source=source, now=now)
        self.forget_new()

    def forget_new(self) -> None:
        """Count none as new any more."""
        self.new = []

    def _matcher(self) -> MatchIndex:
        if self._index is None:
            self._index = MatchIndex.over((str(pk), self._identity(said)) for pk, said in self.names.items())
        return self._index

    def _identity(self, said: Named) -> Identity:
        return Identity(said.name, said.external or None, self._number(said.number))

    def _number(self, text: str) -> OrgNumber | None:
        return org_number(text, self.organization.country) or org_number(text) if text else None
