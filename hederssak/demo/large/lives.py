"""The lives of a hundred thousand opportunities, short and by chance, as rows that agree with each other."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from decimal import Decimal

from hederssak.demo import words
from hederssak.demo.large.company import Large
from hederssak.demo.large.rows import Rows
from hederssak.demo.workdays import ZONE
from hederssak.history.actions import plain
from hederssak.history.models import RecordKind
from hederssak.lib.ids import new_id
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.pipeline.models import (
    Activity,
    ActivityKind,
    BuyingRole,
    CommitteeSeat,
    Evidence,
    LetGoReason,
    LettingGo,
    NextStep,
    Opportunity,
    Parking,
    State,
)
from hederssak.rules.committee import Influence, Stance
from hederssak.rules.meeting_checks import Person

LONGEST = 200
"""Days that an opportunity has been open at most."""
STATES = [State.OPEN] * 30 + [State.WON] * 24 + [State.LOST] * 20 + [State.LET_GO] * 25 + [State.PARKED]
OPP = RecordKind.OPPORTUNITY


@dataclass
class Life:
    """One opportunity while its rows are made; `begin` and `end` are instants between which things happened."""

    key: uuid.UUID
    by: uuid.UUID
    team: uuid.UUID
    account: uuid.UUID
    contacts: list[uuid.UUID]
    state: State
    begin: dt.datetime
    end: dt.datetime
    stage: int
    amount: Decimal
    close: dt.date
    name: str
    line: str
    stage_since: dt.date = dt.date.min
    qualified_at: dt.datetime | None = None
    progress: list[dt.datetime] = field(default_factory=list)

    def moment(self, rng: random.Random, after: dt.datetime | None = None) -> dt.datetime:
        """Return some instant of this life, later than `after`, to the second."""
        begin = after or self.begin
        seconds = int((self.end - begin).total_seconds())
        return begin + dt.timedelta(seconds=rng.randint(1, max(seconds - 1, 1)))


def live(large: Large, rows: Rows, rng: random.Random, number: int) -> None:
    """Write the rows of one opportunity."""
    life = _begin(large, rng, number)
    stages = [str(stage.pk) for stage in large.stages]
    _create(large, rows, life, stages)
    _moves(rows, rng, life, stages)
    _close_dates(rows, rng, life, large.now)
    _amounts(rows, rng, life)
    _evidence(large, rows, rng, life)
    _seat(rows, rng, life)
    _steps(rows, rng, life, large.now)
    _meetings(rows, rng, life, large.now, count=2)
    _activity(rows, rng, life)
    _ending(rows, rng, life, stages, large.now)
    _opportunity(large, rows, life)


def _begin(large: Large, rng: random.Random, number: int) -> Life:
    account, contacts, place = large.accounts[number % len(large.accounts)]
    seller = large.sellers[place]
    state = STATES[(number + 7 * (number // len(STATES))) % len(STATES)]  # so that each seller has some of each
    line = rng.choice(tuple(words.LINES))
    if state in {State.OPEN, State.PARKED}:
        begin = large.now - dt.timedelta(days=rng.randint(2, LONGEST), seconds=rng.randint(0, 30_000))
        end = large.now - dt.timedelta(minutes=30)
    else:
        begin = large.now - dt.timedelta(days=rng.randint(40, 700), seconds=rng.randint(0, 30_000))
        end = min(begin + dt.timedelta(days=rng.randint(15, 150)), large.now - dt.timedelta(hours=1))
    begin = begin.replace(microsecond=0)
    return Life(
        key=new_id(),
        by=seller.member.pk,
        team=seller.team_id,
        account=account,
        contacts=contacts,
        state=state,
        begin=begin,
        end=end.replace(microsecond=0),
        stage=0,
        amount=Decimal(max(20_000, round(rng.lognormvariate(0, 0.6) * words.MEDIANS[line] / 1000) * 1000)),
        close=begin.date() + dt.timedelta(days=rng.randint(40, 160)),
        name=rng.choice(words.LINES[line]),
        line=line,
        stage_since=begin.date(),
    )


def _create(large: Large, rows: Rows, life: Life, stages: list[str]) -> None:
    values = {
        "account": str(life.account),
        "amount": plain(life.amount),
        "close_date": life.close.isoformat(),
        "currency": large.organization.currency,
        "is_tender": False,
        "lead_source": words.SOURCES[0],
        "margin": plain(_margin(life)),
        "margin_assumed": False,
        "name": life.name,
        "opened_on": life.begin.date().isoformat(),
        "owner": str(life.by),
        "segment": life.line,
        "stage": stages[0],
        "state": State.OPEN,
        "team": str(life.team),
    }
    rows.made(OPP, life.key, life.key, values, life.begin, life.by)


def _moves(rows: Rows, rng: random.Random, life: Life, stages: list[str]) -> None:
    """Move it on: what is won has been everywhere, the rest got as far as chance had it."""
    wanted = 3 if life.state is State.WON else rng.choice((0, 0, 1, 1, 2, 3))
    for at in sorted(life.moment(rng) for _ in range(wanted)):
        change = ("stage", stages[life.stage], stages[life.stage + 1])
        rows.changed(OPP, life.key, life.key, change, at, life.by)
        life.stage += 1
        life.stage_since = at.date()
        life.progress.append(at)


def _close_dates(rows: Rows, rng: random.Random, life: Life, now: dt.datetime) -> None:
    """Push the date now and then; an open one mostly ends up ahead."""
    for at in sorted(life.moment(rng) for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))):
        new = life.close + dt.timedelta(days=rng.choice((-7, 14, 14, 28, 45)))
        _date(rows, life, new, at)
    if life.state is State.OPEN and life.close < now.date() and rng.random() < 0.9:
        _date(rows, life, now.date() + dt.timedelta(days=rng.randint(3, 120)), life.end)


def _date(rows: Rows, life: Life, new: dt.date, at: dt.datetime) -> None:
    change = ("close_date", life.close.isoformat(), new.isoformat())
    rows.changed(OPP, life.key, life.key, change, at, life.by)
    life.close = new


def _amounts(rows: Rows, rng: random.Random, life: Life) -> None:
    if rng.random() > 0.2:
        return
    at, old, margin = life.moment(rng), life.amount, _margin(life)
    life.amount = Decimal(round(float(old) * rng.uniform(0.7, 1.6) / 1000) * 1000)
    if life.amount == old:
        return
    rows.changed(OPP, life.key, life.key, ("amount", plain(old), plain(life.amount)), at, life.by)
    rows.changed(OPP, life.key, life.key, ("margin", plain(margin), plain(_margin(life))), at, life.by)


def _evidence(large: Large, rows: Rows, rng: random.Random, life: Life) -> None:
    met: list[dt.datetime] = []
    for place, criterion in enumerate(large.criteria):
        if rng.random() > (0.85 if life.stage else 0.4):
            continue
        at, text = life.moment(rng), rng.choice(words.EVIDENCE[place])
        key = rows.add(Evidence, life.key, criterion.pk, text, "", life.by, at)
        values = {"criterion": str(criterion.pk)}
        rows.made(RecordKind.EVIDENCE, key, life.key, values, at, life.by, {"text": text})
        met.append(at)
    life.progress += met
    if len(met) == len(large.criteria):
        life.qualified_at = max(met)
        change = ("qualified_at", None, life.qualified_at.isoformat())
        rows.changed(OPP, life.key, life.key, change, life.qualified_at, life.by)


def _seat(rows: Rows, rng: random.Random, life: Life) -> None:
    if not life.stage or rng.random() > 0.7:
        return
    at = life.moment(rng)
    met_at = at if rng.random() < 0.7 else None
    said = (BuyingRole.DECIDES, Person.UNKNOWN, Stance.UNKNOWN, Influence.UNKNOWN, "", "")
    key = rows.add(CommitteeSeat, life.key, life.contacts[0], *said, met_at)
    values = {"contact": str(life.contacts[0]), "role": BuyingRole.DECIDES.value}
    if met_at:
        values["met_at"] = met_at.isoformat()
    rows.made(RecordKind.COMMITTEE, key, life.key, values, at, life.by)


def _steps(rows: Rows, rng: random.Random, life: Life, now: dt.datetime) -> None:
    """Write, for half of them, one step that was done and, where it is still open, mostly one that is to come."""
    made = life.moment(rng)
    done = life.moment(rng, made)
    if rng.random() < 0.5:
        _step(rows, rng, life, made, made.date() + dt.timedelta(days=7), ended=done)
    if life.state is State.OPEN and rng.random() < 0.85:
        due = now.astimezone(ZONE).date() + dt.timedelta(days=rng.randint(-6, 25))
        _step(rows, rng, life, life.moment(rng, done), due, ended=None)


def _step(
    rows: Rows, rng: random.Random, life: Life, made: dt.datetime, due: dt.date, *, ended: dt.datetime | None
) -> None:
    what, agreed, contact = rng.choice(words.CALLS), rng.random() < 0.4, rng.choice(life.contacts)
    was_done = True if ended else None
    key = rows.add(NextStep, life.key, what, due, contact, agreed, life.by, made, ended, was_done)
    values = {"due_on": due.isoformat(), "contact": str(contact), "agreed_with_buyer": agreed}
    rows.made(RecordKind.NEXT_STEP, key, life.key, values, made, life.by, {"what": what})
    if ended:
        rows.changed(RecordKind.NEXT_STEP, key, life.key, ("was_done", None, True), ended, life.by)
    if agreed:
        life.progress.append(made)


def _meetings(rows: Rows, rng: random.Random, life: Life, now: dt.datetime, *, count: int) -> None:
    for _ in range(count):
        booked = life.moment(rng)
        starts = (booked + dt.timedelta(days=rng.randint(1, 12))).replace(minute=0, second=0)
        state = MeetingState.HELD if starts < now else MeetingState.BOOKED
        title, contact = rng.choice(words.MEETINGS[life.stage]), rng.choice(life.contacts)
        ends = starts + dt.timedelta(hours=1)
        key = rows.add(CustomerMeeting, life.account, life.key, life.by, title, starts, ends, state, {}, booked)
        rows.waiting[Attendee].append((key, contact, ""))
        values = {
            "title": title,
            "account": str(life.account),
            "opportunity": str(life.key),
            "owner": str(life.by),
            "starts_at": starts.isoformat(),
            "ends_at": ends.isoformat(),
            "state": state.value,
        }
        rows.made(RecordKind.MEETING, key, life.key, values, booked, life.by)


def _activity(rows: Rows, rng: random.Random, life: Life) -> None:
    if rng.random() > 0.2:
        return
    at, subject = life.moment(rng), rng.choice(words.CALLS)
    contact = rng.choice(life.contacts)
    key = rows.add(Activity, life.key, life.account, contact, life.by, ActivityKind.CALL, subject, at, {})
    values = {"kind": "call", "subject": subject, "opportunity": str(life.key), "at": at.isoformat()}
    rows.made(RecordKind.ACTIVITY, key, life.key, values, at, life.by)


def _ending(rows: Rows, rng: random.Random, life: Life, stages: list[str], now: dt.datetime) -> None:
    """End it, or put it to sleep."""
    if life.state is State.OPEN:
        return
    if life.state in {State.WON, State.LOST}:
        end = words.WON if life.state is State.WON else words.LOST
        rows.changed(OPP, life.key, life.key, ("stage", stages[life.stage], stages[end]), life.end, life.by)
        life.stage, life.stage_since = end, life.end.date()
    elif life.state is State.LET_GO:
        reason = rng.choice((LetGoReason.NO_DECISION, LetGoReason.NO_CONTACT, LetGoReason.TIMING))
        key = rows.add(LettingGo, life.key, reason, "", "", None, life.by, life.end, None)
        rows.made(RecordKind.LETTING_GO, key, life.key, {"reason": reason.value}, life.end, life.by)
    else:
        wake = now.date() + dt.timedelta(days=rng.randint(20, 200))
        why = rng.choice(words.PARKED)
        key = rows.add(Parking, life.key, why, wake, life.by, life.end, None)
        rows.made(RecordKind.PARKING, key, life.key, {"wake_on": wake.isoformat()}, life.end, life.by, {"reason": why})
    rows.changed(OPP, life.key, life.key, ("state", State.OPEN.value, life.state.value), life.end, life.by)
    if life.state is not State.PARKED:
        change = ("closed_on", None, life.end.date().isoformat())
        rows.changed(OPP, life.key, life.key, change, life.end, life.by)


def _opportunity(large: Large, rows: Rows, life: Life) -> None:
    """Take up the opportunity itself, as its history has left it."""
    ended = life.state not in {State.OPEN, State.PARKED}
    progressed = max(life.progress) if life.progress else None
    rows.waiting[Opportunity].append(
        (
            life.key, large.organization.pk, life.account, life.by, life.team, life.name,
            *large.keys_of(life.account, life.name), large.stages[life.stage].pk, life.state, life.amount,
            _margin(life), False, large.organization.currency, "", life.close, life.line, words.SOURCES[0], False,
            life.stage_since, life.begin.date(), life.end.date() if ended else None, "", life.qualified_at, progressed,
            {}, life.begin, life.end, not ended,
        )
    )  # fmt: skip


def _margin(life: Life) -> Decimal:
    return (life.amount * Decimal("0.3")).quantize(Decimal("0.01"))
