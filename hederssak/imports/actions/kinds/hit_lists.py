"""Rows that are places on HIT lists: whom somebody is to call, and why (R5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from hederssak.crm.actions import ContactDraft, Edit, change_contacts, make_contacts
from hederssak.crm.models import Contact
from hederssak.history.actions import Source
from hederssak.imports.actions.kinds.base import Frame, Item, Kind, custom_of, set_custom
from hederssak.imports.actions.kinds.contacts import NAMES, TEXTS, name_in
from hederssak.imports.actions.kinds.links import ACCOUNT, set_account
from hederssak.imports.actions.reading import Columns, Problem, Said
from hederssak.imports.actions.world import Ambiguous, World
from hederssak.imports.actions.world.hit_lists import HitLists, Wanted
from hederssak.imports.models import Verdict
from hederssak.imports.presets import RecordKind
from hederssak.lib.ids import new_id
from hederssak.org.models import Member, Role
from hederssak.prospecting.actions.hitlist import Listing, put_on_lists
from hederssak.prospecting.models import HitEntry

CALLER = frozenset({"caller_name", "caller_email"})
NOTE = 300
NUMBERS = ("phone", "mobile")


class HitListRows(Kind):
    """A person whom somebody is to call in their booking hour."""

    kind = RecordKind.HIT_LIST
    model = HitEntry
    related = ("contact", "member")
    natural = ("email", "name", "first_name", "last_name", "account_name")
    needs = (NAMES | {"email"},)
    taken = ACCOUNT | NAMES | CALLER | {"external_id", "note"} | TEXTS.keys()
    customs = RecordKind.CONTACT

    def __init__(self, world: World, columns: Columns, frame: Frame) -> None:
        """Look at the lists as they stand."""
        super().__init__(world, columns, frame)
        self.lists = HitLists(world.organization, frame.day)

    def read(self, item: Item, said: Said) -> None:
        """Take who is to be called, by whom and why; refuse whoever can't stand on a list."""
        now, values = item.now, said.values
        self.need_name(item, name_in(values), 200)
        if item.problems:
            return
        set_account(self.world, item, said)
        for name, limit in TEXTS.items():
            if values.get(name):
                now[name] = values[name][:limit]
        now["note"] = (values.get("note") or "")[:NOTE] or None
        set_custom(item, said)
        account = now.get("account")
        found = self.world.persons.find(
            email=now.get("email"), name=now["name"], account_id=account.pk if account else None
        )
        member = self._caller(item, values, account.pk if account else None)
        if member is not None:
            self._place(item, Wanted(found, account.pk if account else None, member, **_addresses(now)))

    def _caller(self, item: Item, values: dict[str, Any], account_id: uuid.UUID | None) -> Member | None:
        """Return whose list is meant: whom the row names, else whose company it is."""
        email, name = values.get("caller_email"), values.get("caller_name")
        header = self.columns.header_of("caller_name") or self.columns.header_of("caller_email")
        people = self.world.people
        try:
            member = people.find(email=email, name=name) if email or name else None
        except Ambiguous:
            item.problems.append(Problem("caller_ambiguous", header, name or ""))
            return None
        if not (email or name):
            owner = self.lists.owner_of(account_id)
            member = people.by_id.get(owner) if owner else None
        if member is not None and member.role in {Role.REP, Role.MANAGER} and member.left_on is None:
            item.now["caller"] = member
            return member
        code = "caller_unknown" if email or name else "caller_missing"
        item.problems.append(Problem(code, header, name or email or ""))
        return None

    def _place(self, item: Item, wanted: Wanted) -> None:
        """Keep the place for the row, so that a later row for a colleague is refused, or refuse this one."""
        if refusal := self.lists.refusal(wanted):
            item.problems.append(Problem(f"hit_{refusal.value}", text=item.label))
            return
        contact_id = wanted.contact_id or new_id()
        item.extra |= {"contact": contact_id, "is_new": wanted.contact_id is None}
        if wanted.contact_id is None:
            account_id = wanted.account_id
            self.world.persons.add(contact_id, email=wanted.email or None, name=item.now["name"], account_id=account_id)
        if self.lists.whose(contact_id) is None:
            self.lists.added[contact_id] = (wanted.member.pk, None)

    def match(self, item: Item) -> uuid.UUID | None:
        """Find the place that the person has on that list already."""
        return self.lists.place_of(item.extra["contact"])

    def plan_new(self, item: Item) -> None:
        """Know the place before it is written."""
        super().plan_new(item)
        self.lists.added[item.extra["contact"]] = (item.now["caller"].pk, item.made_id)

    def merge(self, item: Item) -> None:
        """Leave a place as it is: who stands there stays, and who was called and has left is not put back."""
        item.verdict = Verdict.ALONE
        if item.record.left_at is not None:
            item.notes.append(Problem("hit_called_already", text=item.label))
        elif item.known is None:
            item.notes.append(Problem("hit_listed_already", text=item.label))

    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write people who are new, numbers that were missing, and the places; who can't stand there by now is told."""
        organization = self.world.organization
        drafts = [_draft(item) for item in items if item.extra["is_new"]]
        made = {row.pk: row for row in make_contacts(drafts, organization=organization, source=source, now=now)}
        known = Contact.objects.filter(organization=organization, pk__in=[item.extra["contact"] for item in items])
        contacts = {row.pk: row for row in known.select_related("account")} | made
        edits = [
            Edit(record=contacts[item.extra["contact"]], values=numbers, source=source)
            for item in items
            if not item.extra["is_new"]
            and not self.lists.has_number(item.extra["contact"])
            and (numbers := {name: item.now[name] for name in NUMBERS if item.now.get(name)})
        ]
        change_contacts(edits, organization=organization, source=source, now=now)
        for edit in edits:
            edit.record.refresh_from_db()
        listings = [
            Listing(item.made_id, contacts[item.extra["contact"]], item.now["caller"], item.now.get("note") or "")
            for item in items
        ]
        stands = put_on_lists(listings, organization=organization, source=source, now=now)
        for item in items:
            if item.made_id not in stands:
                item.verdict = Verdict.ALONE
                item.notes.append(Problem("hit_taken_meanwhile", text=item.label))

    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Change nothing: a place is taken or it is not."""


def _addresses(now: dict[str, Any]) -> dict[str, str]:
    return {name: now.get(name) or "" for name in ("email", *NUMBERS)}


def _draft(item: Item) -> ContactDraft:
    texts = {name: item.now.get(name) or "" for name in TEXTS}
    account, custom = item.now.get("account"), custom_of(item.now)
    return ContactDraft(id=item.extra["contact"], name=item.now["name"], account=account, custom=custom, **texts)
