"""What is really so at an instant: told from the story and its motives, never from the database.

It is what the flags of the honest pipeline are measured against. For each code there is a habit behind it:

- moved or raised before a meeting: it was done for the meeting's sake (`Why.THEATRE`), not because of the buyer
- pushed: three times or more without anything at the buyer to explain it or a step ahead to go with it
- no next step, next step past: left so for more than a working day
- no buyer progress: nothing has come from the buyer for 18 working days, and it still stands in the list
- unqualified: on its way although what has to be known was never asked
- decision maker not met: named, and never sat with, from the proposal on
- amount without basis: at least 2.5 times what the last honest amount was
- close date past: nobody looked
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from hederssak.demo import story as told
from hederssak.demo import words
from hederssak.demo.reps import REPS
from hederssak.demo.story import Event, Story, Why
from hederssak.demo.workdays import ZONE, Workdays
from hederssak.rules.honesty.codes import Code

SILENT_DAYS = 18
PUSHES = 3
INFLATED = 2.5
LAST_DAY = dt.timedelta(hours=24)

CODES = (
    Code.MOVED_BEFORE_MEETING,
    Code.RAISED_BEFORE_MEETING,
    Code.PUSHED,
    Code.NO_NEXT_STEP,
    Code.NEXT_STEP_PAST,
    Code.NO_BUYER_PROGRESS,
    Code.UNQUALIFIED,
    Code.DECISION_MAKER_NOT_MET,
    Code.AMOUNT_WITHOUT_BASIS,
    Code.CLOSE_DATE_PAST,
)


@dataclass
class Known:
    """One opportunity as the story has it so far."""

    rep: str
    stage: int
    close: dt.date | None
    amount: float
    honest_amount: float
    is_tender: bool
    touched_on: dt.date
    answered_on: dt.date
    is_open: bool = True
    asleep: bool = False
    step_due: dt.date | None = None
    met: set[int] = field(default_factory=set)
    decider_named: bool = False
    decider_met: bool = False
    has_basis: bool = False
    empty_pushes: set[dt.date] = field(default_factory=set)
    moved_for_show: list[dt.datetime] = field(default_factory=list)
    raised_for_show: list[dt.datetime] = field(default_factory=list)


def truth_at(story: Story, instant: dt.datetime) -> dict[Code, set[str]]:
    """Return the numbers of the opportunities that carry each habit at an instant."""
    days = story.days
    known = _fold(event for event in story.events if event.at <= instant)
    today = instant.astimezone(ZONE).date()
    meetings = {team: _last_meeting(days, team, instant) for team in {rep.team for rep in REPS}}
    last_meeting = {rep.key: meetings[rep.team] for rep in REPS}
    found: dict[Code, set[str]] = {code: set() for code in CODES}
    for key, deal in known.items():
        if deal.is_open and not deal.asleep:
            for code in _habits(deal, today, days, last_meeting[deal.rep]):
                found[code].add(key)
    return found


def _habits(deal: Known, today: dt.date, days: Workdays, meeting: dt.datetime) -> Iterable[Code]:
    calendar = days.calendars[deal.rep]

    def is_over(day: dt.date) -> bool:
        return day < today and calendar.idle_days(day, today) >= 1

    yield from _shows(deal, meeting)
    if len(deal.empty_pushes) >= PUSHES:
        yield Code.PUSHED
    if deal.step_due is None and is_over(deal.touched_on):
        yield Code.NO_NEXT_STEP
    if deal.step_due is not None and is_over(deal.step_due):
        yield Code.NEXT_STEP_PAST
    if calendar.together_with(days.of("SE")).idle_days(deal.answered_on, today) >= SILENT_DAYS:
        yield Code.NO_BUYER_PROGRESS
    if deal.stage > 0 and not set(words.MANDATORY) <= deal.met:
        yield Code.UNQUALIFIED
    if deal.stage >= words.PROPOSAL and not deal.is_tender and deal.decider_named and not deal.decider_met:
        yield Code.DECISION_MAKER_NOT_MET
    if deal.honest_amount and deal.amount >= INFLATED * deal.honest_amount and not deal.has_basis:
        yield Code.AMOUNT_WITHOUT_BASIS
    if deal.close is not None and is_over(deal.close):
        yield Code.CLOSE_DATE_PAST


def _shows(deal: Known, meeting: dt.datetime) -> Iterable[Code]:
    if any(meeting - LAST_DAY < at <= meeting for at in deal.moved_for_show):
        yield Code.MOVED_BEFORE_MEETING
    if any(meeting - LAST_DAY < at <= meeting for at in deal.raised_for_show):
        yield Code.RAISED_BEFORE_MEETING


def _last_meeting(days: Workdays, team: str, instant: dt.datetime) -> dt.datetime:
    """Return the start of the team's last meeting whose last day before it has begun."""
    day = (instant + LAST_DAY).astimezone(ZONE).date()
    while True:
        meeting = days.meeting(team, day)
        if meeting and meeting - LAST_DAY <= instant:
            return meeting
        day -= dt.timedelta(days=1)


def _fold(events: Iterable[Event]) -> dict[str, Known]:
    """Return every opportunity as the events left it."""
    known: dict[str, Known] = {}
    for event in events:
        if isinstance(event, told.Opened):
            known[event.deal] = _opened(event)
        elif event.deal in known:
            _take(known[event.deal], event)
    return known


def _opened(event: told.Opened) -> Known:
    amount = float(event.amount or 0)
    return Known(
        rep=event.rep,
        stage=event.stage,
        close=event.close_date,
        amount=amount,
        honest_amount=amount,
        is_tender=event.is_tender,
        touched_on=event.at.astimezone(ZONE).date(),
        answered_on=event.stage_since or event.opened_on,
        has_basis=bool(event.basis),
    )


def _take(deal: Known, event: Event) -> None:
    day = event.at.astimezone(ZONE).date()
    match event:
        case told.Step():
            deal.step_due = event.due_on if event.what else None
            deal.touched_on = day
        case told.Proved():
            deal.met.add(event.criterion)
        case told.Seated() if event.person.part == "decides":
            deal.decider_named = True
            deal.decider_met = deal.decider_met or event.met
        case told.Acted(answered=True) | told.Ended(state="held"):
            deal.answered_on = day
        case told.Slept():
            deal.asleep, deal.step_due = True, None
        case told.Woke():
            deal.asleep, deal.answered_on, deal.touched_on = False, day, day
        case told.WasLetGo():
            deal.is_open = False
        case told.Edited():
            _edit(deal, event, day)


def _edit(deal: Known, event: told.Edited, day: dt.date) -> None:
    stage, close, amount = (event.values.get(name) for name in ("stage", "close_date", "amount"))
    if isinstance(stage, int):
        deal.stage = stage
        deal.is_open = stage < words.WON
    if isinstance(amount, int):
        deal.amount = amount
        if event.why is not Why.THEATRE:
            deal.honest_amount = amount
        else:
            deal.raised_for_show.append(event.at)
    if isinstance(close, dt.date):
        if deal.close and close > deal.close:
            if event.why in {Why.THEATRE, Why.REVIEWED}:
                deal.empty_pushes.add(day)
            if event.why is Why.THEATRE:
                deal.moved_for_show.append(event.at)
        deal.close = close
