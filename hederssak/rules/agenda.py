"""The sales meeting's time: more than half for cases, at most 15 % for exceptions (R16)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hederssak.rules.findings import Finding, figures

EXCEPTIONS_PERCENT = 15
MINUTES_PER_EXCEPTION = 2
SHORTEST = 15


class Item(StrEnum):
    """What a sales meeting's time goes to, in the order of the agenda."""

    PROMISES = "promises"
    WINS = "wins"
    MOVED = "moved"
    EXCEPTIONS = "exceptions"
    CASES = "cases"
    NEXT_WEEK = "next_week"
    OTHER = "other"


_PERCENT = {
    Item.PROMISES: 10,
    Item.WINS: 5,
    Item.MOVED: 10,
    Item.EXCEPTIONS: 10,
    Item.CASES: 55,
    Item.NEXT_WEEK: 10,
}


class Code(StrEnum):
    """What can be wrong with an agenda."""

    EMPTY = "agenda_empty"
    CASES_TOO_SHORT = "cases_too_short"
    EXCEPTIONS_TOO_LONG = "exceptions_too_long"
    NO_PROMISES = "no_promises"


class BadAgenda(ValueError):
    """Raised for an agenda that cannot be held: without time, or with an item twice."""

    code = "bad_agenda"


class TooShort(ValueError):
    """Raised for a meeting in which no case can be told."""

    code = "meeting_too_short"


@dataclass(frozen=True, slots=True)
class TimeBox:
    """One item and its whole minutes; `title` is what a team calls what is none of the usual."""

    item: Item
    minutes: int
    title: str = ""


def propose(minutes: int) -> tuple[TimeBox, ...]:
    """Return an agenda for a meeting of so many minutes that passes `check`; 60 gives the cases 33.

    The small items get their share rounded down, at least a minute; the cases get the rest. Raises
    TooShort below 15 minutes.
    """
    if minutes < SHORTEST:
        raise TooShort(f"{minutes} minutes leave no time for a case: {SHORTEST} do")
    shares = {item: max(1, minutes * percent // 100) for item, percent in _PERCENT.items()}
    shares[Item.CASES] = minutes - sum(time for item, time in shares.items() if item is not Item.CASES)
    return tuple(TimeBox(item, time) for item, time in shares.items())


def arranged(boxes: Iterable[TimeBox]) -> tuple[TimeBox, ...]:
    """Return the boxes that have time, in their order. Raises BadAgenda where none has, or an item comes twice."""
    kept = tuple(box for box in boxes if box.minutes > 0)
    if not kept or len({box.item for box in kept}) < len(kept):
        raise BadAgenda
    return kept


def check(boxes: Iterable[TimeBox]) -> list[Finding]:
    """Return what is wrong with an agenda: cases not above half, exceptions above 15 %, no promises."""
    minutes: Counter[Item] = Counter()
    for box in boxes:
        minutes[box.item] += box.minutes
    whole = minutes.total()
    if whole <= 0:
        return [Finding(Code.EMPTY)]
    found = []
    if 2 * minutes[Item.CASES] <= whole:
        found.append(_time(Code.CASES_TOO_SHORT, minutes[Item.CASES], whole, whole // 2 + 1))
    if 100 * minutes[Item.EXCEPTIONS] > EXCEPTIONS_PERCENT * whole:
        most = EXCEPTIONS_PERCENT * whole // 100
        found.append(_time(Code.EXCEPTIONS_TOO_LONG, minutes[Item.EXCEPTIONS], whole, most))
    if not minutes[Item.PROMISES]:
        found.append(Finding(Code.NO_PROMISES, figures=figures(whole=whole)))
    return found


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One opportunity with its flags, as it competes for a place on the agenda."""

    opportunity: str
    owner: str
    findings: tuple[Finding, ...]
    worth: Decimal | None = None


def places(minutes: int) -> int:
    """Return how many exceptions fit into a meeting: 15 % of its time at 2 minutes each, at least one."""
    return max(1, minutes * EXCEPTIONS_PERCENT // 100 // MINUTES_PER_EXCEPTION)


def choose_exceptions(asked: Iterable[Exceptional], minutes: int) -> list[Exceptional]:
    """Return the exceptions to talk about, the first to be asked first; no walk through every deal.

    The most pressing first, then the larger (`worth` in one currency, unknown last), then the
    older. Nobody gets more than half of the places while others have any: a meeting is no hearing.
    """
    ranked = sorted((one for one in asked if any(f.is_flag for f in one.findings)), key=_rank)
    most = places(minutes)
    fair = max(1, most // 2)
    chosen: list[Exceptional] = []
    passed: list[Exceptional] = []
    taken: Counter[str] = Counter()
    for one in ranked:
        if len(chosen) == most:
            break
        if taken[one.owner] < fair:
            chosen.append(one)
            taken[one.owner] += 1
        else:
            passed.append(one)
    return sorted([*chosen, *passed[: most - len(chosen)]], key=_rank)


def _rank(one: Exceptional) -> tuple[int, bool, Decimal, date, str]:
    flags = [finding for finding in one.findings if finding.is_flag]
    pressing = max(finding.severity.weight for finding in flags)
    since = min((finding.since for finding in flags if finding.since), default=date.max)
    return -pressing, one.worth is None, -(one.worth or Decimal()), since, one.opportunity


def _time(code: Code, minutes: int, whole: int, limit: int) -> Finding:
    return Finding(code, figures=figures(minutes=minutes, whole=whole, limit=limit))
