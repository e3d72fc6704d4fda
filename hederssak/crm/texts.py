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
from hederssak.rules.fit import Answer, Operator, Verdict


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
    if entry.kind in {RecordKind.FIT_JUDGMENT, RecordKind.FIT_OVERRIDE}:
        return _told_of_fit(entry)
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


def _told_of_fit(entry: Entry) -> Told:
    if entry.kind is RecordKind.FIT_JUDGMENT:
        return Told(_("A question of fit was answered: %(answer)s") % {"answer": answer(entry.new["answer"]).lower()})
    if not entry.field:
        return Told(_("Asked to let the company in: %(why)s") % {"why": entry.new["why"]})
    return Told(_("Let in until"), "–", _value(entry.field, entry.new)) if entry.new else Told(_("Not let in"))


def _value(name: str, plain: Any) -> str:
    if plain is None or plain == "":
        return "–"
    if name == "relationship":
        return relationship(str(plain))
    if name in {"employees", "revenue"}:
        return formats.number(Decimal(str(plain)))
    if name in {"left_on", "until"}:
        return formats.date(dt.date.fromisoformat(str(plain)))
    return str(plain)


def answer(code: str) -> str:
    """Return an answer in words."""
    return {Answer.YES: _("Yes"), Answer.NO: _("No"), Answer.UNKNOWN: _("Not known")}[Answer(code)]


def verdict(code: str) -> str:
    """Return a verdict in words."""
    return {
        Verdict.IN: _("Fits"),
        Verdict.OUT: _("Does not fit"),
        Verdict.UNKNOWN: _("Not known enough"),
    }[Verdict(code)]


def operators() -> list[tuple[str, str]]:
    """Return how a fact can be held against values, for a choice."""
    return [
        (Operator.ONE_OF, _("is one of")),
        (Operator.NONE_OF, _("is none of")),
        (Operator.CONTAINS, _("contains")),
        (Operator.AT_LEAST, _("is at least")),
        (Operator.AT_MOST, _("is at most")),
        (Operator.BETWEEN, _("is between (50; 500)")),
    ]


def criterion(name: str, operator: str, values: list[str]) -> str:
    """Return a fact's criterion as a sentence: "Employees is at least 50"."""
    said = " / ".join(_limit(name, value) for value in values)
    whole = {
        Operator.ONE_OF: _("%(field)s: %(values)s"),
        Operator.NONE_OF: _("%(field)s: not %(values)s"),
        Operator.CONTAINS: _("%(field)s with %(values)s in it"),
        Operator.AT_LEAST: _("%(field)s: at least %(values)s"),
        Operator.AT_MOST: _("%(field)s: at most %(values)s"),
        Operator.BETWEEN: _("%(field)s: between %(values)s"),
    }[Operator(operator)]
    return whole % {"field": field_name(name.removeprefix("custom:")), "values": said}


def bad_criterion(code: str) -> str:
    """Return what to do about a criterion that can't be asked as it is written."""
    return {
        "no_values": _("Write the values, with a comma between; two limits with a semicolon between."),
        "too_many_values": _("Write one value only."),
        "not_a_number": _("Write a number, such as 50."),
        "upside_down": _("Write the lower limit first."),
    }.get(code, _("This criterion can't be asked as it is written."))


def _limit(name: str, value: str) -> str:
    if name == "relationship":
        return relationship(value) if value in Relationship.values else value
    try:
        return formats.number(Decimal(value))
    except ArithmeticError:
        return value
