"""Whom to put onto a HIT list that is too short: contacts whom nobody calls, of companies that fit (R5)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hederssak.crm.models import Account, Contact, Relationship
from hederssak.org.models import Member
from hederssak.prospecting.models import CallAttempt, HitEntry
from hederssak.rules.emails import normalized_email
from hederssak.rules.names import search_key
from hederssak.rules.phones import comparable

MOST = 100
LEFT_ALONE = dt.timedelta(days=60)
"""Who was called so lately is not put onto a list by itself again."""
SEPARATORS = re.compile(r"[\t;,]+")


@dataclass(frozen=True)
class Wish:
    """Which companies to fill a list from, and with how many contacts; `relation` is `new`, `customers` or empty."""

    count: int = 12
    relation: str = ""
    least_employees: int | None = None
    most_employees: int | None = None
    industry: str = ""
    city: str = ""
    mine_only: bool = False


def who_fits(member: Member, wish: Wish, *, now: dt.datetime) -> Sequence[Contact]:
    """Return the best contacts for a wish: one of each company, own companies and larger ones first."""
    rows = _free(member, now).filter(account__in=_accounts(member, wish))
    rows = rows.select_related("account").order_by(
        F("account__owner").asc(nulls_last=True), F("account__employees").desc(nulls_last=True), "account", "pk"
    )
    found: dict[uuid.UUID | None, Contact] = {}
    for contact in rows[: 10 * MOST]:
        found.setdefault(contact.account_id, contact)
    return list(found.values())[: min(wish.count, MOST)]


def _accounts(member: Member, wish: Wish) -> QuerySet[Account]:
    """Return the companies of a wish: one's own or nobody's, a colleague's never."""
    mine = Q(owner=member) if wish.mine_only else Q(owner=member) | Q(owner=None)
    rows = Account.objects.visible_to(member).filter(mine)
    if wish.relation == "new":
        rows = rows.exclude(relationship__in=[Relationship.CUSTOMER, Relationship.PARTNER])
    if wish.relation == "customers":
        rows = rows.filter(relationship=Relationship.CUSTOMER)
    if wish.least_employees is not None:
        rows = rows.filter(employees__gte=wish.least_employees)
    if wish.most_employees is not None:
        rows = rows.filter(employees__lte=wish.most_employees)
    if wish.industry:
        rows = rows.filter(industry__icontains=wish.industry)
    return rows.filter(city__icontains=wish.city) if wish.city else rows


def _free(member: Member, now: dt.datetime) -> QuerySet[Contact]:
    """Return contacts with a number whom nobody has on a list and nobody has called lately."""
    listed = HitEntry.objects.filter(contact=OuterRef("pk"), left_at=None)
    called = CallAttempt.objects.filter(contact=OuterRef("pk"), at__gt=now - LEFT_ALONE, undone_at=None)
    rows = Contact.objects.filter(organization_id=member.organization_id, do_not_contact_at=None, left_on=None)
    return rows.exclude(phone="", mobile="").filter(~Exists(listed), ~Exists(called))


@dataclass(frozen=True)
class Found:
    """Lines that somebody pasted: whom they mean, and those that mean nobody we know."""

    contacts: Sequence[Contact]
    unknown: Sequence[str]


def who_is_meant(member: Member, text: str) -> Found:
    """Return the contacts that pasted lines mean, each by an address, a number, or a name with or without a company."""
    contacts: dict[uuid.UUID, Contact] = {}
    unknown = []
    for line in [line.strip() for line in text.splitlines() if line.strip()][:MOST]:
        found = _meant(member, line)
        if found is None:
            unknown.append(line)
        else:
            contacts[found.pk] = found
    return Found(list(contacts.values()), unknown)


def _meant(member: Member, line: str) -> Contact | None:
    """Return the one contact that a line means; None where there is none, or more than one."""
    cells = [cell.strip() for cell in SEPARATORS.split(line) if cell.strip()]
    rows = Contact.objects.visible_to(member).select_related("account")
    for email in filter(None, map(normalized_email, cells)):
        if one := _only(rows.filter(email__iexact=email)):
            return one
    for number in filter(None, map(comparable, cells)):
        if one := _only(rows.filter(pk__in=_with_number(rows, number))):
            return one
    names = [search_key(cell) for cell in cells]
    named = rows.filter(search_key__in=names)
    return _only(named) or _only(named.filter(account__search_key__in=names))


def _with_number(rows: QuerySet[Contact], number: str) -> list[uuid.UUID]:
    """Return whose number it is; the last two digits stand together however somebody groups them."""
    near = rows.filter(Q(phone__endswith=number[-2:]) | Q(mobile__endswith=number[-2:]))
    written = near.values_list("pk", "phone", "mobile")
    return [pk for pk, *numbers in written if number in map(comparable, numbers)]


def _only(rows: QuerySet[Contact]) -> Contact | None:
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None
