"""Leaving people alone who asked for it: for ever, and whatever an import brings (R5)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from hederssak.crm.actions.drafts import Edit
from hederssak.crm.models import Contact, DoNotContact
from hederssak.history.actions import Altered, Source, record_changed
from hederssak.history.models import RecordKind
from hederssak.org.models import Member, Organization
from hederssak.rules.emails import normalized_email
from hederssak.rules.phones import comparable

ADDRESSES = ("email", "phone", "mobile")
CHUNK = 500


@dataclass(frozen=True)
class Silenced:
    """What is kept of everybody who asked an organization to be left alone: hashes, read once for a whole file."""

    hashes: frozenset[str]

    @classmethod
    def of(cls, organization: Organization) -> Silenced:
        """Read them."""
        rows = DoNotContact.objects.filter(organization=organization)
        return cls(frozenset(rows.values_list("key_hash", flat=True)))

    def holds(self, *, email: str, phone: str, mobile: str) -> bool:
        """Say whether somebody with this address or number asked to be left alone."""
        return any(key in self.hashes for key in _hashes_of({"email": email, "phone": phone, "mobile": mobile}))


def leave_alone(*, contact: Contact, by: Member, now: dt.datetime) -> None:
    """Mark a contact as not to be contacted, and everybody who has the same address or number.

    Whoever comes with one of these later, by hand or in a file, is marked as they come.
    """
    organization, hashes = by.organization, set(_hashes(contact))
    with transaction.atomic():
        rows = [
            DoNotContact(organization=organization, contact=contact, key_hash=key, by=by, at=now)
            for key in sorted(hashes) or [_hash(f"id:{contact.pk}")]
        ]
        DoNotContact.objects.bulk_create(rows, ignore_conflicts=True)
        same = [contact, *(one for one in _sharing(contact) if hashes & set(_hashes(one)))]
        marked = [one for one in same if one.do_not_contact_at is None]
        Contact.objects.filter(pk__in=[one.pk for one in marked]).update(do_not_contact_at=now)
        changed = [Altered(RecordKind.CONTACT, one.pk, "do_not_contact_at", None, now) for one in marked]
        record_changed(changed, organization_id=organization.pk, source=Source.page(by=by, now=now))
    contact.do_not_contact_at = contact.do_not_contact_at or now


def take_back_leaving_alone(*, contact: Contact, at: dt.datetime, by: Member, now: dt.datetime) -> None:
    """Undo what was pressed by mistake: only what this contact brought at that instant goes."""
    with transaction.atomic():
        DoNotContact.objects.filter(organization_id=by.organization_id, contact=contact, at=at).delete()
        marked = list(Contact.objects.filter(organization_id=by.organization_id, do_not_contact_at=at))
        Contact.objects.filter(pk__in=[one.pk for one in marked]).update(do_not_contact_at=None)
        changed = [Altered(RecordKind.CONTACT, one.pk, "do_not_contact_at", at, None) for one in marked]
        record_changed(changed, organization_id=by.organization_id, source=Source.page(by=by, now=now))


def mark_known(rows: Sequence[Contact], *, organization: Organization) -> None:
    """Mark contacts that are about to be made and are somebody who asked to be left alone; nothing is saved here."""
    hashes = {row.pk: list(_hashes(row)) for row in rows}
    known = _known({key for keys in hashes.values() for key in keys}, organization)
    for row in rows:
        row.do_not_contact_at = next((known[key] for key in hashes[row.pk] if key in known), None)


def mark_known_again(edits: Iterable[Edit[Contact]], *, organization: Organization) -> None:
    """Mark contacts whose new address or number is that of somebody who asked to be left alone."""
    given = {
        edit.record.pk: list(_hashes_of({name: edit.values.get(name) or "" for name in ADDRESSES}))
        for edit in edits
        if not edit.values.keys().isdisjoint(ADDRESSES)
    }
    known = _known({key for keys in given.values() for key in keys}, organization)
    for pk, keys in given.items():
        if at := next((known[key] for key in keys if key in known), None):
            Contact.objects.filter(pk=pk, do_not_contact_at=None).update(do_not_contact_at=at)


def _known(hashes: set[str], organization: Organization) -> dict[str, dt.datetime]:
    """Return since when these are to be left alone, of those that are."""
    wanted = sorted(hashes)
    rows = DoNotContact.objects.filter(organization=organization)
    found: dict[str, dt.datetime] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= dict(rows.filter(key_hash__in=wanted[start : start + CHUNK]).values_list("key_hash", "at"))
    return found


def _sharing(contact: Contact) -> Iterable[Contact]:
    """Return others of the organization who may be the same person: the caller compares the hashes."""
    rows = Contact.objects.filter(organization_id=contact.organization_id).exclude(pk=contact.pk)
    at_company = rows.filter(account_id=contact.account_id) if contact.account_id else rows.none()
    by_address = rows.filter(email__in={contact.email, contact.email.lower()}) if contact.email else rows.none()
    return {one.pk: one for one in (*at_company, *by_address)}.values()


def _hashes(contact: Contact) -> Iterable[str]:
    return _hashes_of({name: getattr(contact, name) for name in ADDRESSES})


def _hashes_of(written: dict[str, str]) -> Iterable[str]:
    """Return the hashes of what can be known again: not the switchboard's number, which is everybody's."""
    if email := normalized_email(written["email"]):
        yield _hash(f"mail:{email}")
    own_number = written["mobile"] or ("" if written["email"] else written["phone"])
    if number := comparable(own_number):
        yield _hash(f"tel:{number}")


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
