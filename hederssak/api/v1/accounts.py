"""Companies: list and read."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.crm.models import Account, Contact, FitVerdict, Relationship
from hederssak.crm.queries import AccountWish, listed_accounts
from hederssak.lib.ordered import ByName
from hederssak.org.middleware import MemberRequest
from hederssak.rules.fit import Answer, Verdict

router = Router(tags=["accounts"])
OUT: dict[int, Any] = REFUSALS


class AccountOut(Schema):
    """A company in a list."""

    id: uuid.UUID
    name: str
    org_number: str
    industry: str
    employees: int | None
    revenue: Decimal | None
    country: str
    city: str
    relationship: str
    owner: NamedOut | None


class ContactOut(Schema):
    """A person at a company."""

    id: uuid.UUID
    name: str
    title: str
    email: str
    phone: str
    mobile: str
    left_on: dt.date | None


class FitOut(Schema):
    """How a company fits: the verdict, the share of weight it has for certain and at most, and what to find out."""

    verdict: Verdict
    least: Decimal
    most: Decimal
    answers: dict[uuid.UUID, Answer]
    ask: list[uuid.UUID]
    judged_at: dt.datetime


class OneAccountOut(AccountOut):
    """A company with what only its own address tells; `fit` is null while there is no profile to judge by."""

    website: str
    fit: FitOut | None
    contacts: list[ContactOut]
    custom: dict[str, Any]
    changed_at: dt.datetime

    @staticmethod
    def resolve_fit(row: Account) -> FitVerdict | None:
        """Return the verdict, where it was judged."""
        return getattr(row, "fit", None)

    @staticmethod
    def resolve_contacts(row: Account) -> QuerySet[Contact]:
        """Return the people there, by name."""
        return row.contacts.order_by(ByName("name"))


class AccountsOut(Schema):
    """A page of companies by name; `next_after` begins the next one and is empty on the last."""

    items: list[AccountOut]
    next_after: str


class Asked(Schema):
    """Which companies, after which mark."""

    q: str = Field("", max_length=100)
    relationship: Relationship | None = None
    owner: uuid.UUID | None = None
    after: str = ""


@router.get("", response={200: AccountsOut, **OUT}, operation_id="accounts")
def accounts(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return a page of the companies that the member may read."""
    wish = AccountWish(search=asked.q, relationship=asked.relationship or "", owner=asked.owner, after=asked.after)
    page = listed_accounts(request.member, wish)
    return {"items": page.rows, "next_after": page.next_after}


@router.get("/{pk}", response={200: OneAccountOut, **OUT}, operation_id="account")
def account(request: MemberRequest, pk: uuid.UUID) -> Account:
    """Return one company with the people there."""
    return get_object_or_404(Account.objects.visible_to(request.member).select_related("owner", "fit"), pk=pk)
