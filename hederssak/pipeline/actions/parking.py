"""Parking: an opportunity sleeps, with a reason, until a day. No flag is raised meanwhile."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.letting_go import AlreadyEndedError
from hederssak.pipeline.actions.touching import touch
from hederssak.pipeline.models import Opportunity, Parking, State


class WakeInThePastError(Exception):
    """The day to wake up on has passed."""

    code = "wake_in_the_past"


def park(
    *,
    opportunity: Opportunity,
    reason: str,
    wake_on: dt.date,
    by: Member,
    today: dt.date,
    now: dt.datetime,
    origin: Origin = Origin.PAGE,
) -> Parking:
    """Put an opportunity to sleep until `wake_on`; parking it again replaces the reason and the day."""
    require_write(by, owner=opportunity.owner)
    if not opportunity.is_open:
        raise AlreadyEndedError
    if wake_on <= today:
        raise WakeInThePastError
    source = Source.page(by=by, now=now, origin=origin)
    with transaction.atomic():
        _end_parking(opportunity, now=now)
        row = Parking.objects.create(
            organization=by.organization, opportunity=opportunity, reason=reason, wake_on=wake_on, by=by, at=now
        )
        record_made(
            [Made(RecordKind.PARKING, row, ("reason", "wake_on"), opportunity.pk)],
            organization_id=by.organization_id,
            source=source,
        )
        _set_state(opportunity, State.PARKED, source=source, now=now)
    return row


def wake(*, opportunity: Opportunity, by: Member, now: dt.datetime) -> None:
    """Wake a parked opportunity."""
    require_write(by, owner=opportunity.owner)
    _wake(opportunity, source=Source.page(by=by, now=now), now=now)


def wake_due(*, organization: Organization, today: dt.date, now: dt.datetime) -> int:
    """Wake whatever was to sleep until today, and return how many that were."""
    source = Source(origin=Origin.SYSTEM, known_at=now, after=now, before=now)
    due = Parking.objects.filter(organization=organization, ended_at=None, wake_on__lte=today)
    count = 0
    for parking in due.select_related("opportunity"):
        _wake(parking.opportunity, source=source, now=now)
        count += 1
    return count


def _wake(opportunity: Opportunity, *, source: Source, now: dt.datetime) -> None:
    with transaction.atomic():
        _end_parking(opportunity, now=now)
        if opportunity.state == State.PARKED:
            _set_state(opportunity, State.OPEN, source=source, now=now)


def _end_parking(opportunity: Opportunity, *, now: dt.datetime) -> None:
    Parking.objects.filter(opportunity=opportunity, ended_at=None).update(ended_at=now)


def _set_state(opportunity: Opportunity, state: State, *, source: Source, now: dt.datetime) -> None:
    if opportunity.state == state:
        return
    record_changed(
        [Altered(RecordKind.OPPORTUNITY, opportunity.pk, "state", opportunity.state, state)],
        organization_id=opportunity.organization_id,
        source=source,
    )
    touch(opportunity, now=now, state=state)
