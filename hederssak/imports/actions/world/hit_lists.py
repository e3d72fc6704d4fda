"""Who may be put onto whose HIT list by a file: what stands here, read once, and what the file itself has added."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from hederssak.crm.actions import Silenced
from hederssak.crm.models import Account, Contact, FitVerdict
from hederssak.crm.queries.fit import overrides_on
from hederssak.org.models import Member, Organization
from hederssak.prospecting.models import HitEntry
from hederssak.rules.fit import Verdict
from hederssak.rules.hitlist import HitListRefused, NotListed, Standing, require_listable


@dataclass(frozen=True, slots=True)
class Wanted:
    """A person whom a row wants on somebody's list; `contact_id` where they are known here."""

    contact_id: uuid.UUID | None
    account_id: uuid.UUID | None
    member: Member
    email: str = ""
    phone: str = ""
    mobile: str = ""


@dataclass
class HitLists:
    """The HIT lists of one organization as one run sees them."""

    organization: Organization
    today: dt.date
    added: dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]] = field(default_factory=dict)
    """Whose list the file has put a contact on, and the place that it makes."""

    def refusal(self, wanted: Wanted) -> NotListed | None:
        """Return why a person can't stand on the list, or None where they can (R5)."""
        contact_id, account_id = wanted.contact_id, wanted.account_id
        standing = Standing(
            do_not_contact=contact_id in self._silent
            or self._silenced.holds(email=wanted.email, phone=wanted.phone, mobile=wanted.mobile),
            has_left=contact_id in self._left,
            has_number=bool(wanted.mobile or wanted.phone) or self.has_number(contact_id),
            fit=Verdict.OUT if account_id in self._out else Verdict.UNKNOWN,
            with_colleague=self.whose(contact_id) not in {None, wanted.member.pk},
        )
        try:
            require_listable(standing)
        except HitListRefused as refused:
            return refused.code
        return None

    def whose(self, contact_id: uuid.UUID | None) -> uuid.UUID | None:
        """Return on whose list a contact stands, or will."""
        if contact_id is None:
            return None
        found = self.added.get(contact_id) or self._listed.get(contact_id)
        return found[0] if found else None

    def place_of(self, contact_id: uuid.UUID) -> uuid.UUID | None:
        """Return the place on a list that a contact has, or will have."""
        found = self.added.get(contact_id) or self._listed.get(contact_id)
        return found[1] if found else None

    def has_number(self, contact_id: uuid.UUID | None) -> bool:
        """Say whether a number of a contact is known here."""
        return contact_id is not None and contact_id not in self._numberless

    def owner_of(self, account_id: uuid.UUID | None) -> uuid.UUID | None:
        """Return whose company it is."""
        return self._owners.get(account_id) if account_id else None

    @cached_property
    def _listed(self) -> dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]]:
        rows = HitEntry.objects.filter(organization=self.organization, left_at=None)
        return {contact: (member, pk) for contact, member, pk in rows.values_list("contact_id", "member_id", "pk")}

    @cached_property
    def _silenced(self) -> Silenced:
        return Silenced.of(self.organization)

    @cached_property
    def _silent(self) -> set[uuid.UUID]:
        return self._contacts(Q(do_not_contact_at__isnull=False))

    @cached_property
    def _left(self) -> set[uuid.UUID]:
        return self._contacts(Q(left_on__isnull=False))

    @cached_property
    def _numberless(self) -> set[uuid.UUID]:
        return self._contacts(Q(phone="", mobile=""))

    def _contacts(self, asked: Q) -> set[uuid.UUID]:
        return set(Contact.objects.filter(asked, organization=self.organization).values_list("pk", flat=True))

    @cached_property
    def _out(self) -> set[uuid.UUID]:
        """The companies out of fit that no exception lets in."""
        rows = FitVerdict.objects.filter(account__organization=self.organization, verdict=Verdict.OUT)
        out = set(rows.values_list("account_id", flat=True))
        return out - set(overrides_on(out, self.today))

    @cached_property
    def _owners(self) -> dict[uuid.UUID, uuid.UUID]:
        rows = Account.objects.filter(organization=self.organization, owner__isnull=False)
        return {account: owner for account, owner in rows.values_list("pk", "owner_id") if owner}
