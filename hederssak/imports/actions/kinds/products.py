"""Rows that are products."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from hederssak.crm.actions import Edit, ProductDraft, change_products, make_products, product_key
from hederssak.crm.models import Product
from hederssak.history.actions import Source
from hederssak.imports.actions.kinds.base import Item, Kind, custom_of, set_custom
from hederssak.imports.actions.reading import Said
from hederssak.imports.presets import RecordKind


class Products(Kind):
    """What is sold."""

    kind = RecordKind.PRODUCT
    model = Product
    natural = ("name",)
    needs = (frozenset({"name"}),)
    never_blank = frozenset({"name"})
    taken = frozenset({"external_id", "name", "series", "price"})

    def key(self, cells: Sequence[str]) -> str:
        """Return the source's id, else what the spellings of a name share."""
        key = super().key(cells)
        return f"~{product_key(cells[self.natural_at[0]])}" if key.startswith("~") else key

    def read(self, item: Item, said: Said) -> None:
        """Take name, series and price."""
        now, values = item.now, said.values
        self.need_name(item, values.get("name"), 200)
        if "series" in values:
            now["series"] = (values["series"] or "")[:120] or None
        if "price" in values:
            now["list_price"] = values["price"].value if values["price"] else None
        set_custom(item, said)

    def match(self, item: Item) -> uuid.UUID | None:
        """Find a product by the key that its spellings share."""
        found = self.world.products.by_key.get(product_key(item.now["name"]))
        return found.pk if found else None

    def plan_new(self, item: Item) -> None:
        """Know the product before it is written."""
        super().plan_new(item)
        key = product_key(item.now["name"])
        self.world.products.by_key[key] = Product(
            id=item.record_id, organization=self.world.organization, name=item.now["name"], name_key=key
        )

    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write new products."""
        drafts = [
            ProductDraft(
                id=item.made_id,
                name=item.now["name"],
                series=item.now.get("series") or "",
                list_price=item.now.get("list_price"),
                custom=custom_of(item.now),
            )
            for item in items
        ]
        make_products(drafts, organization=self.world.organization, source=source, now=now)

    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write changes."""
        edits = [Edit(record=item.record, values=item.changes, source=self.since(item, source)) for item in items]
        change_products(edits, organization=self.world.organization, source=source, now=now)
