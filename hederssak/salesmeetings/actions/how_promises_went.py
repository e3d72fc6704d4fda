"""Writing down what was told of a promise: the row, its history, and a word to the meetings that show it (R16)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from hederssak.history.actions import Altered, Source, record_changed
from hederssak.history.models import Origin, RecordKind
from hederssak.org.models import Member, Team
from hederssak.rules.promises import State
from hederssak.salesmeetings.actions.screens import PROMISES, tell_screens
from hederssak.salesmeetings.models import MeetingPromise, Run

SETTLED = ("state", "settled_at", "settled_by")
LAID_ASIDE = ("laid_aside_at", "laid_aside_by", "laid_aside_why")
NOT_ASIDE: dict[str, Any] = {"laid_aside_at": None, "laid_aside_by": None, "laid_aside_why": ""}


class AlreadySettledError(Exception):
    """Somebody has told meanwhile how the promise went."""

    code = "already_settled"


def mark(promise: MeetingPromise, state: State, *, by: Member, now: dt.datetime, origin: Origin) -> None:
    """Settle a promise that is open; the same said twice changes nothing.

    Raises:
        AlreadySettledError: something else was said of it meanwhile.

    """
    mine = MeetingPromise.objects.filter(pk=promise.pk, state=State.OPEN)
    told = {"state": state.value, "settled_at": now, "settled_by": by}
    if not mine.update(**told):
        promise.refresh_from_db(fields=SETTLED)
        if promise.state == state:
            return
        raise AlreadySettledError
    _now_is(promise, told)
    _write(promise, {"state": (State.OPEN.value, state.value)}, by=by, now=now, origin=origin)


def open_again(promise: MeetingPromise, was: MeetingPromise, *, by: Member, now: dt.datetime, origin: Origin) -> None:
    """Let a promise be as if nothing had been told of it."""
    told = {"state": State.OPEN.value, "settled_at": None, "settled_by": None, **NOT_ASIDE}
    MeetingPromise.objects.filter(pk=promise.pk).update(**told)
    _now_is(promise, told)
    changed = {"state": (was.state, State.OPEN.value)}
    if was.laid_aside_at:
        changed["laid_aside_why"] = (was.laid_aside_why, "")
    _write(promise, changed, by=by, now=now, origin=origin)


def lay(promise: MeetingPromise, why: str, *, by: Member, now: dt.datetime, origin: Origin) -> None:
    """Let a broken promise be asked about no more."""
    told = {"laid_aside_at": now, "laid_aside_by": by, "laid_aside_why": why}
    MeetingPromise.objects.filter(pk=promise.pk).update(**told)
    _now_is(promise, told)
    _write(promise, {"laid_aside_why": ("", why)}, by=by, now=now, origin=origin)


def ask_again(promise: MeetingPromise, why: str, *, by: Member, now: dt.datetime, origin: Origin) -> None:
    """Let a promise that was laid aside be one that was broken, again."""
    MeetingPromise.objects.filter(pk=promise.pk).update(**NOT_ASIDE)
    _now_is(promise, NOT_ASIDE)
    _write(promise, {"laid_aside_why": (why, "")}, by=by, now=now, origin=origin)


def tell_meetings(team: Team, meetings: set[uuid.UUID]) -> None:
    """Tell the meeting in which a promise was given, and the one that is on."""
    running = Run.objects.filter(organization_id=team.organization_id, team=team, ended_at=None, meeting__isnull=False)
    for pk in meetings | set(running.values_list("meeting_id", flat=True)):
        tell_screens(pk, PROMISES)


def _now_is(promise: MeetingPromise, told: dict[str, Any]) -> None:
    for field, value in told.items():
        setattr(promise, field, value)


def _write(
    promise: MeetingPromise, changed: dict[str, tuple[str, str]], *, by: Member, now: dt.datetime, origin: Origin
) -> None:
    altered = [Altered(RecordKind.TEAM_PROMISE, promise.pk, field, old, new) for field, (old, new) in changed.items()]
    source = Source.page(by=by, now=now, origin=origin)
    record_changed(altered, organization_id=promise.organization_id, source=source)
    tell_meetings(promise.team, {promise.meeting_id} if promise.meeting_id else set())
