"""What the pipeline says: its refusals, and what happened to an opportunity in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from hederssak.history.models import RecordKind
from hederssak.history.queries import Entry
from hederssak.lib import formats
from hederssak.pipeline.models import BuyingRole, LetGoReason, State
from hederssak.pipeline.texts import committee
from hederssak.rules.meeting_checks import Person


def refusal(code: str) -> str:
    """Return the sentence of a refusal's code: what is the matter and what to do."""
    return {
        "already_ended": _("It has ended already: it is won, lost or let go. Bring it back first."),
        "competitor_missing": _("Write to whom it was lost, or choose another reason."),
        "wake_in_the_past": _("Choose a day after today to wake it up on."),
        "no_evidence": _("Write how we know: who said it, when, or where it is written."),
        "not_let_go": _("It is back already."),
        "nothing_to_undo": _("It can't be taken back any longer: more has happened since. Change it by hand."),
    }[code]


def state(code: str) -> str:
    """Return the name of a state."""
    return {
        State.OPEN: _("Open"),
        State.PARKED: _("Parked"),
        State.WON: _("Won"),
        State.LOST: _("Lost"),
        State.LET_GO: pgettext("state", "Let go"),
    }[State(code)]


def let_go_reason(code: str) -> str:
    """Return a reason for letting go; "no decision" and "lost to" differ."""
    return {
        LetGoReason.NO_DECISION: _("They decided nothing"),
        LetGoReason.LOST_TO: _("They chose somebody else"),
        LetGoReason.NOT_A_FIT: _("Not our kind of customer"),
        LetGoReason.NO_CONTACT: _("Nobody answers any longer"),
        LetGoReason.TIMING: _("Wrong time"),
        LetGoReason.OTHER: _("Something else"),
    }[LetGoReason(code)]


def buying_role(code: str) -> str:
    """Return what a person does in the decision."""
    return {
        BuyingRole.DECIDES: _("Decides"),
        BuyingRole.INFLUENCES: _("Influences"),
        BuyingRole.USES: _("Uses it"),
        BuyingRole.BLOCKS: _("Blocks"),
        BuyingRole.UNKNOWN: _("Role not known"),
    }[BuyingRole(code)]


def person(code: str) -> str:
    """Return what kind of person somebody is in a decision: who gets it made, who talks, who blocks."""
    return {
        Person.GO_GETTER: _("Go-getter: makes it happen"),
        Person.TEACHER: _("Teacher: wins others for it"),
        Person.SKEPTIC: _("Skeptic: tests it, then stands by it"),
        Person.GUIDE: _("Guide: tells how things are done"),
        Person.FRIEND: _("Friend: likes to meet"),
        Person.CLIMBER: _("Climber: sees their own gain"),
        Person.BLOCKER: _("Blocker: wants no change"),
        Person.UNKNOWN: _("Type not known"),
    }[Person(code)]


FIELDS: Mapping[str, str] = {
    "account": gettext_noop("Company"),
    "amount": gettext_noop("Value"),
    "amount_basis": gettext_noop("Basis of the value"),
    "close_date": gettext_noop("Close date"),
    "close_reason": gettext_noop("Reason"),
    "closed_on": gettext_noop("Closed on"),
    "currency": gettext_noop("Currency"),
    "custom": gettext_noop("Other fields"),
    "is_tender": gettext_noop("Tender"),
    "lead_source": gettext_noop("Source"),
    "margin": gettext_noop("Margin"),
    "margin_assumed": gettext_noop("Margin assumed"),
    "name": gettext_noop("Name"),
    "opened_on": gettext_noop("Opened on"),
    "owner": gettext_noop("Owner"),
    "product": gettext_noop("Product"),
    "qualified_at": gettext_noop("Qualified"),
    "segment": gettext_noop("Segment"),
    "stage": gettext_noop("Stage"),
    "state": gettext_noop("State"),
    "team": gettext_noop("Team"),
}
"""The names of an opportunity's fields. A story of two hundred changes asks for one of them at a time."""


def field_name(name: str) -> str:
    """Return the name of a field of an opportunity."""
    return _(FIELDS[name])


@dataclass(frozen=True)
class Told:
    """An entry of the story in words; `tone` is of the timeline: kept, look or ours, or empty."""

    what: str
    old: str = ""
    new: str = ""
    note: str = ""
    tone: str = ""


def tell(entry: Entry, *, currency: str) -> Told:
    """Return an entry in words."""
    if entry.field:
        return _tell_change(entry, currency)
    making = MADE.get(entry.kind)
    return making(entry.new or {}) if making else Told(_("Something was added"))


Given = Mapping[str, Any]


def _opportunity_made(_given: Given) -> Told:
    return Told(_("The opportunity was made"))


def _step_made(given: Given) -> Told:
    day = given.get("due_on")
    agreed = given.get("agreed_with_buyer")
    what = _("Next step agreed with the buyer: %(what)s") if agreed else _("Next step: %(what)s")
    return Told(
        what % {"what": given.get("what", "")},
        note=formats.day(dt.date.fromisoformat(day)) if day else "",
        tone="kept" if agreed else "ours",
    )


def _evidence_made(given: Given) -> Told:
    said = _("Now true: %(what)s") % {"what": given.get("criterion", "")}
    return Told(said, note=given.get("text", ""), tone="kept")


def _seat_made(given: Given) -> Told:
    role = buying_role(given["role"]) if given.get("role") else ""
    return Told(_("%(person)s in the buying committee") % {"person": given.get("contact", "")}, note=role)


def _decision_step_made(given: Given) -> Told:
    return Told(_("A step of the decision: %(what)s") % {"what": given.get("name", "")})


def _parking_made(given: Given) -> Told:
    return Told(_("Parked"), note=given.get("reason", ""), tone="ours")


def _letting_go_made(given: Given) -> Told:
    return Told(_("Let go: %(why)s") % {"why": let_go_reason(given["reason"])}, note=given.get("note", ""))


def _event_made(given: Given) -> Told:
    day = formats.day(dt.date.fromisoformat(given["on_day"])) if given.get("on_day") else ""
    return Told(_("At the buyer: %(what)s") % {"what": given.get("what", "")}, note=day)


def _meeting_made(given: Given) -> Told:
    return Told(_("A meeting: %(what)s") % {"what": given.get("title", "")}, tone="ours")


MADE: Mapping[RecordKind, Callable[[Given], Told]] = {
    RecordKind.BUYER_EVENT: _event_made,
    RecordKind.COMMITTEE: _seat_made,
    RecordKind.DECISION_STEP: _decision_step_made,
    RecordKind.EVIDENCE: _evidence_made,
    RecordKind.LETTING_GO: _letting_go_made,
    RecordKind.MEETING: _meeting_made,
    RecordKind.NEXT_STEP: _step_made,
    RecordKind.OPPORTUNITY: _opportunity_made,
    RecordKind.PARKING: _parking_made,
}


def _tell_change(entry: Entry, currency: str) -> Told:
    if entry.kind in CHANGED:
        return CHANGED[entry.kind](entry)
    if entry.kind is not RecordKind.OPPORTUNITY:
        return Told(_("Something was changed"))
    old, new = value(entry.field, entry.old, currency), value(entry.field, entry.new, currency)
    is_push = entry.field == "close_date" and entry.old and entry.new and entry.new > entry.old
    return Told(_("%(field)s changed") % {"field": field_name(entry.field)}, old, new, tone="look" if is_push else "")


def _step_changed(entry: Entry) -> Told:
    return Told(_("The next step is done") if entry.new else _("The next step was replaced"), tone="ours")


def _evidence_changed(entry: Entry) -> Told:
    worded = entry.field == "text"
    return Told(_("Evidence was worded anew"), note=str(entry.new or "") if worded else "", tone="ours")


def _decision_step_changed(_entry: Entry) -> Told:
    return Told(_("The steps of the decision changed"))


def _seat_changed(entry: Entry) -> Told:
    """Tell what changed about somebody in the decision; who it was stands on the map."""
    said: Mapping[str, tuple[str, Callable[[str], str]]] = {
        "role": (_("Their part in the decision"), buying_role),
        "person": (_("What kind of person they are in it"), person),
        "stance": (_("Where they stand"), committee.stance),
        "influence": (_("How much their word weighs"), committee.influence),
    }
    if entry.field in said:
        what, say = said[entry.field]
        return Told(what, say(str(entry.old)), say(str(entry.new)))
    if entry.field == "removed_at":
        gone, back = _("Somebody left the buying committee"), _("Somebody is back in the buying committee")
        return Told(gone if entry.new else back)
    return Told(_("The buying committee changed"))


def _meeting_changed(entry: Entry) -> Told:
    """Tell what became of a customer meeting; its states are named in the room of meetings, which stands above."""
    said = {
        "booked": _("The meeting was booked"),
        "held": _("The meeting was held"),
        "canceled": _("The meeting was called off"),
        "no_show": _("Nobody came to the meeting"),
    }
    told = said.get(str(entry.new)) if entry.field == "state" else None
    return Told(told or _("The meeting was changed"), tone="ours")


CHANGED: Mapping[RecordKind, Callable[[Entry], Told]] = {
    RecordKind.COMMITTEE: _seat_changed,
    RecordKind.DECISION_STEP: _decision_step_changed,
    RecordKind.EVIDENCE: _evidence_changed,
    RecordKind.MEETING: _meeting_changed,
    RecordKind.NEXT_STEP: _step_changed,
}


def value(name: str, plain: Any, currency: str) -> str:
    """Return a field's plain value as a reader writes it; a dash for the unknown."""
    if plain is None or plain == "":
        return "–"
    if isinstance(plain, bool):
        return _("yes") if plain else _("no")
    if name in {"amount", "margin"}:
        return formats.money(Decimal(str(plain)), currency)
    if name in {"close_date", "closed_on", "opened_on", "qualified_at"}:
        return formats.date(dt.datetime.fromisoformat(plain).date())
    return state(plain) if name == "state" else str(plain)
