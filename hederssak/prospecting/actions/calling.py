"""Writing down how an attempt ended (R5): once for each press, however often it is sent."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hederssak.crm.actions import leave_alone, take_back_leaving_alone
from hederssak.lib.rows import save_only
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions.sessions import OUTCOME_COUNTS, be_here, tell_team
from hederssak.prospecting.models import CallAttempt, HitEntry
from hederssak.prospecting.queries.now import block_at
from hederssak.rules import spoken_days
from hederssak.rules.attempts import REACHED, After, Outcome, Promised, after
from hederssak.rules.weeks import local_instant

OFFLINE = dt.timedelta(hours=12)
"""So old may a press be that arrives now; an older one counts as of then."""
UNDO_FOR = dt.timedelta(hours=1)
MORNING = dt.time(9)
REMEMBERED = ("tries", "reached", "in_vain", "rests_until", "call_back_at", "call_back_timed", "note", "left_why")


class TooLateToUndo(Exception):
    """What was pressed stands by now."""

    code = "too_late"


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """What was pressed: `key` is made where it was, `at` when; `when` is a call-back's time in plain words.

    `is_late` says that it waited on the phone for a network: then nobody is there to be asked again, and words that
    are not understood become the next working morning with the words kept as a note.
    """

    key: uuid.UUID
    outcome: Outcome
    at: dt.datetime
    note: str = ""
    when: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Recorded:
    """The attempt, and whether it is new: what comes a second time changes nothing."""

    attempt: CallAttempt
    is_new: bool


def record_attempt(
    *, entry: HitEntry, pressed: Pressed, by: Member, now: dt.datetime, meeting: CustomerMeeting | None = None
) -> Recorded:
    """Write down an attempt and what it does to the place on the list.

    Raises:
        spoken_days.NotUnderstood: The call-back's words name no time, and somebody is there to be asked.
    """
    if entry.member_id != by.pk:
        raise PermissionDenied
    if sent_before := _sent_before(pressed.key, by):
        return Recorded(sent_before, is_new=False)
    at = max(min(pressed.at, now), now - OFFLINE)
    promised, note = _promised(pressed, at, by)
    try:
        with transaction.atomic():
            attempt = _write(entry, pressed, promised, at=at, note=note, by=by, now=now, meeting=meeting)
            if attempt.block:
                be_here(block=attempt.block, by=by, at=at, vouches=OUTCOME_COUNTS)
            if pressed.outcome is Outcome.DO_NOT_CONTACT:
                leave_alone(contact=entry.contact, by=by, now=now)
            if pressed.outcome is Outcome.MEETING:
                tell_team(by.team)
    except IntegrityError:
        sent_before = _sent_before(pressed.key, by)
        if sent_before is None:
            raise
        return Recorded(sent_before, is_new=False)
    return Recorded(attempt, is_new=True)


def undo_attempt(attempt: CallAttempt, *, by: Member, now: dt.datetime) -> None:
    """Take back what was pressed by mistake; the place on the list is as before. Raises `TooLateToUndo`.

    A meeting that was booked stays: it is called off on its own page.
    """
    if attempt.member_id != by.pk:
        raise PermissionDenied
    if now - attempt.received_at > UNDO_FOR or attempt.meeting_id:
        raise TooLateToUndo
    with transaction.atomic():
        if not CallAttempt.objects.filter(pk=attempt.pk, undone_at=None).update(undone_at=now):
            return
        entry = attempt.entry
        listed = HitEntry.objects.filter(organization_id=attempt.organization_id, contact_id=attempt.contact_id)
        if entry is not None and not listed.filter(left_at=None).exclude(pk=entry.pk).exists():
            save_only(entry, **_as_it_was(attempt.was), left_at=None)
        if attempt.outcome == Outcome.DO_NOT_CONTACT:
            take_back_leaving_alone(contact=attempt.contact, at=attempt.received_at, by=by, now=now)


def _sent_before(key: uuid.UUID, by: Member) -> CallAttempt | None:
    return CallAttempt.objects.filter(organization_id=by.organization_id, key=key, member=by).first()


def _promised(pressed: Pressed, at: dt.datetime, by: Member) -> tuple[Promised | None, str]:
    """Return when it was promised to call again, and the note to keep."""
    if pressed.outcome is not Outcome.CALL_BACK:
        return None, pressed.note
    zone = zone_of(by)
    try:
        said = spoken_days.understand(pressed.when, now=at.astimezone(zone))
    except spoken_days.NotUnderstood:
        if not pressed.is_late:
            raise
        day = at.astimezone(zone).date() + dt.timedelta(days=1)
        return Promised(local_instant(day, MORNING, zone), is_timed=False), f"{pressed.when} {pressed.note}".strip()
    clock = said.clock or dt.time(0)
    return Promised(local_instant(said.day, clock, zone), is_timed=said.clock is not None), pressed.note


def _write(
    entry: HitEntry,
    pressed: Pressed,
    promised: Promised | None,
    *,
    at: dt.datetime,
    note: str,
    by: Member,
    now: dt.datetime,
    meeting: CustomerMeeting | None,
) -> CallAttempt:
    follows = after(pressed.outcome, in_vain=entry.in_vain, now=at, promised=promised)
    attempt = CallAttempt.objects.create(
        organization_id=entry.organization_id,
        key=pressed.key,
        member=by,
        contact_id=entry.contact_id,
        account_id=entry.account_id,
        entry=entry,
        block=block_at(by, at),
        outcome=pressed.outcome.value,
        at=at,
        received_at=now,
        note=note.strip()[:300],
        call_back_at=promised.at if promised else None,
        meeting=meeting,
        was=_remember(entry),
    )
    if entry.left_at is None:
        _follow(entry, pressed.outcome, follows, note=note, now=now)
    return attempt


def _follow(entry: HitEntry, outcome: Outcome, follows: After, *, note: str, now: dt.datetime) -> None:
    """Change the place on the list as the rule says."""
    was_reached = outcome in REACHED
    changes: dict[str, Any] = {
        "tries": entry.tries + 1,
        "reached": entry.reached + was_reached,
        "in_vain": 0 if was_reached else entry.in_vain + 1,
        "rests_until": follows.rests_until,
    }
    if follows.call_back:
        changes |= {"call_back_at": follows.call_back, "call_back_timed": follows.is_timed, "note": note.strip()[:300]}
    elif follows.rests_until and entry.call_back_at:
        changes |= {"call_back_at": follows.rests_until, "call_back_timed": False, "rests_until": None}
    if follows.leaves:
        changes |= {"left_at": now, "left_why": follows.leaves.value}
    save_only(entry, **changes)


def _remember(entry: HitEntry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in REMEMBERED}
    return {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in values.items()}


def _as_it_was(was: dict[str, Any]) -> dict[str, Any]:
    instants = {"rests_until", "call_back_at"}
    return {
        name: dt.datetime.fromisoformat(value) if name in instants and value else value for name, value in was.items()
    }
