"""Whether breaking spreads (R3): do others break within two weeks of a first break?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hederssak.rules.erosion import SHORT, Mark, Outcome, breaks_of, stretch_start
from hederssak.rules.shares import Share
from hederssak.rules.worktime import WorkCalendar

WITHIN = 2
"""Weeks of working time in which another's break counts as following."""

ENOUGH = 5
"""First breaks below which nothing is said."""


class Verdict(StrEnum):
    """What the cases allow one to say; with few of them it is the last, which is the normal answer."""

    SPREADS = "spreads"
    STAYS = "stays"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Contagion:
    """How often others followed a first break, beside how often they would have by their own habits alone."""

    followed: Share
    expected: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Case:
    who: str
    day: date
    until: date


def contagion_of(histories: Mapping[str, Sequence[Mark]], calendar: WorkCalendar, today: date) -> Contagion:
    """Return whether breaks spread in a team, from each person's ended blocks (a year of them, if there is one).

    A first break is one before which nobody broke for four weeks; its two weeks must be over. `expected` is the
    chance that somebody else breaks in those two weeks at the rate at which people here break anyway.
    """
    breaks = sorted((day, who) for who, marks in histories.items() for day in breaks_of(marks, calendar))
    cases = _first_breaks(breaks, calendar, today)
    followed = sum(any(one.day < day <= one.until and who != one.who for day, who in breaks) for one in cases)
    share = Share(followed, len(cases))
    expected = _by_habit(histories, cases, len(breaks))
    return Contagion(share, expected, _verdict(share, expected))


def _first_breaks(breaks: list[tuple[date, str]], calendar: WorkCalendar, today: date) -> list[_Case]:
    cases: list[_Case] = []
    last: date | None = None
    for day, who in breaks:
        quiet_before = last is None or last < stretch_start(calendar, day, SHORT)
        until = calendar.add_working_days(day, WITHIN * len(calendar.weekdays))
        if quiet_before and until < today:
            cases.append(_Case(who, day, until))
        last = day
    return cases


def _by_habit(histories: Mapping[str, Sequence[Mark]], cases: list[_Case], breaks: int) -> float:
    """Return the mean chance over the cases that others break in the two weeks, each block by itself."""
    planned = sum(mark.outcome != Outcome.EXCUSED for marks in histories.values() for mark in marks)
    if not cases or not planned:
        return 0.0
    held = 1 - min(1.0, breaks / planned)
    chances = [1 - held ** _blocks_of_others(histories, case) for case in cases]
    return float(sum(chances)) / len(chances)


def _blocks_of_others(histories: Mapping[str, Sequence[Mark]], case: _Case) -> int:
    return sum(
        mark.outcome != Outcome.EXCUSED and case.day < mark.day <= case.until
        for who, marks in histories.items()
        if who != case.who
        for mark in marks
    )


def _verdict(share: Share, expected: float) -> Verdict:
    if share.cases < ENOUGH:
        return Verdict.CANNOT_TELL
    if share.low > expected:
        return Verdict.SPREADS
    return Verdict.STAYS if share.high < max(expected, 0.5) else Verdict.CANNOT_TELL
