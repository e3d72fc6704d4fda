"""Booking a meeting from a call: the outcome, the meeting and its charter at once (R5, R7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction

from hederssak.history.actions import Source
from hederssak.meetings.actions import Guest, MeetingDraft, Preparation, make_meetings, prepare
from hederssak.meetings.queries.checks import investment_of
from hederssak.org.models import Member
from hederssak.prospecting.actions.calling import Pressed, Recorded, record_attempt
from hederssak.prospecting.models import CallAttempt, HitEntry
from hederssak.rules.meeting_checks import Charter, require_charter


@dataclass(frozen=True, kw_only=True)
class Booking:
    """When the meeting is, what it is called, and its charter."""

    starts_at: dt.datetime
    title: str
    charter: Charter


def book_meeting(*, entry: HitEntry, pressed: Pressed, booking: Booking, by: Member, now: dt.datetime) -> Recorded:
    """Make the meeting and write down the outcome, once for each press.

    Raises:
        NoInvitation: The charter has open questions (S1).
    """
    require_charter(booking.charter)
    sent_before = CallAttempt.objects.filter(organization_id=by.organization_id, key=pressed.key, member=by).first()
    if sent_before:
        return Recorded(sent_before, is_new=False)
    minutes = dt.timedelta(minutes=booking.charter.minutes or 0)
    with transaction.atomic():
        (meeting,) = make_meetings(
            [
                MeetingDraft(
                    title=booking.title,
                    starts_at=booking.starts_at,
                    ends_at=booking.starts_at + minutes,
                    logged_at=now,
                    account=entry.account,
                    owner=by,
                    attendees=[entry.contact],
                )
            ],
            organization=by.organization,
            source=Source.page(by=by, now=now),
            now=now,
        )
        why = next((said for _name, said in booking.charter.people), "")
        preparation = Preparation(
            charter=asdict(booking.charter),
            investment=investment_of(meeting),
            guests=[Guest(contact=entry.contact, why=why)],
        )
        prepare(meeting, preparation, by=by, now=now)
        recorded = record_attempt(entry=entry, pressed=pressed, by=by, now=now, meeting=meeting)
        if not recorded.is_new:
            transaction.set_rollback(True)  # somebody was faster with the same press: their meeting stands
    return recorded
