"""The kinds of rows that files hold."""

from hederssak.imports.actions.kinds.accounts import Accounts
from hederssak.imports.actions.kinds.base import CUSTOM, Frame, Item, Kind
from hederssak.imports.actions.kinds.contacts import Contacts
from hederssak.imports.actions.kinds.doings import Activities, Meetings
from hederssak.imports.actions.kinds.hit_lists import HitListRows
from hederssak.imports.actions.kinds.opportunities import Opportunities
from hederssak.imports.actions.kinds.owners import Owners
from hederssak.imports.actions.kinds.products import Products
from hederssak.imports.presets import RecordKind

_KINDS: tuple[type[Kind], ...] = (
    Owners,
    Accounts,
    Contacts,
    Products,
    Opportunities,
    Meetings,
    Activities,
    HitListRows,
)
KINDS: dict[RecordKind, type[Kind]] = {made.kind: made for made in _KINDS}
"""In the order in which they point at each other."""

ORDER = tuple(KINDS)


def fields_of(kind: RecordKind) -> frozenset[str]:
    """Return the fields that a file of this kind can fill."""
    also = {"probability"} if kind is RecordKind.OPPORTUNITY else set()
    return KINDS[kind].taken | also


__all__ = ["CUSTOM", "KINDS", "ORDER", "Frame", "Item", "Kind", "fields_of"]
