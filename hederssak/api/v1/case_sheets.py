"""A case as data: in a list, and as the sheet that the meeting is shown."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.shortcuts import get_object_or_404
from ninja import Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.lib import clock
from hederssak.org.models import Member
from hederssak.rules.case_story import Line
from hederssak.rules.cases import Reason
from hederssak.salesmeetings.models import Case, MeetingPromise
from hederssak.salesmeetings.queries.case_story import CaseStory, case_story
from hederssak.salesmeetings.queries.cases import case_to_show, may_steer, may_write_in
from hederssak.salesmeetings.texts import cases as texts


class InsightOut(Schema):
    """A line that was understood."""

    id: uuid.UUID
    text: str
    by: NamedOut | None
    at: dt.datetime


class TryOut(Schema):
    """Who tries what, on which deal: a promise (`/promises`)."""

    id: uuid.UUID
    owner: NamedOut
    text: str
    due: dt.date
    state: str
    opportunity: NamedOut | None


class CaseOut(Schema):
    """A case: why it is told (`volunteered`, `won`, `lost`, `stuck`), by whom, and what was understood.

    `one_in` are the odds against which the deal ended and `basis` who had told them: `forecast` or `stage`.
    """

    id: uuid.UUID
    team: NamedOut
    opportunity: NamedOut
    account: NamedOut | None
    teller: NamedOut | None
    meeting: uuid.UUID | None
    reason: str
    one_in: int | None
    basis: str
    question: str
    offered_at: dt.datetime
    told_at: dt.datetime | None
    insights: list[InsightOut]
    tries: list[TryOut]


class LineOut(Schema):
    """One thing that happened: on which day, in a sentence, and whose doing: `ours`, `changed`, `buyer`, `met`..."""

    on: dt.date
    sentence: str
    weight: str
    note: str
    times: int


class StepOut(Schema):
    """A stage and the day from which the deal stood in it; a lost one ends at the position -1."""

    day: dt.date
    stage: str
    position: int


class DeciderOut(Schema):
    """Somebody who decides at the buyer, and when we met."""

    name: str
    title: str
    met_at: dt.datetime | None


class SheetOut(CaseOut):
    """A case's sheet. `asked` is the question, or what is asked where nobody has put one; `more` lines are left out."""

    state: str
    headline: str
    odds: str
    asked: str
    amount: Decimal | None
    margin: Decimal | None
    currency: str
    days: int
    times_moved: int
    meetings: int
    story: list[LineOut]
    more: int
    course: list[StepOut]
    deciders: list[DeciderOut]
    may_write: bool
    may_steer: bool


def case_out(row: Case) -> dict[str, Any]:
    """Return a case as plain values; its insights and tries should have been read with it."""
    return {
        "id": row.pk,
        "team": row.team,
        "opportunity": row.opportunity,
        "account": row.opportunity.account,
        "teller": row.teller,
        "meeting": row.meeting_id,
        "reason": row.reason,
        "one_in": row.one_in,
        "basis": row.basis,
        "question": row.question,
        "offered_at": row.offered_at,
        "told_at": row.told_at,
        "insights": list(row.insights.all()),
        "tries": [_try(one) for one in row.tries.all()],
    }


def sheet_of(reader: Member, pk: uuid.UUID, *, now: dt.datetime) -> dict[str, Any]:
    """Return a case's sheet as plain values; 404 for one that the reader may not see."""
    beside = ("insights__by", "tries__owner", "tries__opportunity")
    row = get_object_or_404(case_to_show(reader).prefetch_related(*beside), pk=pk)
    deal, zone = row.opportunity, ZoneInfo(row.team.time_zone)
    found = case_story(deal, zone=zone, today=clock.day_in(zone.key, now))
    reason, teller = Reason(row.reason), row.teller.first_name if row.teller else ""
    name = deal.account.name if deal.account else deal.name
    return (
        case_out(row)
        | _told(found)
        | {
            "state": deal.state,
            "headline": texts.headline(name, state=deal.state, stage_name=deal.stage.name, days=found.days),
            "odds": texts.odds(reason, row.one_in, row.basis, teller=teller),
            "asked": row.question or texts.ask(reason),
            "amount": deal.amount,
            "margin": deal.margin,
            "currency": deal.currency,
            "may_write": may_write_in(reader, row.team),
            "may_steer": may_steer(reader, row),
        }
    )


def _told(found: CaseStory) -> dict[str, Any]:
    return {
        "days": found.days,
        "times_moved": found.moves,
        "meetings": found.meetings,
        "story": [_line(one) for one in found.story.lines],
        "more": found.story.more,
        "course": [step._asdict() for step in found.course],
        "deciders": found.deciders,
    }


def _line(one: Line) -> dict[str, Any]:
    return {
        "on": one.on,
        "sentence": texts.line(one),
        "weight": one.weight.name.lower(),
        "note": one.note,
        "times": one.times,
    }


def _try(one: MeetingPromise) -> dict[str, Any]:
    return {
        "id": one.pk,
        "owner": one.owner,
        "text": one.text,
        "due": one.due,
        "state": one.state,
        "opportunity": one.opportunity,
    }
