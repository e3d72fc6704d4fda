"""Who decides at the buyer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.crm.models import Contact
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, Opportunity


def seat_contact(
    *, opportunity: Opportunity, contact: Contact, role: BuyingRole, by: Member, now: dt.datetime
) -> CommitteeSeat:
    """Give a person their place in the decision, or another one than they had."""
    require_write(by, owner=opportunity.owner)
    source = Source.page(by=by, now=now)
    with transaction.atomic():
        seat = CommitteeSeat.objects.filter(opportunity=opportunity, contact=contact).first()
        if seat is None:
            seat = CommitteeSeat.objects.create(
                organization=by.organization, opportunity=opportunity, contact=contact, role=role
            )
            record_made(
                [Made(RecordKind.COMMITTEE, seat, ("contact", "role"), opportunity.pk)],
                organization_id=by.organization_id,
                source=source,
            )
        elif seat.role != role:
            record_changed(
                [Altered(RecordKind.COMMITTEE, seat.pk, "role", seat.role, role, opportunity.pk)],
                organization_id=by.organization_id,
                source=source,
            )
            save_only(seat, role=role)
        save_only(opportunity, changed_at=now)
    return seat
