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
