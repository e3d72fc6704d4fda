"""Whom and what a row points at."""

from __future__ import annotations

from typing import Any

from hederssak.crm.models import Account
from hederssak.imports.actions.kinds.base import Item
from hederssak.imports.actions.reading import Problem, Said
from hederssak.imports.actions.world import Ambiguous, Named, World
from hederssak.org.models import Member

OWNER = frozenset({"owner_name", "owner_email", "owner_external_id"})
ACCOUNT = frozenset({"account_name", "account_external_id", "account_org_number", "account_website"})
CONTACT = frozenset({"contact_name", "contact_email", "contact_external_id"})
DEAL = frozenset({"opportunity_name", "opportunity_external_id"})


def set_owner(world: World, item: Item, said: Said) -> None:
    """Set `owner`, if the file has a column for one; an unknown one becomes a member without sign-in."""
    values = said.values
    if not OWNER & values.keys():
        return
    name, email, key = values.get("owner_name"), values.get("owner_email"), values.get("owner_external_id")
    try:
        item.now["owner"] = _owner(world, name, email, key)
    except Ambiguous as unclear:
        item.notes.append(Problem(unclear.code, text=unclear.text))


def _owner(world: World, name: str | None, email: str | None, key: str | None) -> Member | None:
    known = world.record_of("owner", key) if key else None
    if known is not None:
        return world.people.by_id.get(known)
    if not (name or email or key):
        return None
    member = world.people.find(email=email, name=name)
    if member is None:
        member = world.people.make(email=email, name=name or (None if email else key))
        seen: dict[str, Any] = {"name": member.name} | ({"email": member.email} if member.email else {})
        if key:
            world.link("owner", key, member.pk, seen)
    elif key:
        world.link("owner", key, member.pk, {})
    return member


def set_account(world: World, item: Item, said: Said) -> None:
    """Set `account`, if the file has a column for one; an unknown name becomes an account, near ones are offered."""
    if not ACCOUNT & said.values.keys():
        return
    try:
        item.now["account"] = account_of(world, item, said)
    except Ambiguous as unclear:
        item.notes.append(Problem(unclear.code, text=unclear.text))


def account_of(world: World, item: Item, said: Said) -> Account | None:
    """Return the account that a row points at, made where its name is new, or None where it names none.

    Raises:
        Ambiguous: where several bear the name.
    """
    values = said.values
    key = values.get("account_external_id") or ""
    known = world.record_of("account", key) if key else None
    if known is not None and known in world.companies.names:
        return world.companies.handle(known)
    linkable = bool(key) and not known
    name = values.get("account_name") or _domain(values.get("account_website") or "")
    named = Named(name, values.get("account_org_number") or "", key)
    if not (named.name or named.number):
        if key:
            item.notes.append(Problem("account_unknown", text=key))
        return None
    account = world.companies.find(named)
    if account is None:
        account = world.companies.make(named)
        if linkable:
            world.link("account", key, account.pk, {"name": account.name})
    elif linkable:
        world.link("account", key, account.pk, {})
    return account


def _domain(website: str) -> str:
    bare = website.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.partition("/")[0]


def set_deal(world: World, item: Item, said: Said) -> None:
    """Set `opportunity`, if the file has a column for one; an unknown one is told of and not made."""
    if not DEAL & said.values.keys():
        return
    key, name = said.values.get("opportunity_external_id"), said.values.get("opportunity_name")
    account = item.now.get("account")
    found = world.record_of("opportunity", key) if key else None
    if found is None and name:
        found = world.deals.find(name, account.pk if account else None)
    if found is None and (key or name):
        item.notes.append(Problem("opportunity_unknown", text=name or key or ""))
    item.now["opportunity"] = world.deals.handle(found) if found else None


def set_contact(world: World, item: Item, said: Said) -> None:
    """Set `contact`, if the row names one who is known; nobody is made from a name in a list of meetings."""
    values = said.values
    key, email, name = (values.get(f"contact_{part}") for part in ("external_id", "email", "name"))
    if not (key or email or name):
        return
    account = item.now.get("account")
    found = world.record_of("contact", key) if key else None
    found = found or world.persons.find(email=email, name=name, account_id=account.pk if account else None)
    if found is None:
        item.notes.append(Problem("contact_unknown", text=name or email or key or ""))
    else:
        item.now["contact"] = world.persons.handle(found)
