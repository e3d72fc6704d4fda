"""Promises of Norr, given in its meetings."""

from __future__ import annotations

import datetime as dt

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Member, Team
from hederssak.salesmeetings.actions.promising import Draft, give_promises
from hederssak.salesmeetings.models import MeetingPromise
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import LAST

WEDNESDAY = dt.date(2026, 11, 18)
FRIDAY = dt.date(2026, 11, 20)
IN_MEETING = LAST + dt.timedelta(minutes=50)


def promised(
    owner: Member,
    text: str = "Offert till Kemi",
    *,
    due: dt.date = FRIDAY,
    now: dt.datetime = IN_MEETING,
    meeting: SalesMeeting | None = None,
    team: Team | None = None,
) -> MeetingPromise:
    """Give a promise in a member's name, in the last meeting unless said otherwise."""
    own = team or owner.team
    assert own is not None
    draft = Draft(owner=owner, text=text, due=due, meeting=meeting)
    return give_promises([draft], team=own, by=owner, now=now)[0]


def annas_promise(cast: Cast) -> MeetingPromise:
    """Give a promise of Anna's, a day ago."""
    return promised(cast.anna, now=NOW - dt.timedelta(days=1))


def annas_old_promise(cast: Cast) -> MeetingPromise:
    """Give a promise of Anna's whose day passed three weeks ago, and of which nobody has told."""
    long_ago = NOW - dt.timedelta(weeks=4)
    return promised(cast.anna, due=long_ago.date() + dt.timedelta(weeks=1), now=long_ago)
