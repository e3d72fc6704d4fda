"""Answering the questions that an import left: whose value stands, and whether two companies or people are one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from hederssak.crm.actions import Edit, change_accounts, change_contacts, change_products, join_accounts, join_contacts
from hederssak.crm.models import Account, Contact, Product
from hederssak.history.actions import Source
from hederssak.imports.actions.applying import SAME_AS, SAME_PERSON
from hederssak.imports.actions.values import from_plain
from hederssak.imports.actions.world.people import MEMBERS
from hederssak.imports.models import Conflict, SourceRecord
from hederssak.meetings.actions import change_activities, change_meetings
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.pipeline.actions import (
    NextStepChange,
    NextStepDraft,
    OpportunityEdit,
    change_next_steps,
    change_opportunities,
)
from hederssak.pipeline.models import Activity, NextStep, Opportunity

STEP = frozenset({"next_step", "next_step_date"})
CUSTOM = "custom."


class AlreadySettledError(Exception):
    """Somebody has answered meanwhile."""

    code = "already_settled"


class NoSuchChoiceError(Exception):
    """None of the offered records was named."""

    code = "no_such_choice"


def settle(
    conflict: Conflict, *, take_theirs: bool, by: Member, now: dt.datetime, choice: uuid.UUID | None = None
) -> None:
    """Let ours stand, or take what the source says; for `same_as` join the new one with the one chosen.

    Raises:
        AlreadySettledError: where it was answered before.
        NoSuchChoiceError: where a choice is needed and none of those offered was made.
    """
    with transaction.atomic():
        waiting = Conflict.objects.filter(pk=conflict.pk, settled_at=None)
        if not waiting.update(settled_at=now, settled_by=by, took_theirs=take_theirs):
            raise AlreadySettledError(str(conflict.pk))
        if not take_theirs:
            return
        source = Source.page(by=by, now=now)
        if conflict.field in {SAME_AS, SAME_PERSON}:
            _join(conflict, choice, source=source, now=now)
        else:
            _take(conflict, source=source, now=now)


def _join(conflict: Conflict, choice: uuid.UUID | None, *, source: Source, now: dt.datetime) -> None:
    if choice is None or str(choice) not in (conflict.theirs or ()):
        raise NoSuchChoiceError(str(choice))
    if conflict.field == SAME_AS:
        accounts = Account.objects.filter(organization=conflict.organization)
        join_accounts(gone=accounts.get(pk=conflict.record_id), kept=accounts.get(pk=choice), source=source, now=now)
    else:
        contacts = Contact.objects.filter(organization=conflict.organization)
        join_contacts(gone=contacts.get(pk=conflict.record_id), kept=contacts.get(pk=choice), source=source, now=now)
    here = SourceRecord.objects.filter(organization=conflict.organization, record_id=conflict.record_id)
    here.update(record_id=choice)


WRITERS: dict[str, tuple[type[models.Model], Callable[..., None]]] = {
    "account": (Account, change_accounts),
    "contact": (Contact, change_contacts),
    "product": (Product, change_products),
    "owner": (Member, MEMBERS.change),
    "meeting": (CustomerMeeting, change_meetings),
    "activity": (Activity, change_activities),
}


def _take(conflict: Conflict, *, source: Source, now: dt.datetime) -> None:
    if conflict.kind == "opportunity":
        _take_for_deal(conflict, source=source, now=now)
        return
    model, change = WRITERS[conflict.kind]
    record = model._default_manager.filter(organization=conflict.organization).get(pk=conflict.record_id)
    edit = Edit(record=record, values=_values(record, conflict.field, conflict.theirs))
    change([edit], organization=conflict.organization, source=source, now=now)


def _take_for_deal(conflict: Conflict, *, source: Source, now: dt.datetime) -> None:
    organization, name = conflict.organization, conflict.field
    rows = Opportunity.objects.filter(organization=organization).select_related("stage", "owner__team", "account")
    deal = rows.get(pk=conflict.record_id)
    if name in STEP:
        change = NextStepChange(opportunity=deal, draft=_step(deal, name, str(conflict.theirs)), source=source)
        change_next_steps([change], organization=organization, now=now)
        return
    edit = OpportunityEdit(opportunity=deal, values=_values(deal, name, conflict.theirs))
    change_opportunities([edit], organization=organization, source=source, now=now)


def _step(deal: Opportunity, name: str, theirs: str) -> NextStepDraft:
    here = NextStep.objects.filter(opportunity=deal, ended_at=None).first()
    due_on = here.due_on if here else None
    if name == "next_step":
        return NextStepDraft(what=theirs, due_on=due_on)
    return NextStepDraft(what=here.what if here else "", due_on=dt.date.fromisoformat(theirs))


def _values(record: Any, name: str, theirs: Any) -> dict[str, Any]:
    """Return the change that takes a value of the source, as the field holds it."""
    if name.startswith(CUSTOM):
        return {"custom": {**record.custom, name[len(CUSTOM) :]: theirs}}
    field = record._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return {name: field.related_model._default_manager.get(pk=theirs, organization=record.organization)}
    return {name: from_plain(type(record), name, theirs)}
