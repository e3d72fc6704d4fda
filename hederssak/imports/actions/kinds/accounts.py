"""Rows that are companies."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from hederssak.crm.actions import AccountDraft, Edit, change_accounts, make_accounts
from hederssak.crm.models import Account, Relationship
from hederssak.history.actions import Source
from hederssak.imports.actions.kinds.base import Item, Kind, custom_of, set_custom
from hederssak.imports.actions.kinds.links import OWNER, set_owner
from hederssak.imports.actions.reading import Said
from hederssak.imports.actions.world import Named
from hederssak.imports.presets import RecordKind
from hederssak.imports.presets.dictionary import fold
from hederssak.rules.names import normalized_name

TEXTS = {"org_number": 40, "industry": 120, "country": 80, "city": 120, "website": 255}
RELATIONSHIPS = {
    Relationship.CUSTOMER: ("customer", "client", "kund", "asiakas", "kunde"),
    Relationship.FORMER: ("former customer", "lost customer", "former", "tidigare kund", "entinen asiakas"),
    Relationship.PARTNER: ("partner", "reseller", "återförsäljare", "kumppani", "jälleenmyyjä"),
    Relationship.PROSPECT: ("prospect", "lead", "suspect", "prospekt", "prospekti", "potential", "potentiell"),
}
_RELATIONSHIPS = {fold(word): one for one, words in RELATIONSHIPS.items() for word in words}


class Accounts(Kind):
    """A company that is sold to, or may be."""

    kind = RecordKind.ACCOUNT
    model = Account
    related = ("owner",)
    natural = ("org_number", "name")
    needs = (frozenset({"name"}),)
    never_blank = frozenset({"name", "relationship"})
    taken = OWNER | {"external_id", "name", "employees", "revenue", "relationship"} | TEXTS.keys()

    def key(self, cells: Sequence[str]) -> str:
        """Return the source's id, else the organization number, else the name without its legal form."""
        key = super().key(cells)
        if not key.startswith("~"):
            return key
        at = dict(
            zip((name for name in self.natural if self.columns.at(name) is not None), self.natural_at, strict=True)
        )
        number = cells[at["org_number"]].strip() if "org_number" in at else ""
        return f"~{number or normalized_name(cells[at['name']])}"[:255]

    def read(self, item: Item, said: Said) -> None:
        """Take what describes the company."""
        now, values = item.now, said.values
        self.need_name(item, values.get("name"), 255)
        set_owner(self.world, item, said)
        for name, limit in TEXTS.items():
            if name in values:
                now[name] = values[name][:limit] if values[name] else None
        if "employees" in values:
            now["employees"] = values["employees"]
        if "revenue" in values:
            now["revenue"] = values["revenue"].value if values["revenue"] else None
        if values.get("relationship"):
            known = _RELATIONSHIPS.get(fold(values["relationship"]))
            if known:
                now["relationship"] = known
            else:
                said.custom[self.columns.keys[self.columns.header_of("relationship")]] = values["relationship"]
        set_custom(item, said)

    def match(self, item: Item) -> uuid.UUID | None:
        """Find the company by number or name; near ones are offered when the new one is planned."""
        match = self.world.companies.match(self._named(item))
        if match.taken is None:
            item.extra["match"] = match
            return None
        found = uuid.UUID(match.taken)
        self.world.know(self.kind, item.key, found)
        return found

    def plan_new(self, item: Item) -> None:
        """Know the company before it is written."""
        super().plan_new(item)
        self.world.companies.add(item.made_id, self._named(item), item.extra["match"])

    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write new companies."""
        drafts = [
            AccountDraft(
                id=item.made_id,
                name=item.now["name"],
                employees=item.now.get("employees"),
                revenue=item.now.get("revenue"),
                relationship=item.now.get("relationship") or Relationship.PROSPECT,
                owner=item.now.get("owner"),
                custom=custom_of(item.now),
                **{name: item.now.get(name) or "" for name in TEXTS},
            )
            for item in items
        ]
        make_accounts(drafts, organization=self.world.organization, source=source, now=now)

    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write changes."""
        edits = [Edit(record=item.record, values=item.changes, source=self.since(item, source)) for item in items]
        change_accounts(edits, organization=self.world.organization, source=source, now=now)

    def _named(self, item: Item) -> Named:
        external = "" if item.key.startswith("~") else item.key
        return Named(item.now["name"], item.now.get("org_number") or "", external)
