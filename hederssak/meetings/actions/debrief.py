"""Saying what came of a meeting, in four taps: took place, who came, what they committed to, what is next."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from hederssak.crm.actions import Edit
from hederssak.history.actions import Source
from hederssak.meetings.actions.checks import keep_checks
from hederssak.meetings.actions.writing import change_meetings
from hederssak.meetings.models import Attendee, CustomerMeeting, Debrief, MeetingState
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.pipeline.actions import NextStepDraft, let_go, seat_met, set_next_step
from hederssak.pipeline.models import LetGoReason


class NotYetError(Exception):
    """The meeting has not begun."""

    code = "not_yet"


class AlreadyToldError(Exception):
    """Somebody has said already what came of it."""

    code = "already_told"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a meeting; `came` are the contacts who were there, `next_on` the day of the next step."""

    took_place: bool
    came: Collection[uuid.UUID] = ()
    committed: str = ""
    next_step: str = ""
    next_on: dt.date | None = None
    qualified_out: bool = False


def debrief(meeting: CustomerMeeting, outcome: Outcome, *, by: Member, today: dt.date, now: dt.datetime) -> Debrief:
    """Write down what came of a meeting; what follows for its opportunity is done with it.

    A next step of which the buyer said yes is agreed with them and is progress (R13). Qualified out lets the
    opportunity go at once, which is a good outcome of a first meeting (R7).

    Raises:
        NotYetError: Before it begins.
        AlreadyToldError: If it was told.
    """
    require_write(by, owner=meeting.owner)
    if meeting.starts_at > now:
        raise NotYetError
    deal = meeting.opportunity
    with transaction.atomic():
        keep_checks(meeting, now=now)
        row, made = Debrief.objects.get_or_create(
            meeting=meeting,
            defaults={
                "organization_id": meeting.organization_id,
                "took_place": outcome.took_place,
                "committed": outcome.committed,
                "qualified_out": outcome.took_place and outcome.qualified_out,
                "by": by,
                "at": now,
            },
        )
        if not made:
            raise AlreadyToldError
        _end_meeting(meeting, outcome, by, now)
        if deal is None or not deal.is_open:
            return row
        if outcome.took_place:
            seat_met(opportunity=deal, contacts=outcome.came, at=meeting.starts_at, by=by, now=now)
        if row.qualified_out:
            let_go(opportunity=deal, reason=LetGoReason.NOT_A_FIT, note=outcome.committed, by=by, today=today, now=now)
        elif outcome.next_step:
            agreed = outcome.took_place and bool(outcome.committed)
            step = NextStepDraft(what=outcome.next_step, due_on=outcome.next_on, agreed_with_buyer=agreed)
            set_next_step(opportunity=deal, draft=step, by=by, now=now)
    return row


def _end_meeting(meeting: CustomerMeeting, outcome: Outcome, by: Member, now: dt.datetime) -> None:
    state = MeetingState.HELD if outcome.took_place else MeetingState.NO_SHOW
    source = Source.page(by=by, now=now)
    edit = Edit(record=meeting, values={"state": state.value})
    change_meetings([edit], organization=by.organization, source=source, now=now)
    if outcome.took_place:
        there = Attendee.objects.filter(meeting=meeting)
        there.filter(contact__in=outcome.came).update(came=True)
        there.exclude(contact__in=outcome.came).update(came=False)
