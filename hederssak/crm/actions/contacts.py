"""Making and changing contacts: the people at the companies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from hederssak.crm.actions.drafts import ContactDraft, Edit
from hederssak.crm.actions.silence import mark_known, mark_known_again
from hederssak.crm.actions.writing import Writing
from hederssak.crm.models import Account, Contact
from hederssak.history.actions import Source
from hederssak.history.models import Origin, RecordKind
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.rules.names import search_key

FIELDS = ("name", "account", "title", "email", "phone", "mobile", "left_on", "custom")


def _derive(row: Contact, now: dt.datetime) -> tuple[str, ...]:
    row.search_key = search_key(row.name)[:300]
    row.changed_at = now
    return "search_key", "changed_at"


_CONTACTS = Writing(Contact, RecordKind.CONTACT, FIELDS, _derive)


def make_contacts(
    drafts: Sequence[ContactDraft], *, organization: Organization, source: Source, now: dt.datetime
) -> list[Contact]:
    """Make contacts with one history row each, and return them in the order given."""
    rows = [
        Contact(
            id=draft.id,
            organization=organization,
            account=draft.account,
            name=draft.name,
            title=draft.title,
            email=draft.email,
            phone=draft.phone,
            mobile=draft.mobile,
            custom=dict(draft.custom),
            created_at=now,
        )
        for draft in drafts
    ]
    mark_known(rows, organization=organization)
    return _CONTACTS.make(rows, organization=organization, source=source, now=now)


def add_contact(
    *, account: Account, values: Mapping[str, Any], by: Member, now: dt.datetime, origin: Origin = Origin.PAGE
) -> Contact:
    """Add a person to a company, with what was written about them."""
    require_write(by, owner=account.owner)
    said = dict(values)
    left_on = said.pop("left_on", None)
    organization, source = by.organization, Source.page(by=by, now=now, origin=origin)
    with transaction.atomic():
        (contact,) = make_contacts(
            [ContactDraft(account=account, **said)], organization=organization, source=source, now=now
        )
        if left_on:
            left = Edit(record=contact, values={"left_on": left_on})
            change_contacts([left], organization=organization, source=source, now=now)
    return contact


def change_contacts(
    edits: Sequence[Edit[Contact]], *, organization: Organization, source: Source, now: dt.datetime
) -> None:
    """Change fields of contacts, one history row for each field that changed."""
    with transaction.atomic():
        _CONTACTS.change(edits, organization=organization, source=source, now=now)
        mark_known_again(edits, organization=organization)


def edit_contact(*, contact: Contact, values: Mapping[str, Any], by: Member, now: dt.datetime) -> Contact:
    """Change what a person may change of one contact, and write down that they did."""
    require_write(by, owner=contact.account.owner if contact.account else None)
    source = Source.page(by=by, now=now)
    change_contacts([Edit(record=contact, values=values)], organization=by.organization, source=source, now=now)
    return contact
