"""The products that files name: found by name, made where there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hederssak.crm.actions import ProductDraft, make_products, product_key
from hederssak.crm.models import Product
from hederssak.history.actions import Source
from hederssak.org.models import Organization


@dataclass
class Products:
    """The products of one organization by the key that their spellings share."""

    organization: Organization
    by_key: dict[str, Product] = field(default_factory=dict)
    new: list[ProductDraft] = field(default_factory=list)
    _texts: dict[str, Product] = field(default_factory=dict)

    @classmethod
    def of(cls, organization: Organization) -> Products:
        """Load them."""
        rows = Product.objects.filter(organization=organization).order_by("pk")
        return cls(organization, {row.name_key: row for row in rows})

    def find(self, name: str) -> Product:
        """Return the product that a row names, made where there is none."""
        if name not in self._texts:
            key = product_key(name)
            if key not in self.by_key:
                draft = ProductDraft(name=name[:200])
                self.new.append(draft)
                self.by_key[key] = Product(id=draft.id, organization=self.organization, name=draft.name, name_key=key)
            self._texts[name] = self.by_key[key]
        return self._texts[name]

    def write_new(self, *, source: Source, now: dt.datetime) -> None:
        """Insert the new ones with their history."""
        make_products(self.new, organization=self.organization, source=source, now=now)
        self.forget_new()

    def forget_new(self) -> None:
        """Count none as new any more."""
        self.new = []
