"""What tests of calling need: companies, people, blocks, lists."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from typing import Any

from hederssak.crm.actions import AccountDraft, ContactDraft, make_accounts, make_contacts
from hederssak.crm.models import Account, Contact, Relationship
from hederssak.history.actions import Source
from hederssak.org.models import Member
from hederssak.prospecting.actions.calling import Pressed, Recorded, record_attempt
from hederssak.prospecting.actions.hitlist import enter_one
from hederssak.prospecting.models import Block, HitEntry
from hederssak.rules.attempts import Outcome
from tests.cast import NOW

START, END = NOW, NOW + dt.timedelta(hours=2)
LATER = NOW + dt.timedelta(minutes=10)
_numbers = itertools.count(1_000_000)


def make_account(
    owner: Member | None, name: str = "Kemi Paper Oy", *, by: Member | None = None, **said: Any
) -> Account:
    """Make a company."""
    member = owner or by
    assert member is not None
    source = Source.page(by=member, now=NOW)
    draft = AccountDraft(name=name, owner=owner, **said)
    return make_accounts([draft], organization=member.organization, source=source, now=NOW)[0]


def make_contact(account: Account, name: str = "Riikka Salonen", *, by: Member | None = None, **said: Any) -> Contact:
    """Make a person with a number of their own, unless told otherwise."""
    member = account.owner or by
    assert member is not None
    draft = ContactDraft(account=account, name=name, **({"mobile": f"+35840{next(_numbers)}"} | said))
    source = Source.page(by=member, now=NOW)
    return make_contacts([draft], organization=member.organization, source=source, now=NOW)[0]


def make_block(member: Member, starts_at: dt.datetime = START, ends_at: dt.datetime = END) -> Block:
    """Make a booking hour."""
    return Block.objects.create(organization=member.organization, member=member, starts_at=starts_at, ends_at=ends_at)


def put_on_list(member: Member, name: str = "Riikka Salonen", *, company: str = "", **said: Any) -> HitEntry:
    """Put a new person of a new company onto a member's list by hand."""
    account = make_account(member, company or f"{name} Ab", **said)
    return enter_one(make_contact(account, name), member=member, by=member, now=NOW)


def make_customer(member: Member, name: str = "Oulu Energi Oy") -> Account:
    """Make a company that buys."""
    return make_account(member, name, relationship=Relationship.CUSTOMER)


def press(
    entry: HitEntry,
    outcome: Outcome = Outcome.NO_ANSWER,
    *,
    at: dt.datetime = LATER,
    now: dt.datetime | None = None,
    key: uuid.UUID | None = None,
    **said: Any,
) -> Recorded:
    """Press an outcome as the list's owner."""
    pressed = Pressed(key=key or uuid.uuid4(), outcome=outcome, at=at, **said)
    return record_attempt(entry=entry, pressed=pressed, by=entry.member, now=now or at)
