"""Making and changing companies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hederssak.crm.actions.drafts import AccountDraft, Edit
from hederssak.crm.actions.writing import Writing
from hederssak.crm.models import Account
from hederssak.history.actions import Source
from hederssak.history.models import RecordKind
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.rules.names import normalized_name, order_key, search_key

FIELDS = (
    "name",
    "org_number",
    "industry",
    "employees",
    "revenue",
    "country",
    "city",
    "website",
    "relationship",
    "owner",
    "custom",
)


def _derive(row: Account, now: dt.datetime) -> tuple[str, ...]:
    row.name_key = normalized_name(row.name)[:255]
    row.search_key = search_key(row.name)[:400]
    row.order_key = order_key(row.name)[:400]
    row.changed_at = now
    row.unjudged = True
    return "name_key", "search_key", "order_key", "changed_at", "unjudged"


_ACCOUNTS = Writing(Account, RecordKind.ACCOUNT, FIELDS, _derive)


def make_accounts(
    drafts: Sequence[AccountDraft], *, organization: Organization, source: Source, now: dt.datetime
) -> list[Account]:
    """Make companies with one history row each, and return them in the order given."""
    rows = [
        Account(
            id=draft.id,
            organization=organization,
            name=draft.name,
            org_number=draft.org_number,
            industry=draft.industry,
            employees=draft.employees,
            revenue=draft.revenue,
            country=draft.country,
            city=draft.city,
            website=draft.website,
            relationship=draft.relationship,
            owner=draft.owner,
            custom=dict(draft.custom),
            created_at=now,
        )
        for draft in drafts
    ]
    return _ACCOUNTS.make(rows, organization=organization, source=source, now=now)


def change_accounts(
    edits: Sequence[Edit[Account]], *, organization: Organization, source: Source, now: dt.datetime
) -> None:
    """Change fields of companies, one history row for each field that changed."""
    _ACCOUNTS.change(edits, organization=organization, source=source, now=now)


def edit_account(*, account: Account, values: Mapping[str, Any], by: Member, now: dt.datetime) -> Account:
    """Change what a person may change of one company, and write down that they did."""
    require_write(by, owner=account.owner)
    source = Source.page(by=by, now=now)
    change_accounts([Edit(record=account, values=values)], organization=by.organization, source=source, now=now)
    return account
