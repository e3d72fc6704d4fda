"""Held meetings for the tests of costs and the comfort zone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.history.actions import Source
from hederssak.meetings.actions import MeetingDraft, make_meetings
from hederssak.meetings.models import CustomerMeeting, KeptChecks, MeetingState
from hederssak.org.models import Member
from tests.cast import NOW, STOCKHOLM

MARCH = dt.date(2026, 3, 2)


def hold(owner: Member, day: dt.date = MARCH, *, minutes: int = 60, **values: Any) -> CustomerMeeting:
    """Make one held meeting of a member at ten on a day; what is not named is plain."""
    starts = values.pop("starts_at", dt.datetime.combine(day, dt.time(10), STOCKHOLM))
    plain: dict[str, Any] = {
        "title": "Möte",
        "starts_at": starts,
        "ends_at": starts + dt.timedelta(minutes=minutes),
        "logged_at": starts - dt.timedelta(days=14),
        "owner": owner,
        "state": MeetingState.HELD,
    }
    draft = MeetingDraft(**(plain | values))
    source = Source.page(by=owner, now=NOW)
    (row,) = make_meetings([draft], organization=owner.organization, source=source, now=NOW)
    return row


def keep(meeting: CustomerMeeting, *lacks: str) -> KeptChecks:
    """Keep a meeting's checks as the minute's job would: right if nothing is lacking."""
    return KeptChecks.objects.create(
        organization_id=meeting.organization_id,
        meeting=meeting,
        customer="failed" if lacks else "passed",
        people="passed",
        prepared="missing",
        is_right=not lacks,
        lacks=[*lacks, "insight"],
        kept_at=meeting.starts_at,
    )
