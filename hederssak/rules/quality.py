"""The figures of quality, each beside its twin, month by month (R7, R8, R9, R11).

Everything is a count of so many of so many; what is too early to say is in neither. Loosening is looked for in what is
booked: its fit, its timing and its evidence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from hederssak.rules.shares import Share

STEP_DAYS = 14
"""A next step that was agreed so many days after a meeting came of it."""
FEWEST = 12
"""With fewer booked meetings on either side nothing is said about loosening."""
LATELY = 3
"""So many months are held against those before them."""
_Z = 1.645  # one-sided 95 %


class Count(StrEnum):
    """What is counted in a month."""

    HELD = "held"
    JUDGED = "judged"
    RIGHT = "right"
    ON_DEAL = "on_deal"
    STEPPED = "stepped"
    OPEN_YET = "open_yet"
    QUALIFIED_AFTER = "qualified_after"
    WITH_COMPANY = "with_company"
    NEW = "new"
    BOOKED = "booked"
    FITS = "fits"
    TIMED = "timed"
    EVIDENCED = "evidenced"
    NEWLY_QUALIFIED = "newly_qualified"
    WENT_ON = "went_on"
    PROPOSALS = "proposals"
    POLITE = "polite"


class Lacking(StrEnum):
    """What a booked meeting's kept checks may lack that tells of loosening."""

    FIT = "fit"
    TIMING = "timing"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting that was held.

    `is_right` and `lacks` are of its kept checks, None where none were kept. `new` is whether the company had never
    bought, None without a company. `step_on` is the first day from the meeting on when a dated next step was agreed
    with the buyer; `deal_qualified_on` when its opportunity was qualified, if it was.
    """

    booked_on: date
    on: date
    is_right: bool | None = None
    lacks: frozenset[Lacking] | None = None
    new: bool | None = None
    has_deal: bool = False
    qualified_out: bool = False
    step_on: date | None = None
    deal_qualified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """One opportunity: when it was qualified, whether it has gone on a stage since, and which proposals it got."""

    qualified_on: date | None = None
    went_on: bool = False
    first_met: date | None = None
    proposals: tuple[date, ...] = ()
    is_tender: bool = False


Month = Counter[Count]


def count_months(meetings: Iterable[Meeting], deals: Iterable[Deal], *, wait: int, today: date) -> dict[date, Month]:
    """Return the counts by the first day of each month; `wait` is how many days a meeting gets to qualify (R10)."""
    found: dict[date, Month] = {}

    def add(day: date, *counts: Count) -> None:
        found.setdefault(day.replace(day=1), Counter()).update(counts)

    for meeting in meetings:
        add(meeting.on, *_of_meeting(meeting, wait=wait, today=today))
        if meeting.lacks is not None:
            add(
                meeting.booked_on,
                Count.BOOKED,
                *(count for lack, count in _BOOKED.items() if lack not in meeting.lacks),
            )
    for deal in deals:
        if deal.qualified_on is not None:
            add(deal.qualified_on, Count.NEWLY_QUALIFIED, *([Count.WENT_ON] if deal.went_on else []))
        for sent in deal.proposals:
            if not deal.is_tender and deal.first_met is not None and sent >= deal.first_met:
                polite = deal.qualified_on is None or sent < deal.qualified_on
                add(sent, Count.PROPOSALS, *([Count.POLITE] if polite else []))
    return found


_BOOKED = {Lacking.FIT: Count.FITS, Lacking.TIMING: Count.TIMED, Lacking.EVIDENCE: Count.EVIDENCED}


def _of_meeting(meeting: Meeting, *, wait: int, today: date) -> list[Count]:
    counts = [Count.HELD]
    if meeting.is_right is not None:
        counts += [Count.JUDGED, Count.RIGHT] if meeting.is_right else [Count.JUDGED]
    if meeting.new is not None:
        counts += [Count.WITH_COMPANY, Count.NEW] if meeting.new else [Count.WITH_COMPANY]
    if not meeting.has_deal or meeting.qualified_out:
        return counts  # qualified out at once is a good outcome, and has no next step
    return counts + _led_to_step(meeting, today) + _led_to_qualified(meeting, wait, today)


def _led_to_step(meeting: Meeting, today: date) -> list[Count]:
    until = meeting.on + timedelta(days=STEP_DAYS)
    if today <= until:
        return []  # counting those that were quick would flatter the latest weeks
    stepped = meeting.step_on is not None and meeting.step_on <= until
    return [Count.ON_DEAL, Count.STEPPED] if stepped else [Count.ON_DEAL]


def _led_to_qualified(meeting: Meeting, wait: int, today: date) -> list[Count]:
    qualified = meeting.deal_qualified_on
    if qualified is not None and qualified < meeting.on:
        return []  # it was qualified already
    until = meeting.on + timedelta(days=wait)
    if today <= until:
        return []
    led_on = qualified is not None and qualified <= until
    return [Count.OPEN_YET, Count.QUALIFIED_AFTER] if led_on else [Count.OPEN_YET]


def total(months: Iterable[Mapping[Count, int]]) -> Month:
    """Return the sum of months."""
    found: Month = Counter()
    for month in months:
        found.update(month)
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and the twin without which it says little."""

    figure: Share
    twin: Share


def pairs(month: Mapping[Count, int]) -> dict[str, Pair]:
    """Return the figures of a stretch, each as so many of so many with its twin.

    Right meetings stand beside how many of the held ones were judged at all; a next step beside what was qualified;
    the newly qualified beside those that went on; new companies beside right meetings; proposals that were the polite
    way out beside all meetings that led to something qualified.
    """

    def share(count: Count, of: Count) -> Share:
        return Share(month.get(count, 0), max(month.get(of, 0), month.get(count, 0)))

    step, qualified = share(Count.STEPPED, Count.ON_DEAL), share(Count.QUALIFIED_AFTER, Count.OPEN_YET)
    right = share(Count.RIGHT, Count.JUDGED)
    lead = Share(month.get(Count.NEWLY_QUALIFIED, 0), month.get(Count.NEWLY_QUALIFIED, 0))
    return {
        "lead": Pair(lead, share(Count.WENT_ON, Count.NEWLY_QUALIFIED)),
        "right": Pair(right, share(Count.JUDGED, Count.HELD)),
        "step": Pair(step, qualified),
        "new": Pair(share(Count.NEW, Count.WITH_COMPANY), right),
        "polite": Pair(share(Count.POLITE, Count.PROPOSALS), qualified),
    }


@dataclass(frozen=True, slots=True)
class Loosening:
    """How one quality of what is booked went: lately, and before."""

    what: Count
    lately: Share
    before: Share

    @property
    def has_loosened(self) -> bool:
        """Return whether it is clearly lower than before (one-sided test of two shares at 5 %)."""
        if self.lately.cases < FEWEST or self.before.cases < FEWEST:
            return False
        pooled = (self.lately.count + self.before.count) / (self.lately.cases + self.before.cases)
        spread = sqrt(pooled * (1 - pooled) * (1 / self.lately.cases + 1 / self.before.cases))
        fall = self.before.count / self.before.cases - self.lately.count / self.lately.cases
        return spread > 0 and fall > _Z * spread

    @property
    def can_tell(self) -> bool:
        """Return whether both sides have cases enough to say anything."""
        return self.lately.cases >= FEWEST and self.before.cases >= FEWEST


def loosening(months: Sequence[Mapping[Count, int]]) -> list[Loosening]:
    """Return fit, timing and evidence of what was booked in the last three months beside those before (R6)."""
    lately, before = total(months[-LATELY:]), total(months[:-LATELY])
    return [
        Loosening(what, Share(lately[what], lately[Count.BOOKED]), Share(before[what], before[Count.BOOKED]))
        for what in _BOOKED.values()
    ]


def pressure(quota: float | None, usual: float | None) -> float | None:
    """Return how much more is asked for than usually comes: 1.3 is 30 % more; None where either is unknown."""
    return quota / usual if quota is not None and usual else None
