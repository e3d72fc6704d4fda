"""Every deal's life, read from the history: what was known of it on any day, and what became of it."""

from __future__ import annotations

import datetime as dt
import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Min

from hederssak.history.models import Change, Origin, RecordKind
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity, Stage, StageKind, State
from hederssak.pipeline.queries.rates import rates_of
from hederssak.pipeline.queries.work_clock import WorkClock
from hederssak.rules.money import Money, RateUnknown

WATCHED = ("", "stage", "qualified_at", "margin", "close_date")
BUYERS_PART = (RecordKind.EVIDENCE, RecordKind.COMMITTEE, RecordKind.MEETING)
OUR_VIEW = ("stance", "influence", "step", "reach", "through", "left_aside", "removed_at")
"""What we think of somebody in a decision: nothing that the buyer did."""


@dataclass(frozen=True)
class Standing:
    """What was known of a deal from a day on; `day` is on the work clock, `stage` is a place in the sales process."""

    day: float
    stage: int
    qualified: bool
    margin: float | None
    pushes: int


@dataclass
class Life:
    """One deal from its opening to its end (infinite while open), days on the work clock."""

    row: Opportunity
    opened: float
    closed: float
    won: bool
    margin: float | None
    standings: list[Standing] = field(default_factory=list)

    def at(self, day: float) -> Standing | None:
        """Return what was known of it on a day."""
        place = bisect_right([one.day for one in self.standings], day)
        return self.standings[place - 1] if place else None

    def stage_since(self, day: float) -> float:
        """Return the day on which the stage of a day was entered."""
        since, stage = self.opened, None
        for one in self.standings:
            if one.day > day:
                break
            if one.stage != stage:
                since, stage = one.day, one.stage
        return since


@dataclass(frozen=True, slots=True)
class Happened:
    """One change of a deal or of what belongs to it."""

    day: float
    kind: str
    field: str = ""
    old: Any = None
    new: Any = None


@dataclass(frozen=True)
class Lives:
    """All deals of an organization, its stages in their order, and the clock that their days are on."""

    deals: list[Life]
    stages: list[Stage]
    clock: WorkClock


def read_lives(organization: Organization, *, today: dt.date) -> Lives:
    """Return every deal's life up to a day; one that is said to end before it began ends as it begins."""
    rows = Opportunity.objects.filter(organization=organization, opened_on__lte=today)
    first = rows.aggregate(first=Min("opened_on"))["first"] or today
    reader = Reader(organization, WorkClock(organization, first, today), today)
    lives = {row.pk: reader.life(row) for row in rows.order_by("pk").iterator(chunk_size=2000)}
    for pk, changes in _changes(organization, reader.clock):
        if pk in lives:
            lives[pk].standings = list(reader.standings(lives[pk], changes))
    return Lives(list(lives.values()), reader.stages, reader.clock)


class Reader:
    """Reads rows and changes of one organization with its stages, rates and clock at hand."""

    def __init__(self, organization: Organization, clock: WorkClock, today: dt.date) -> None:
        """Read stages and rates once."""
        self.currency, self.clock, self.today = organization.currency, clock, today
        self.stages = list(Stage.objects.filter(organization=organization).order_by("position", "pk"))
        self.places = {str(one.pk): at for at, one in enumerate(self.stages) if one.kind == StageKind.OPEN}
        self.rates = rates_of(organization)

    def life(self, row: Opportunity) -> Life:
        """Return a deal's life without what happened in it."""
        opened, closed = self.clock.number_of(row.opened_on), float("inf")
        if row.closed_on is not None and row.closed_on <= self.today:
            closed = max(self.clock.number_of(row.closed_on, 0.5), opened)
        won = row.state == State.WON and closed < float("inf")
        return Life(row, opened, closed, won, self.money(row.margin, row.currency, row.closed_on or self.today))

    def money(self, amount: Decimal | None, currency: str, day: dt.date) -> float | None:
        """Return an amount in the organization's currency by a day's rate; None where it or the rate is unknown."""
        if amount is None:
            return None
        try:
            return float(self.rates.convert(Money(amount, currency), self.currency, day).amount)
        except RateUnknown:
            return None

    def standings(self, life: Life, changes: list[Happened]) -> Iterator[Standing]:
        """Yield what was known of a deal after each change while it was open."""
        stage, qualified, margin, pushes = -1, False, life.margin, 0
        for one in changes:
            day = one.day
            if day >= life.closed:
                break
            given = (one.new or {}) if one.field == "" else {one.field: one.new}
            if one.kind == RecordKind.OPPORTUNITY:
                stage = self.places.get(str(given.get("stage")), stage)
                if given.get("margin") is not None:
                    margin = self.money(Decimal(given["margin"]), life.row.currency, self.clock.date_of(day))
                qualified = one.new is not None if one.field == "qualified_at" else qualified
                pushes += bool(one.field == "close_date" and one.old and one.new and one.new > one.old)
                if since := given.get("stage_since"):
                    day = min(day, self.clock.number_of(dt.date.fromisoformat(since)))
            if stage >= 0:
                yield Standing(max(day, life.opened), stage, qualified, margin, pushes)


def _changes(organization: Organization, clock: WorkClock) -> Iterator[tuple[uuid.UUID, list[Happened]]]:
    """Yield each deal's changes, the earliest first."""
    found: dict[uuid.UUID, list[Happened]] = defaultdict(list)
    own = Change.objects.filter(organization=organization, kind=RecordKind.OPPORTUNITY, field__in=WATCHED)
    columns = ("subject_id", "before_at", "kind", "field", "old", "new")
    for subject, at, kind, name, old, new in own.values_list(*columns).iterator(chunk_size=5000):
        found[subject].append(Happened(clock.of_instant(at), kind, name, old, new))
    buyers = (
        Change.objects.filter(organization=organization, kind__in=BUYERS_PART)
        .exclude(kind=RecordKind.COMMITTEE, field__in=OUR_VIEW)
        .exclude(kind=RecordKind.COMMITTEE, origin=Origin.FILE)  # that a file names somebody is no step of theirs
    )
    for subject, at, kind in buyers.values_list(*columns[:3]).iterator(chunk_size=5000):
        found[subject].append(Happened(clock.of_instant(at), kind))
    for subject, changes in found.items():
        changes.sort(key=lambda one: one.day)
        yield subject, changes
