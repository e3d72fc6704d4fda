"""Who decides at the buyer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from hederssak.crm.models import Contact
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import save_batch, save_only
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.drafts import SeatDraft
from hederssak.pipeline.actions.opportunities import UnknownFieldError
from hederssak.pipeline.actions.touching import touch_all
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, DecisionStep, Opportunity
from hederssak.rules.meeting_checks import Person

SAID = ("stance", "influence", "step", "reach", "through", "left_aside")
FIELDS = ("contact", "role", "person", "met_at", *SAID)


class ThroughThemselvesError(Exception):
    """Nobody takes us to themselves."""

    code = "through_themselves"


def seat_contact(
    *,
    opportunity: Opportunity,
    contact: Contact,
    role: BuyingRole,
    person: Person | None = None,
    by: Member,
    now: dt.datetime,
    origin: Origin = Origin.PAGE,
) -> CommitteeSeat:
    """Give a person their place in the decision, or another one than they had."""
    require_write(by, owner=opportunity.owner)
    source = Source.page(by=by, now=now, origin=origin)
    draft = SeatDraft(opportunity=opportunity, contact=contact, role=role, person=person, source=source)
    (seat,) = seat_contacts([draft], organization=by.organization, now=now)
    return seat


def seat_contacts(drafts: Sequence[SeatDraft], *, organization: Organization, now: dt.datetime) -> list[CommitteeSeat]:
    """Seat people in many decisions, in the order given, and return their seats. Who may write is the caller's to ask.

    A person who has a seat may get another role, and a later day on which we sat with them; one who was removed is
    back with what was known of them.
    """
    touched = {draft.opportunity.pk: draft.opportunity for draft in drafts}
    with transaction.atomic():
        seats = {
            (seat.opportunity_id, seat.contact_id): seat
            for seat in CommitteeSeat.objects.filter(opportunity__in=touched)
        }
        before = {seat.pk for seat in seats.values()}
        made: list[Made] = []
        altered: list[Altered] = []
        for draft in drafts:
            key = (draft.opportunity.pk, draft.contact.pk)
            if key not in seats:
                seats[key] = _seat(draft, organization)
                made.append(Made(RecordKind.COMMITTEE, seats[key], FIELDS, key[0], draft.source))
            else:
                altered += _change(seats[key], draft)
        taken = {(draft.opportunity.pk, draft.contact.pk): None for draft in drafts}
        rows = [seats[key] for key in taken]
        bulk.insert([row for row in rows if row.pk not in before])
        save_batch([row for row in rows if row.pk in before], {"role", "person", "met_at", "removed_at", *SAID})
        if drafts:
            record_made(made, organization_id=organization.pk, source=drafts[0].source)
            record_changed(altered, organization_id=organization.pk, source=drafts[0].source)
        touch_all(touched.values(), now=now)
    return [seats[draft.opportunity.pk, draft.contact.pk] for draft in drafts]


def seat_met(
    *, opportunity: Opportunity, contacts: Collection[uuid.UUID], at: dt.datetime, by: Member, now: dt.datetime
) -> None:
    """Remember that we sat with people about a decision; who had no seat gets one whose role nobody has said yet."""
    known = dict(
        CommitteeSeat.objects.filter(opportunity=opportunity, contact__in=contacts).values_list("contact_id", "role")
    )
    source = Source.page(by=by, now=now)
    drafts = [
        SeatDraft(
            opportunity=opportunity,
            contact=contact,
            role=BuyingRole(known.get(contact.pk, BuyingRole.UNKNOWN)),
            source=source,
            met_at=at,
        )
        for contact in Contact.objects.filter(pk__in=contacts, organization_id=opportunity.organization_id)
    ]
    if drafts:
        seat_contacts(drafts, organization=by.organization, now=now)


def edit_seat(
    *, seat: CommitteeSeat, values: Mapping[str, Any], by: Member, now: dt.datetime, origin: Origin = Origin.PAGE
) -> None:
    """Write what is known of a person in a decision, by field; a field that is not named stays.

    Raises ThroughThemselvesError where somebody is said to take us to themselves.
    """
    require_write(by, owner=seat.opportunity.owner)
    unknown = values.keys() - {"role", "person", *SAID}
    if unknown:
        raise UnknownFieldError(min(unknown))
    if values.get("through") is not None and values["through"].pk == seat.contact_id:
        raise ThroughThemselvesError
    _save(seat, values, by=by, now=now, origin=origin)


def move_seat(*, seat: CommitteeSeat, places: int, by: Member, now: dt.datetime) -> None:
    """Move a person so many steps onward in the decision (back where negative); at an end they stay.

    Who stands in no step yet comes to the first.
    """
    require_write(by, owner=seat.opportunity.owner)
    steps = list(DecisionStep.objects.filter(opportunity=seat.opportunity, removed_at=None).order_by("position", "pk"))
    if steps:
        at = next((place for place, step in enumerate(steps) if step.pk == seat.step_id), None)
        to = 0 if at is None else min(max(at + places, 0), len(steps) - 1)
        _save(seat, {"step": steps[to]}, by=by, now=now)


def remove_seat(*, seat: CommitteeSeat, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> None:
    """Take a person out of a decision; what was known of them is kept."""
    require_write(by, owner=seat.opportunity.owner)
    _save(seat, {"removed_at": now}, by=by, now=now, origin=origin)


def restore_seat(*, seat: CommitteeSeat, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> None:
    """Give a person back the place from which they were removed."""
    require_write(by, owner=seat.opportunity.owner)
    _save(seat, {"removed_at": None}, by=by, now=now, origin=origin)


def _save(
    seat: CommitteeSeat, values: Mapping[str, Any], *, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE
) -> None:
    """Set what differs, and write it and its history; where nothing differs nothing is written."""
    source = Source.page(by=by, now=now, origin=origin)
    altered = _altered(seat, values, source)
    if not altered:
        return
    with transaction.atomic():
        save_only(seat, **{one.field: values[one.field] for one in altered})
        record_changed(altered, organization_id=seat.organization_id, source=source)
        touch_all([seat.opportunity], now=now)


def _seat(draft: SeatDraft, organization: Organization) -> CommitteeSeat:
    return CommitteeSeat(
        organization=organization,
        opportunity=draft.opportunity,
        contact=draft.contact,
        role=draft.role,
        person=(draft.person or Person.UNKNOWN).value,
        met_at=draft.met_at,
        **draft.said,
    )


def _change(seat: CommitteeSeat, draft: SeatDraft) -> list[Altered]:
    """Change a seat in memory and return what that altered."""
    wanted: dict[str, Any] = {"role": draft.role, "removed_at": None, **draft.said}
    if draft.person:
        wanted["person"] = draft.person.value
    if draft.met_at and (seat.met_at is None or seat.met_at < draft.met_at):
        wanted["met_at"] = draft.met_at
    altered = _altered(seat, wanted, draft.source)
    for name, value in wanted.items():
        setattr(seat, name, value)
    return altered


def _altered(seat: CommitteeSeat, wanted: Mapping[str, Any], source: Source) -> list[Altered]:
    return [
        Altered(RecordKind.COMMITTEE, seat.pk, name, getattr(seat, name), value, seat.opportunity_id, source)
        for name, value in wanted.items()
        if getattr(seat, name) != value
    ]
