"""What companies and contacts are called, and what happened to them, in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hederssak.crm.models import Relationship
from hederssak.history.models import RecordKind
from hederssak.history.queries import Entry
from hederssak.lib import formats


def relationship(code: str) -> str:
    """Return what a company is to us; unknown words of an import stand as they came."""
    return {
        Relationship.PROSPECT: _("Prospect"),
        Relationship.CUSTOMER: _("Customer"),
        Relationship.FORMER: _("Former customer"),
        Relationship.PARTNER: _("Partner"),
    }.get(Relationship(code), code)


def field_name(name: str) -> str:
    """Return the name of a field of a company or a contact."""
    return {
        "account": _("Company"),
        "city": _("City"),
        "country": _("Country"),
        "custom": _("Other fields"),
        "email": _("E-mail"),
        "employees": _("Employees"),
        "industry": _("Industry"),
        "joined_into": _("Joined into"),
        "left_on": _("Left on"),
        "mobile": _("Mobile"),
        "name": _("Name"),
        "org_number": _("Organization number"),
        "owner": _("Owner"),
        "phone": _("Phone"),
        "relationship": _("Relationship"),
        "revenue": _("Revenue"),
        "title": _("Title"),
        "website": _("Website"),
    }.get(name, name)


@dataclass(frozen=True)
class Told:
    """An entry of the story in words."""

    what: str
    old: str = ""
    new: str = ""


def tell(entry: Entry) -> Told:
    """Return what happened to a company or to somebody there, in words."""
    is_contact = entry.kind is RecordKind.CONTACT
    if not entry.field:
        name = (entry.new or {}).get("name", "")
        if is_contact:
            return Told(_("%(person)s was added") % {"person": name} if name else _("A contact was added"))
        return Told(_("The company was added"))
    what = _("Contact changed: %(field)s") if is_contact else _("%(field)s changed")
    field = field_name(entry.field)
    said = what % {"field": field.lower() if is_contact else field}
    if entry.field == "custom":
        return Told(said)
    return Told(said, _value(entry.field, entry.old), _value(entry.field, entry.new))


def _value(name: str, plain: Any) -> str:
    if plain is None or plain == "":
        return "–"
    if name == "relationship":
        return relationship(str(plain))
    if name in {"employees", "revenue"}:
        return formats.number(Decimal(str(plain)))
    if name == "left_on":
        return formats.date(dt.date.fromisoformat(str(plain)))
    return str(plain)
