"""The plain values that the actions take. What is unknown is None or empty, never zero."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import Model

from hederssak.crm.models import Account, Relationship
from hederssak.history.actions import Source
from hederssak.lib.ids import new_id
from hederssak.org.models import Member

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class AccountDraft:
    """A company to be made."""

    name: str
    id: uuid.UUID = field(default_factory=new_id)
    org_number: str = ""
    industry: str = ""
    employees: int | None = None
    revenue: Decimal | None = None
    country: str = ""
    city: str = ""
    website: str = ""
    relationship: str = Relationship.PROSPECT
    owner: Member | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """A person at a company, to be made."""

    name: str
    id: uuid.UUID = field(default_factory=new_id)
    account: Account | None = None
    title: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ProductDraft:
    """Something that is sold, to be made."""

    name: str
    id: uuid.UUID = field(default_factory=new_id)
    series: str = ""
    list_price: Decimal | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Edit(Generic[M]):
    """New values for some fields of one record; its own `source` says when, where it differs from the batch's."""

    record: M
    values: Mapping[str, Any]
    source: Source | None = None
