"""A deal's history told on one page: what decided it, in the order in which it happened (R16)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

MOST = 12
"""Lines on one page: what a room reads in a minute."""


class Weight(IntEnum):
    """What a line does for the telling; of a long history the lighter ones are left out first."""

    OURS = 1
    CHANGED = 2
    BUYER = 3
    MET = 4
    STAGE = 5
    END = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened; `merge` names what may be told together, `times` how often it came, from `old`."""

    on: date
    what: str
    weight: Weight
    old: str = ""
    new: str = ""
    note: str = ""
    merge: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines that are told, earliest first, and how many others there are."""

    lines: tuple[Line, ...]
    more: int


def told(lines: Iterable[Line], *, most: int = MOST) -> Shown:
    """Return the lines that one page holds, earliest first.

    Moves of one kind that follow each other are one line: three pushes of the close date with nothing between are one
    push of three times, from the first date to the last, on the day of the last. Of what is too much the lightest are
    left out, of equal ones those in the middle: how it began and how it ended is kept.
    """
    merged = _merged(sorted(lines, key=lambda line: line.on))
    if len(merged) <= most:
        return Shown(tuple(merged), 0)
    last = len(merged) - 1
    order = sorted(range(len(merged)), key=lambda at: (-merged[at].weight, min(at, last - at), at))
    kept = sorted(order[:most])
    return Shown(tuple(merged[at] for at in kept), len(merged) - most)


def _merged(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and line.merge and before.merge == line.merge:
            found[-1] = replace(line, old=before.old, times=before.times + line.times)
        else:
            found.append(line)
    return found
