"""Rows that are contacts: the people at the companies."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from hederssak.crm.actions import ContactDraft, Edit, change_contacts, make_contacts
from hederssak.crm.models import Contact
from hederssak.history.actions import Source
from hederssak.imports.actions.kinds.base import Item, Kind, custom_of, set_custom
from hederssak.imports.actions.kinds.links import ACCOUNT, set_account
from hederssak.imports.actions.reading import Said
from hederssak.imports.presets import RecordKind

TEXTS = {"title": 160, "email": 254, "phone": 60, "mobile": 60}
NAMES = frozenset({"name", "first_name", "last_name"})


def name_in(values: Mapping[str, Any]) -> str | None:
    """Return what a row calls a person: the name in one part or in two, else the address."""
    parts = (values.get("first_name"), values.get("last_name"))
    return values.get("name") or " ".join(part for part in parts if part) or values.get("email")


class Contacts(Kind):
    """A person at a company."""

    kind = RecordKind.CONTACT
    model = Contact
    related = ("account",)
    natural = ("email", "name", "first_name", "last_name", "account_name")
    needs = (NAMES | {"email"},)
    never_blank = frozenset({"name"})
    taken = ACCOUNT | NAMES | {"external_id"} | TEXTS.keys()

    def read(self, item: Item, said: Said) -> None:
        """Take the name in one part or in two; one who is known by address only is called by it."""
        now, values = item.now, said.values
        self.need_name(item, name_in(values), 200)
        if item.problems:
            return
        set_account(self.world, item, said)
        for name, limit in TEXTS.items():
            if name in values:
                now[name] = values[name][:limit] if values[name] else None
        set_custom(item, said)

    def match(self, item: Item) -> uuid.UUID | None:
        """Find a contact by address, else by name at the same company."""
        account = item.now.get("account")
        found = self.world.persons.find(
            email=item.now.get("email"), name=item.now["name"], account_id=account.pk if account else None
        )
        if found is None or self.world.is_claimed(self.kind, found):
            return None
        self.world.know(self.kind, item.key, found)
        return found

    def plan_new(self, item: Item) -> None:
        """Know the contact before it is written."""
        super().plan_new(item)
        account = item.now.get("account")
        self.world.persons.add(
            item.made_id,
            email=item.now.get("email"),
            name=item.now["name"],
            account_id=account.pk if account else None,
        )

    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write new contacts."""
        drafts = [
            ContactDraft(
                id=item.made_id,
                name=item.now["name"],
                account=item.now.get("account"),
                custom=custom_of(item.now),
                **{name: item.now.get(name) or "" for name in TEXTS},
            )
            for item in items
        ]
        make_contacts(drafts, organization=self.world.organization, source=source, now=now)

    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write changes."""
        edits = [Edit(record=item.record, values=item.changes, source=self.since(item, source)) for item in items]
        change_contacts(edits, organization=self.world.organization, source=source, now=now)
