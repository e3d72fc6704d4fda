"""What kinds of rows, fields and states are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hederssak.imports.models import ImportState
from hederssak.imports.presets import PRESETS, Target

KINDS: Mapping[str, str] = {
    "opportunity": gettext_noop("Opportunities"),
    "account": gettext_noop("Companies"),
    "contact": gettext_noop("Contacts"),
    "product": gettext_noop("Products"),
    "owner": gettext_noop("Owners and teams"),
    "meeting": gettext_noop("Meetings"),
    "activity": gettext_noop("Activities"),
    "hit_list": gettext_noop("HIT list"),
}
STATES: Mapping[str, str] = {
    ImportState.UPLOADED: gettext_noop("say what it is"),
    ImportState.MAPPED: gettext_noop("ready to be tried"),
    ImportState.CHECKING: gettext_noop("being tried"),
    ImportState.CHECKED: gettext_noop("tried"),
    ImportState.QUEUED: gettext_noop("waiting for its turn"),
    ImportState.RUNNING: gettext_noop("being written"),
    ImportState.DONE: gettext_noop("taken in"),
    ImportState.REFUSED: gettext_noop("refused"),
    ImportState.UNDOING: gettext_noop("being undone"),
    ImportState.UNDONE: gettext_noop("undone"),
}
FIELDS: Mapping[str, str] = {
    "account": gettext_noop("Company"),
    "account_external_id": gettext_noop("Company's id"),
    "account_name": gettext_noop("Company"),
    "account_org_number": gettext_noop("Company's organization number"),
    "account_website": gettext_noop("Company's website"),
    "actual_amount": gettext_noop("Amount when won"),
    "amount": gettext_noop("Amount"),
    "at": gettext_noop("When"),
    "caller_email": gettext_noop("E-mail of who calls"),
    "caller_name": gettext_noop("Who calls"),
    "city": gettext_noop("City"),
    "close_date": gettext_noop("Close date"),
    "close_reason": gettext_noop("Why it ended"),
    "closed_at": gettext_noop("Closed on"),
    "closed_on": gettext_noop("Closed on"),
    "contact": gettext_noop("Contact"),
    "contact_email": gettext_noop("Contact's e-mail"),
    "contact_external_id": gettext_noop("Contact's id"),
    "contact_name": gettext_noop("Contact"),
    "country": gettext_noop("Country"),
    "created_on": gettext_noop("Created on"),
    "currency": gettext_noop("Currency"),
    "done": gettext_noop("Done"),
    "done_at": gettext_noop("Done on"),
    "duration": gettext_noop("Duration"),
    "email": gettext_noop("E-mail"),
    "employees": gettext_noop("Employees"),
    "ends_at": gettext_noop("End"),
    "ends_time": gettext_noop("End, time of day"),
    "external_id": gettext_noop("Id in the source"),
    "first_name": gettext_noop("First name"),
    "industry": gettext_noop("Industry"),
    "is_closed": gettext_noop("Is closed (yes or no)"),
    "is_won": gettext_noop("Is won (yes or no)"),
    "kind": gettext_noop("Type"),
    "last_name": gettext_noop("Last name"),
    "lead_source": gettext_noop("Lead source"),
    "list_price": gettext_noop("List price"),
    "lost_at": gettext_noop("Lost on"),
    "lost_reason": gettext_noop("Why it was lost"),
    "manager": gettext_noop("Manager"),
    "margin": gettext_noop("Contribution margin"),
    "margin_percent": gettext_noop("Contribution margin in percent"),
    "member": gettext_noop("Member"),
    "mobile": gettext_noop("Mobile"),
    "name": gettext_noop("Name"),
    "next_step": gettext_noop("Next step"),
    "next_step_date": gettext_noop("Next step's date"),
    "note": gettext_noop("Why now"),
    "opened_on": gettext_noop("Opened on"),
    "opportunity": gettext_noop("Opportunity"),
    "opportunity_external_id": gettext_noop("Opportunity's id"),
    "opportunity_name": gettext_noop("Opportunity"),
    "org_number": gettext_noop("Organization number"),
    "outcome": gettext_noop("Outcome"),
    "owner": gettext_noop("Owner"),
    "owner_email": gettext_noop("Owner's e-mail"),
    "owner_external_id": gettext_noop("Owner's id"),
    "owner_name": gettext_noop("Owner"),
    "people": gettext_noop("People in the decision"),
    "phone": gettext_noop("Phone"),
    "pipeline": gettext_noop("Pipeline"),
    "price": gettext_noop("List price"),
    "probability": gettext_noop("Chance"),
    "product": gettext_noop("Product"),
    "region": gettext_noop("Region"),
    "relationship": gettext_noop("Relationship"),
    "revenue": gettext_noop("Revenue"),
    "role": gettext_noop("Role"),
    "same_as": gettext_noop("The same company"),
    "same_person": gettext_noop("The same person"),
    "segment": gettext_noop("Segment"),
    "series": gettext_noop("Series"),
    "source": gettext_noop("Lead source"),
    "stage": gettext_noop("Stage"),
    "stage_since": gettext_noop("In the stage since"),
    "starts_at": gettext_noop("Start"),
    "starts_time": gettext_noop("Start, time of day"),
    "state": gettext_noop("Status"),
    "subject": gettext_noop("Subject"),
    "team": gettext_noop("Team"),
    "title": gettext_noop("Title"),
    "website": gettext_noop("Website"),
    "won_at": gettext_noop("Won on"),
    "won_reason": gettext_noop("Why it was won"),
}


def kind(code: str) -> str:
    """Return what the rows of a file are, in the plural."""
    said = KINDS.get(code)
    return _(said) if said else _("Not known yet")


def system(code: str) -> str:
    """Return which system files come from, as its maker spells it; what a person typed stays."""
    if code in {"", "file", "generic"}:
        return _("From no system we know")
    return next((preset.name for preset in PRESETS if preset.code == code), code)


def state(code: str) -> str:
    """Return how a file stands."""
    said = STATES[code]
    return _(said)


def field(name: str, custom: Mapping[str, str] | None = None) -> str:
    """Return what a field is called; one of the organization's own by the header that it came with."""
    own = name.removeprefix("custom.")
    if own != name:
        return (custom or {}).get(own, own)
    said = FIELDS.get(name)
    return _(said) if said else name


def target(value: str) -> str:
    """Return what the field of a target is called."""
    return field(Target(value).field)
