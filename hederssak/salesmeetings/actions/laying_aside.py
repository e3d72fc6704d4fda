"""Saying of a promise that did not come to be that it is no longer needed (R16)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.history.models import Origin
from hederssak.lib.clock import day_in
from hederssak.org.models import Member
from hederssak.rules.promises import State, may_be_laid_aside
from hederssak.salesmeetings.actions.how_promises_went import LAID_ASIDE, SETTLED, AlreadySettledError, lay, mark
from hederssak.salesmeetings.actions.promising import NotYoursToSettleError
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.promises import may_settle

LONGEST = 300


class TooEarlyError(Exception):
    """Its day is to come, or has passed less than two weeks ago: the question is still whether it was kept."""

    code = "too_early"


class ReasonMissingError(ValueError):
    """Without why it is no longer needed, nobody learns from it."""

    code = "reason_missing"


class ReasonTooLongError(ValueError):
    """A reason is a line; what takes longer is told in the room."""

    code = "reason_too_long"


def lay_aside(
    promise: MeetingPromise, why: str, *, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE
) -> MeetingPromise:
    """Write down that a promise is no longer needed, and why; it counts as not kept, and is asked about no more.

    One that nobody has told of is broken with the same press. The same said twice changes nothing.

    Raises:
        NotYoursToSettleError: it is somebody else's, and the member neither leads the team nor drives its meeting.
        ReasonMissingError: there is no why.
        ReasonTooLongError: the why is longer than a line.
        AlreadySettledError: it was kept or let go, another stands in its place, or other words were said of it.
        TooEarlyError: nobody has told of it, and its day is not more than two weeks back.

    """
    if not may_settle(by, promise):
        raise NotYoursToSettleError
    words = " ".join(why.replace("\0", " ").split())
    if not words:
        raise ReasonMissingError
    if len(words) > LONGEST:
        raise ReasonTooLongError
    with transaction.atomic():
        row = MeetingPromise.objects.select_for_update(of=("self",)).select_related("given_again").get(pk=promise.pk)
        if row.laid_aside_why == words:
            promise.refresh_from_db(fields=(*SETTLED, *LAID_ASIDE))
            return promise
        state = State(row.state)
        if row.laid_aside_at or hasattr(row, "given_again") or state in {State.KEPT, State.DROPPED}:
            raise AlreadySettledError
        if not may_be_laid_aside(state, row.due, today=day_in(promise.team.time_zone, now)):
            raise TooEarlyError
        if state is State.OPEN:
            mark(promise, State.BROKEN, by=by, now=now, origin=origin)
        lay(promise, words, by=by, now=now, origin=origin)
    return promise
