"""What a page shows of a meeting's clock: the same for whoever drives, for the wall and for the phones."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hederssak.lib import formats
from hederssak.rules.runner import ItemClock, Progress, next_place
from hederssak.salesmeetings.models import RunItem
from hederssak.salesmeetings.queries.runs import Standing
from hederssak.salesmeetings.texts import running as texts

SECOND = dt.timedelta(seconds=1)
GROWTH = (1, 2, 3, 4, 6, 8, 12)
"""How wide an item can be in the row of items (web/room.css), for each 3 minutes."""


@dataclass(frozen=True)
class Dial:
    """The clock of the item as the server sees it at this instant; the page counts on from there (runner.js).

    No device's own clock is asked, so two that differ by an hour show the same.
    """

    seconds: float
    is_running: bool

    @property
    def text(self) -> str:
        """The clock as it is read."""
        return texts.dial(math.ceil(self.seconds))

    @property
    def is_over(self) -> bool:
        """Whether the item has taken more than its time."""
        return math.ceil(self.seconds) < 0


@dataclass(frozen=True)
class Line:
    """An item in the list of items."""

    place: int
    name: str
    given: int
    taken: int
    progress: str
    is_over: bool
    growth: int


@dataclass(frozen=True)
class Face:
    """A meeting as a page shows it."""

    standing: Standing
    sentence: str
    lines: list[Line]
    name: str = ""
    given: int = 0
    dial: Dial | None = None
    next_name: str = ""
    ends_at: str = ""

    @property
    def is_paused(self) -> bool:
        """Whether its clock stands still."""
        return self.standing.clock.is_paused

    @property
    def is_ended(self) -> bool:
        """Whether it is over."""
        return self.standing.clock.is_ended


def face_of(standing: Standing, zone: str) -> Face:
    """Return the face of a meeting, with times of day of a time zone."""
    clock = standing.clock
    ends_at = formats.clock(clock.expected_end.astimezone(ZoneInfo(zone)))
    lines = [_line(one, item, is_ended=clock.is_ended) for one, item in zip(clock.items, standing.items, strict=True)]
    if clock.at is None or standing.at is None:
        return Face(standing, texts.ended_sentence(standing.run, clock, at=ends_at), lines, ends_at=ends_at)
    ahead = next_place(clock)
    return Face(
        standing,
        texts.end_sentence(clock, at=ends_at),
        lines,
        name=texts.item_name(standing.at),
        given=standing.at.minutes,
        dial=Dial(round(clock.at.left / SECOND, 1), is_running=not clock.is_paused),
        next_name="" if ahead is None else texts.item_name(standing.item(ahead)),
        ends_at=ends_at,
    )


def _line(one: ItemClock, item: RunItem, *, is_ended: bool) -> Line:
    """Return an item as it is shown; one that the meeting went past, or never came to, was left out."""
    was_passed = not one.taken and (one.progress is Progress.DONE or is_ended)
    return Line(
        place=one.place,
        name=texts.item_name(item),
        given=item.minutes,
        taken=texts.whole_minutes(one.taken),
        progress=Progress.SKIPPED.value if was_passed else one.progress.value,
        is_over=one.is_over,
        growth=growth_of(item.minutes),
    )


def growth_of(minutes: int) -> int:
    """Return how wide an item of so many minutes is in the row of items."""
    wide = max(1, round(minutes / 3))
    return min(GROWTH, key=lambda growth: abs(growth - wide))
