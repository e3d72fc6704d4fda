"""What happened to a deal that is told as a case, from its history: bounded, however long it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q

from hederssak.history.models import Change, RecordKind
from hederssak.history.queries import Entry, entry_of
from hederssak.lib import formats
from hederssak.lib.ordered import ByName
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, LettingGo, Opportunity, Stage, StageKind
from hederssak.pipeline.queries.as_of import stages_of
from hederssak.pipeline.queries.story import names_in
from hederssak.rules.case_story import MOST, Line, Shown, Weight, told
from hederssak.salesmeetings.queries.courses import Step, course_of
from hederssak.salesmeetings.texts import cases as texts

MOST_CHANGES = 300
"""Changes of one deal that are looked at, the latest first; a deal with more is told from there on."""

MOST_MEETINGS = 40
TOLD_FIELDS = ("stage", "close_date", "amount", "owner")
MADE = (RecordKind.NEXT_STEP, RecordKind.EVIDENCE, RecordKind.BUYER_EVENT, RecordKind.PARKING)


@dataclass(frozen=True)
class Decider:
    """Somebody who decides at the buyer, and whether we have met."""

    name: str
    title: str
    met_at: dt.datetime | None


@dataclass(frozen=True)
class CaseStory:
    """A deal as the sheet tells it: lines in order, the way through the stages, who decides, what it came to."""

    row: Opportunity
    story: Shown
    course: list[Step]
    deciders: list[Decider]
    days: int
    moves: int
    meetings: int
    given_up: LettingGo | None
    zone: ZoneInfo
    facts: list[tuple[str, str]] = field(default_factory=list)


def case_story(row: Opportunity, *, zone: ZoneInfo, today: dt.date, most: int = MOST) -> CaseStory:
    """Return how a deal went, in eight queries whatever its length."""
    entries = _entries(row)
    meetings = _meetings(row)
    stages = {stage.name: stage for stage in stages_of(row.organization).values()}
    told_changes = [line for entry in entries for line in _lines(entry, stages, zone, row.currency)]
    told_meetings = [_met(meeting, zone) for meeting in meetings]
    given_up = LettingGo.objects.filter(opportunity=row, undone_at=None).first()
    last = row.closed_on or today
    return CaseStory(
        row=row,
        story=told([*told_changes, *told_meetings], most=most),
        course=course_of(str(row.pk), team=row.team, as_of=dt.datetime.max.replace(tzinfo=dt.UTC)) if row.team else [],
        deciders=_deciders(row),
        days=(last - row.opened_on).days,
        moves=sum(entry.field == "close_date" for entry in entries),
        meetings=len(meetings),
        given_up=given_up,
        zone=zone,
    )


def _entries(row: Opportunity) -> list[Entry]:
    own = Q(kind=RecordKind.OPPORTUNITY, field__in=TOLD_FIELDS)
    beside = Q(kind__in=MADE, field="") | Q(kind=RecordKind.COMMITTEE)
    changes = Change.objects.filter(own | beside, organization_id=row.organization_id, subject_id=row.pk)
    latest = list(changes.select_related("private").order_by("-before_at", "-pk")[:MOST_CHANGES])
    names = names_in(row, latest)
    return [entry_of(change, names) for change in reversed(latest)]


def _meetings(row: Opportunity) -> list[CustomerMeeting]:
    seats = Prefetch("seats", queryset=Attendee.objects.select_related("contact").order_by(ByName("contact__name")))
    held = CustomerMeeting.objects.filter(organization_id=row.organization_id, opportunity=row, state=MeetingState.HELD)
    return list(held.prefetch_related(seats).order_by("-starts_at")[:MOST_MEETINGS])


def _deciders(row: Opportunity) -> list[Decider]:
    seats = CommitteeSeat.objects.filter(opportunity=row, role=BuyingRole.DECIDES).select_related("contact")
    return [
        Decider(seat.contact.name, seat.contact.title, seat.met_at) for seat in seats.order_by(ByName("contact__name"))
    ]


def _met(meeting: CustomerMeeting, zone: ZoneInfo) -> Line:
    people = [seat.contact.name for seat in meeting.seats.all() if seat.came is not False]
    return Line(meeting.starts_at.astimezone(zone).date(), texts.met(people), Weight.MET, note=meeting.title)


def _lines(entry: Entry, stages: dict[str, Stage], zone: ZoneInfo, currency: str) -> Iterator[Line]:
    """Yield what a change tells: nothing, or one line."""
    on = entry.at.astimezone(zone).date()
    if entry.kind is RecordKind.OPPORTUNITY:
        yield from _changed(entry, on, stages, currency)
        return
    made: dict[str, Any] = entry.new if isinstance(entry.new, dict) and not entry.field else {}
    if entry.kind is RecordKind.NEXT_STEP and made:
        agreed = bool(made.get("agreed_with_buyer"))
        yield Line(on, texts.step(made.get("what", ""), agreed=agreed), Weight.BUYER if agreed else Weight.OURS)
    elif entry.kind is RecordKind.EVIDENCE and made:
        yield Line(on, made.get("criterion", ""), Weight.BUYER, note=made.get("text", ""))
    elif entry.kind is RecordKind.COMMITTEE and made.get("role") == BuyingRole.DECIDES:
        yield Line(on, texts.decides(made.get("contact", "")), Weight.BUYER)
    elif entry.kind is RecordKind.BUYER_EVENT and made:
        yield Line(on, texts.at_the_buyer(made.get("what", "")), Weight.CHANGED)
    elif entry.kind is RecordKind.PARKING and made:
        yield Line(on, texts.parked(), Weight.CHANGED, note=made.get("reason", ""))


def _changed(entry: Entry, on: dt.date, stages: dict[str, Stage], currency: str) -> Iterator[Line]:
    old, new = entry.old, entry.new
    if entry.field == "stage":
        reached, left = stages.get(str(new)), stages.get(str(old))
        if reached is not None:
            weight = Weight.STAGE if reached.kind == StageKind.OPEN else Weight.END
            is_back = left is not None and reached.kind == StageKind.OPEN and reached.position < left.position
            yield Line(on, texts.stage(reached.name, is_end=weight is Weight.END, is_back=is_back), weight)
    elif entry.field == "close_date" and new:
        said = [formats.day(dt.date.fromisoformat(day)) if day else "" for day in (old, new)]
        is_push = bool(old) and new > old
        yield Line(
            on, "pushed" if is_push else "pulled", Weight.CHANGED, old=said[0], new=said[1], merge=f"date {is_push}"
        )
    elif entry.field == "amount" and new:
        said = [formats.short_money(Decimal(value), currency) if value else "" for value in (old, new)]
        yield Line(on, "amount", Weight.CHANGED, old=said[0], new=said[1], merge="amount")
    elif entry.field == "owner" and new:
        yield Line(on, texts.owner(str(new)), Weight.CHANGED)
