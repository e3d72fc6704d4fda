"""What a sales meeting leaves behind, as data: who was there, what was promised and decided, where its time went."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from ninja import Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.promises import PromiseOut, promise_out
from hederssak.lib import clock
from hederssak.org.models import Member
from hederssak.rules.pulse import Pulse
from hederssak.salesmeetings.models import Case, MeetingPromise
from hederssak.salesmeetings.queries.minutes import Minutes
from hederssak.salesmeetings.queries.promises import lines_of
from hederssak.salesmeetings.queries.pulses import own_pulse, pulses_of
from hederssak.salesmeetings.queries.runs import TimeAccount

MINUTE = dt.timedelta(minutes=1)


class NoteOut(Schema):
    """A line that was written down at an item."""

    item: str
    title: str
    text: str
    at: dt.datetime


class ToldOut(Schema):
    """A case that was told, with what was understood."""

    id: uuid.UUID
    opportunity: NamedOut
    teller: NamedOut | None
    question: str
    insights: list[str]


class ShareOut(Schema):
    """What an item took, in minutes and as a share of 1 of the time that went to items, beside what it was to take."""

    item: str
    title: str
    minutes: float
    planned_minutes: int
    share: float
    planned_share: float
    was_left_out: bool


class TimeOut(Schema):
    """Where the time went, in minutes: begun and ended after the plan (below nothing: before it), in all, and paused.

    `minutes_over` is null where nobody ended the meeting. `late` holds who came after the beginning.
    """

    minutes_late: float
    minutes_over: float | None
    minutes: float
    minutes_paused: float
    items: list[ShareOut]
    late: list[NamedOut]


class PulseOut(Schema):
    """How it felt, 1 to 5, as the mean of all who answered: from three answers on."""

    energy: float
    answers: int


class MinutesOut(Schema):
    """The minutes of a meeting; `own_pulse` is the caller's own answer, nobody else's is told."""

    meeting: uuid.UUID
    team: NamedOut
    began_at: dt.datetime
    ended_at: dt.datetime | None
    closed_by_itself: bool
    present: list[NamedOut]
    absent: list[NamedOut]
    promised: list[PromiseOut]
    told_of: list[PromiseOut]
    notes: list[NoteOut]
    cases: list[ToldOut]
    time: TimeOut
    pulse: PulseOut | None
    own_pulse: int | None


def minutes_out(found: Minutes, *, reader: Member) -> dict[str, Any]:
    """Return the minutes as plain values."""
    run = found.run
    return {
        "meeting": found.meeting.pk,
        "team": found.meeting.team,
        "began_at": run.started_at,
        "ended_at": run.ended_at,
        "closed_by_itself": run.closed_by_itself,
        "present": found.present,
        "absent": found.absent,
        "promised": _promises(found.given, reader=reader),
        "told_of": _promises(found.told, reader=reader),
        "notes": [
            {"item": item.item, "title": item.title, "text": note.text, "at": note.at}
            for item, notes in found.notes
            for note in notes
        ],
        "cases": [_case(one) for one in found.cases],
        "time": _time(found.account),
        "pulse": _pulse(pulses_of([run]).get(run.pk)),
        "own_pulse": own_pulse(run, reader),
    }


def _promises(rows: list[MeetingPromise], *, reader: Member) -> list[dict[str, Any]]:
    return [promise_out(line) for line in lines_of(rows, reader=reader, now=clock.read())]


def _case(one: Case) -> dict[str, Any]:
    return {
        "id": one.pk,
        "opportunity": one.opportunity,
        "teller": one.teller,
        "question": one.question,
        "insights": [line.text for line in one.insights.all()],
    }


def _time(found: TimeAccount) -> dict[str, Any]:
    account = found.account
    return {
        "minutes_late": _minutes(account.start_delay),
        "minutes_over": _minutes(account.overrun) if found.end_is_known else None,
        "minutes": _minutes(account.whole),
        "minutes_paused": _minutes(account.paused),
        "items": [
            {
                "item": item.item,
                "title": item.title,
                "minutes": _minutes(share.taken),
                "planned_minutes": item.minutes,
                "share": share.share,
                "planned_share": share.planned_share,
                "was_left_out": share.is_skipped,
            }
            for item, share in found.rows
        ],
        "late": [one.member for one in found.late],
    }


def _pulse(found: Pulse | None) -> dict[str, Any] | None:
    return {"energy": found.energy, "answers": found.answers} if found else None


def _minutes(span: dt.timedelta) -> float:
    return round(span / MINUTE, 2)
