"""Dated events at the buyer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import RecordKind
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.pipeline.actions.touching import touch
from hederssak.pipeline.models import BuyerEvent, Opportunity


def name_buyer_event(
    *, opportunity: Opportunity, what: str, on_day: dt.date, by: Member, now: dt.datetime
) -> BuyerEvent:
    """Write down what at the buyer the deal waits for, and when it is."""
    require_write(by, owner=opportunity.owner)
    with transaction.atomic():
        event = BuyerEvent.objects.create(
            organization=by.organization, opportunity=opportunity, what=what[:200], on_day=on_day, by=by, at=now
        )
        record_made(
            [Made(RecordKind.BUYER_EVENT, event, ("what", "on_day"), opportunity.pk)],
            organization_id=by.organization_id,
            source=Source.page(by=by, now=now),
        )
        touch(opportunity, now=now)
    return event
