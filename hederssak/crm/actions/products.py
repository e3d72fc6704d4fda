"""Making and changing products, and the fields that only a customer's own files have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from hederssak.crm.actions.drafts import Edit, ProductDraft
from hederssak.crm.actions.writing import Writing
from hederssak.crm.models import CustomField, Product
from hederssak.history.actions import Source
from hederssak.history.models import RecordKind
from hederssak.org.models import Organization
from hederssak.rules.names import search_key

FIELDS = ("name", "series", "list_price", "custom")


def product_key(name: str) -> str:
    """Return what two spellings of a product share: `GTX Pro`, `GTXPro` and `gtx-pro` are one product."""
    return search_key(name).replace(" ", "")[:200]


def _derive(row: Product, _now: dt.datetime) -> tuple[str, ...]:
    row.name_key = product_key(row.name)
    return ("name_key",)


_PRODUCTS = Writing(Product, RecordKind.PRODUCT, FIELDS, _derive)


def make_products(
    drafts: Sequence[ProductDraft], *, organization: Organization, source: Source, now: dt.datetime
) -> list[Product]:
    """Make products with one history row each, and return them in the order given."""
    rows = [
        Product(
            id=draft.id,
            organization=organization,
            name=draft.name,
            series=draft.series,
            list_price=draft.list_price,
            custom=dict(draft.custom),
        )
        for draft in drafts
    ]
    return _PRODUCTS.make(rows, organization=organization, source=source, now=now)


def change_products(
    edits: Sequence[Edit[Product]], *, organization: Organization, source: Source, now: dt.datetime
) -> None:
    """Change fields of products, one history row for each field that changed."""
    _PRODUCTS.change(edits, organization=organization, source=source, now=now)


def define_custom_fields(labels: Iterable[tuple[str, str]], *, organization: Organization, kind: str) -> None:
    """Remember what custom fields (key, label) of a kind of record are called; known ones stay as they are."""
    rows = [CustomField(organization=organization, kind=kind, key=key, label=label[:200]) for key, label in labels]
    CustomField.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
