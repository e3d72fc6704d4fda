"""The people whom a row of deals names: contacts of the company, each with a seat in the decision."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hederssak.crm.models import Account
from hederssak.history.actions import Source
from hederssak.imports.actions.kinds.base import Item
from hederssak.imports.actions.kinds.links import CONTACT
from hederssak.imports.actions.reading import Problem, Said
from hederssak.imports.actions.world import World
from hederssak.pipeline.actions import SeatDraft
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, Opportunity

PEOPLE = "people"
"""What a row is remembered by to have said of people: their names, in the order given."""
CALLED = re.compile(r"(?P<name>[^(<]*?)\s*[(<](?P<email>[^()<>\s]+@[^()<>\s]+)[)>]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a cell names: "Maja Hed", "maja@example.com" or "Maja Hed (maja@example.com)"."""

    name: str = ""
    email: str = ""
    key: str = ""


def set_people(world: World, item: Item, said: Said) -> None:
    """Find the people whom a row names, make those who are new at its company, and remember them for their seats."""
    if not CONTACT & said.values.keys():
        return
    account = item.now.get("account")
    found = [(person, _contact(world, item, person, account)) for person in _people(said.values)]
    item.extra[PEOPLE] = list(dict.fromkeys(pk for _, pk in found if pk))
    item.now[PEOPLE] = "; ".join(person.name or person.email or person.key for person, _ in found) or None


def seats_of(item: Item, deal: Opportunity, source: Source, *, taken: Collection[uuid.UUID] = ()) -> list[SeatDraft]:
    """Return the seats of whom a row names: what they do in the decision is for a person to say."""
    return [
        SeatDraft(opportunity=deal, contact=item.extra["handles"][pk], role=BuyingRole.UNKNOWN, source=source)
        for pk in item.extra.get(PEOPLE, ())
        if pk not in taken
    ]


def seated(deals: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return who has a seat in each decision, or had one and was removed: a file does not bring them back."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for deal, contact in CommitteeSeat.objects.filter(opportunity__in=deals).values_list(
        "opportunity_id", "contact_id"
    ):
        found.setdefault(deal, set()).add(contact)
    return found


def _people(values: Mapping[str, Any]) -> Iterable[Person]:
    """Read the cells; several people stand there with semicolons between, in all columns in the same order."""
    names, keys = _parts(values.get("contact_name")), _parts(values.get("contact_external_id"))
    email = values.get("contact_email") or ""
    alone = max(len(names), len(keys), 1) == 1
    for at in range(max(len(names), len(keys), 1 if email else 0)):
        name = names[at] if at < len(names) else ""
        key = keys[at] if at < len(keys) and len(keys) >= len(names) else ""
        called = CALLED.fullmatch(name)
        if called:
            yield Person(called["name"], called["email"].lower(), key)
        elif "@" in name and " " not in name:
            yield Person("", name.lower(), key)
        else:
            yield Person(name, email.lower() if alone and "@" in email else "", key)


def _parts(cell: str | None) -> Sequence[str]:
    return [part for part in (" ".join(part.split()) for part in (cell or "").split(";")) if part]


def _contact(world: World, item: Item, person: Person, account: Account | None) -> uuid.UUID | None:
    """Return whom a cell means, made where nobody fits; None, with a note, where that can't be told."""
    known = world.record_of("contact", person.key) if person.key else None
    at = account.pk if account else None
    found = known or world.persons.find(email=person.email, name=person.name, account_id=at)
    name = person.name or person.email
    if found is None and person.name and not person.email and world.persons.are_several(person.name, at):
        item.notes.append(Problem("contact_ambiguous", text=person.name))
        return None
    if found is None and name and (account or person.email):
        found = world.persons.make(name=name, email=person.email, account=account)
        if person.key:
            world.link("contact", person.key, found, {"name": name})
    elif found is None:
        item.notes.append(Problem("contact_unknown", text=name or person.key))
    elif person.key and not known and not world.is_claimed("contact", found):
        world.link("contact", person.key, found, {})
    if found is not None:
        item.extra.setdefault("handles", {})[found] = world.persons.handle(found)
    return found
