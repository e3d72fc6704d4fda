"""A pack as its readers get it: names for identifiers, sentences for codes. Page, room, PDF and terminal show this."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from hederssak.rules.agenda import Item
from hederssak.rules.findings import WayOut
from hederssak.rules.promises import State
from hederssak.rules.weeks import Week
from hederssak.salesmeetings.queries.choosing import Some


@dataclass(frozen=True)
class Deal:
    """An opportunity as a line names it.

    `is_changed`: something was changed since the pack's instant. `may_open` and `may_write` are of the reader.
    """

    pk: str
    company: str
    name: str
    owner: str
    margin: Decimal | None = None
    currency: str = ""
    is_changed: bool = False
    may_open: bool = False
    may_write: bool = False

    @property
    def title(self) -> str:
        """The company where there is one: that is how people call a deal."""
        return self.company or self.name


@dataclass(frozen=True)
class Ended:
    """A deal that was won, lost or let go; `why` says how, and is empty for a won one."""

    deal: Deal
    on: dt.date
    margin: str
    why: str = ""


@dataclass(frozen=True)
class Moved:
    """A deal and what the buyer did, weightiest first; or, where the buyer did nothing, what we did."""

    deal: Deal
    steps: list[str] = field(default_factory=list)
    activity: str = ""


@dataclass(frozen=True)
class Asked:
    """A deal that is asked about: the sentences, the evidence of its close date's moves, the ways out."""

    deal: Deal
    sentences: list[str]
    is_question: bool = True
    explained: str = ""
    ways_out: tuple[WayOut, ...] = ()
    dates: list[dt.date] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """A deal from which the meeting could learn, and why that one; `pk` is the case's, once somebody took it up."""

    deal: Deal
    why: str
    reason: str = ""
    pk: str = ""


@dataclass(frozen=True)
class Difference:
    """What was changed of a deal in the last day before the meeting."""

    deal: Deal
    sentence: str
    is_question: bool


@dataclass(frozen=True)
class Box:
    """An item of the agenda with its minutes."""

    item: Item
    name: str
    minutes: int


@dataclass(frozen=True)
class Absences:
    """What the places will hold that nobody has filled yet; empty where they are filled."""

    promises: str = ""
    goals: str = ""
    blocks: str = ""
    before_meeting: str = ""


@dataclass(frozen=True)
class WeekGoal:
    """What one rep has set out to reach in the week, the one action that carries it, and how the week before went."""

    name: str
    amount: str
    action: str = ""
    last: str = ""


@dataclass(frozen=True)
class Promised:
    """A promise from last time, as it stood at the pack's instant; `said` is that in words."""

    owner: str
    text: str
    due: dt.date
    state: State
    said: str
    is_owed: bool = False


@dataclass(frozen=True)
class Told:
    """A whole pack in the reader's language."""

    team: str
    week: Week
    zone: str
    starts_at: dt.datetime
    minutes: int
    as_of: dt.datetime
    since: dt.datetime
    agenda: list[Box]
    opening: str
    worth: str
    clean: str
    gaps: list[str]
    wins: Some[Ended]
    won: str
    progressed: Some[Moved]
    busy: Some[Moved]
    before_meeting: Some[Asked]
    before_which: str
    asked_before_meeting: int
    exceptions: Some[Asked]
    let_go: Some[Ended]
    lost: Some[Ended]
    cases: list[Case]
    theatre: Some[Difference]
    goals: list[WeekGoal]
    hours: str
    absent: Absences
    promises: list[Promised] = field(default_factory=list)
    promises_sentence: str = ""
