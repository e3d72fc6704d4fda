"""The state of the simulation: its opportunities as they really are, and the story as it is written down."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from hederssak.demo import words
from hederssak.demo.reps import Rep
from hederssak.demo.story import Company, Event, Fate, Person, Step, Story
from hederssak.demo.workdays import Workdays

T = TypeVar("T")
TOUCHES = (3, 3, 3, 2)
"""How many touches with a willing buyer a stage takes, about."""
DAYS_A_TOUCH = 6
"""Working days between two touches, on average."""


@dataclass
class OpenStep:
    """What the rep has written down to do next."""

    due_on: dt.date
    person: Person
    meeting: int | None = None
    starts_at: dt.datetime | None = None


@dataclass
class Deal:
    """An opportunity as it is: what the rep writes down may differ."""

    key: str
    rep: Rep
    company: Company
    people: dict[str, Person]
    line: str
    fate: Fate
    ends_in: int
    true_amount: int
    margin_rate: float
    is_tender: bool
    qualifies: bool
    meets_decider: bool
    opened_on: dt.date
    stage: int = 0
    work: int = 1
    met: set[int] = field(default_factory=set)
    seated: set[str] = field(default_factory=set)
    decider_met: bool = False
    stated: int | None = None
    close: dt.date | None = None
    step: OpenStep | None = None
    silent_since: dt.date | None = None
    asleep_until: dt.date | None = None
    touched_on: dt.date | None = None

    @property
    def is_awake(self) -> bool:
        """Open and not parked."""
        return self.asleep_until is None

    @property
    def work_left(self) -> int:
        """Return how many touches there are to the end, if all goes well."""
        return max(self.work, 0) + sum(TOUCHES[self.stage + 1 :])

    def margin(self, amount: int) -> Decimal:
        """Return the contribution margin of an amount."""
        return Decimal(rounded(amount * self.margin_rate, 100))


@dataclass
class World:
    """Everything that the parts of the simulation share."""

    rng: random.Random
    story: Story
    companies: dict[str, list[Company]] = field(default_factory=dict)
    people: dict[str, dict[str, Person]] = field(default_factory=dict)
    deals: dict[str, list[Deal]] = field(default_factory=dict)
    opened: int = 0
    booked: int = 0

    @property
    def days(self) -> Workdays:
        """Return when everyone works."""
        return self.story.days

    def tell(self, event: Event) -> None:
        """Write an event into the story."""
        self.story.events.append(event)

    def chance(self, share: float) -> bool:
        """Return yes so often."""
        return self.rng.random() < share

    def pick(self, among: Sequence[T]) -> T:
        """Return one of them."""
        return among[int(self.rng.random() * len(among))]

    def count(self, mean: float) -> int:
        """Return a whole number that is `mean` on average (Poisson)."""
        limit, product, number = 2.718281828 ** (-mean), self.rng.random(), 0
        while product > limit:
            product *= self.rng.random()
            number += 1
        return number

    def likely_close(self, deal: Deal, day: dt.date, factor: float = 1.0) -> dt.date:
        """Return a Friday by which the deal may be closed when nothing comes between."""
        days = deal.work_left * DAYS_A_TOUCH * 1.45 * factor * self.rng.uniform(0.9, 1.35)
        close = day + dt.timedelta(days=max(7, round(days)))
        close += dt.timedelta(days=(4 - close.weekday()) % 7)
        while not self.days.buyer_works(deal.company.country, close):
            close += dt.timedelta(days=1)
        return close

    def end(self, deal: Deal, at: dt.datetime) -> None:
        """Take an opportunity out of the rep's list; its open step ends with it."""
        if deal.step:
            self.tell(Step(at=at, rep=deal.rep.key, deal=deal.key, was_done=False))
            deal.step = None
        self.deals[deal.rep.key].remove(deal)


def after(instant: dt.datetime, minutes: int) -> dt.datetime:
    """Return the instant so many minutes later."""
    return instant + dt.timedelta(minutes=minutes)


def stage_work(rng: random.Random, stage: int) -> int:
    """Return how many touches this stage will take."""
    return max(1, TOUCHES[stage] + rng.choice((-1, 0, 0, 1)))


def line_of(rng: random.Random) -> str:
    """Return what kind of thing is sold, by its share."""
    return rng.choices(list(words.SHARES), list(words.SHARES.values()))[0]


def rounded(number: float, step: int = 10_000) -> int:
    """Return the nearest multiple of a step, as people write amounts."""
    return round(number / step) * step
