"""What the simulation tells: companies, people, opportunities, and events in time. Plain values, no rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from hederssak.demo.workdays import Workdays


@dataclass(frozen=True)
class Company:
    """A company sold to."""

    name: str
    country: str
    city: str
    industry: str
    org_number: str
    domain: str
    employees: int
    revenue: int
    rep: str
    is_customer: bool


@dataclass(frozen=True)
class Person:
    """Somebody at a company; `part` is `decides`, `influences` or `uses`."""

    company: str
    name: str
    title: str
    part: str
    email: str
    mobile: str


class Fate(StrEnum):
    """How an opportunity ends if nobody lies to themselves about it."""

    BUYS = "buys"
    BUYS_ELSEWHERE = "buys_elsewhere"
    FALLS_SILENT = "falls_silent"
    NOT_A_FIT = "not_a_fit"


class Why(StrEnum):
    """What made somebody move a close date or an amount: the truth that the history does not tell."""

    LEARNED = "learned"
    REVIEWED = "reviewed"
    BUYER_EVENT = "buyer_event"
    THEATRE = "theatre"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that somebody did at an instant, for one opportunity unless it is a coffee."""

    at: dt.datetime
    rep: str
    deal: str = ""


@dataclass(frozen=True, kw_only=True)
class Step(Event):
    """The open step ends; a new one is written where `what` says something."""

    was_done: bool = False
    what: str = ""
    due_on: dt.date | None = None
    agreed: bool = False
    person: Person | None = None


@dataclass(frozen=True, kw_only=True)
class Opened(Event):
    """An opportunity is written down."""

    name: str
    company: Company
    product: str
    line: str
    source: str
    opened_on: dt.date
    stage: int
    close_date: dt.date | None
    amount: Decimal | None
    margin: Decimal | None
    is_tender: bool
    basis: str = ""
    stage_since: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Edited(Event):
    """Fields are changed: `close_date`, `amount` and `margin` together, or `stage` (0 to 5)."""

    values: dict[str, object]
    why: Why = Why.LEARNED
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Proved(Event):
    """A criterion is met, with evidence."""

    criterion: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Seated(Event):
    """A person's part in the decision is known, or they were met."""

    person: Person
    met: bool = False


@dataclass(frozen=True, kw_only=True)
class Acted(Event):
    """A call or a letter."""

    kind: str
    subject: str
    person: Person
    answered: bool = True


@dataclass(frozen=True, kw_only=True)
class Booked(Event):
    """A customer meeting stands in the calendar; `number` is the meeting's."""

    number: int
    company: Company
    title: str
    starts_at: dt.datetime
    minutes: int
    people: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class Ended(Event):
    """A booked meeting was held, called off or missed by the buyer."""

    number: int
    state: str


@dataclass(frozen=True, kw_only=True)
class BuyerEventNamed(Event):
    """A dated event at the buyer was written down."""

    what: str
    on_day: dt.date


@dataclass(frozen=True, kw_only=True)
class Slept(Event):
    """The opportunity was parked."""

    reason: str
    wake_on: dt.date


@dataclass(frozen=True, kw_only=True)
class Woke(Event):
    """A parked opportunity woke, as the night's job sees to by itself."""


@dataclass(frozen=True, kw_only=True)
class WasLetGo(Event):
    """The opportunity was let go."""

    reason: str
    competitor: str = ""
    look_again_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class FellSilent(Event):
    """The buyer stopped answering. Nobody wrote it down: only the simulation knows."""


@dataclass
class Story:
    """Everything in the order in which it happened, and when these people worked."""

    days: Workdays
    companies: list[Company] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
