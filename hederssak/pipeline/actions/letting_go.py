"""Letting go: one press, with a reason and perhaps a day to look again. It makes the pipeline more honest."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.pipeline.actions.touching import touch
from hederssak.pipeline.models import LetGoReason, LettingGo, Opportunity, Parking, State


class AlreadyEndedError(Exception):
    """The opportunity is won, lost or let go already."""

    code = "already_ended"


class CompetitorMissingError(Exception):
    """Lost to whom? Without a name it is another reason."""

    code = "competitor_missing"


def let_go(
    *,
    opportunity: Opportunity,
    reason: LetGoReason,
    by: Member,
    today: dt.date,
    now: dt.datetime,
    competitor: str = "",
    note: str = "",
    look_again_on: dt.date | None = None,
) -> LettingGo:
    """Let an opportunity go; its pages then show what it took, and `take_back` brings it back."""
    require_write(by, owner=opportunity.owner)
    if not opportunity.is_open:
        raise AlreadyEndedError
    if reason == LetGoReason.LOST_TO and not competitor.strip():
        raise CompetitorMissingError
    source = Source.page(by=by, now=now)
    with transaction.atomic():
        Parking.objects.filter(opportunity=opportunity, ended_at=None).update(ended_at=now)
        row = LettingGo.objects.create(
            organization=by.organization,
            opportunity=opportunity,
            reason=reason,
            competitor=competitor.strip() if reason == LetGoReason.LOST_TO else "",
            note=note,
            look_again_on=look_again_on,
            by=by,
            at=now,
        )
        record_made(
            [Made(RecordKind.LETTING_GO, row, ("reason", "competitor", "note", "look_again_on"), opportunity.pk)],
            organization_id=by.organization_id,
            source=source,
        )
        _write_state(opportunity, State.LET_GO, closed_on=today, source=source, now=now)
    return row


def take_back(*, opportunity: Opportunity, by: Member, now: dt.datetime) -> None:
    """Undo a letting go; an opportunity that was not let go raises `AlreadyEndedError`."""
    require_write(by, owner=opportunity.owner)
    if opportunity.state != State.LET_GO:
        raise AlreadyEndedError
    with transaction.atomic():
        LettingGo.objects.filter(opportunity=opportunity, undone_at=None).update(undone_at=now)
        _write_state(opportunity, State.OPEN, closed_on=None, source=Source.page(by=by, now=now), now=now)


def _write_state(
    opportunity: Opportunity, state: State, *, closed_on: dt.date | None, source: Source, now: dt.datetime
) -> None:
    record_changed(
        [
            Altered(RecordKind.OPPORTUNITY, opportunity.pk, "state", opportunity.state, state),
            Altered(RecordKind.OPPORTUNITY, opportunity.pk, "closed_on", opportunity.closed_on, closed_on),
        ],
        organization_id=opportunity.organization_id,
        source=source,
    )
    touch(opportunity, now=now, state=state, closed_on=closed_on)
