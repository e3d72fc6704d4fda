"""Promises between meetings: how often they are kept, and what to do with one that is broken (R16)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hederssak.rules.names import fold
from hederssak.rules.shares import Share

TWICE = 2
"""Broken so often, a promise is made smaller or dropped, in the room."""
TOO_LONG_AGO = timedelta(days=14)
"""Once its day is further back, one that nobody told of may be said to be no longer needed."""


class State(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"


class After(StrEnum):
    """What a broken promise asks for: to be given again, or to be made smaller or dropped."""

    AGAIN = "again"
    SMALLER_OR_DROP = "smaller_or_drop"


class NotSmaller(ValueError):
    """A promise that was broken twice is given again in the same words: it would be broken a third time."""

    code = "not_smaller"


@dataclass(frozen=True, slots=True)
class Given:
    """One promise of an owner: the day it is for, and how it went."""

    owner: str
    due: date
    state: State


@dataclass(frozen=True, slots=True)
class Rate:
    """How many promises were kept of those whose day has come, and how many were dropped: they are in no rate."""

    kept: int = 0
    due: int = 0
    dropped: int = 0

    @property
    def share(self) -> Share:
        """The share with its interval."""
        return Share(self.kept, self.due)

    def __add__(self, other: "Rate") -> "Rate":
        """Return the rate of both together."""
        return Rate(self.kept + other.kept, self.due + other.due, self.dropped + other.dropped)


def rate(given: Iterable[Given], *, today: date) -> Rate:
    """Return the kept-rate; a promise whose day has passed and that nobody has settled counts as not kept yet.

    Else a rate would rise by never asking. One that is kept before its day counts at once, and one that is kept late
    counts as kept: it is pressed when it is told, not when it is done.
    """
    rows = list(given)
    kept = sum(one.state is State.KEPT for one in rows)
    broken = sum(one.state is State.BROKEN for one in rows)
    owed = sum(is_owed(one.state, one.due, today=today) for one in rows)
    return Rate(kept, kept + broken + owed, sum(one.state is State.DROPPED for one in rows))


def rates(given: Iterable[Given], *, today: date) -> dict[str, Rate]:
    """Return the kept-rate of each owner."""
    by_owner: Mapping[str, list[Given]] = defaultdict(list)
    for one in given:
        by_owner[one.owner].append(one)
    return {owner: rate(rows, today=today) for owner, rows in by_owner.items()}


def is_owed(state: State, due: date, *, today: date) -> bool:
    """Return whether a promise's day has passed without a word on how it went."""
    return state is State.OPEN and due < today


def may_be_laid_aside(state: State, due: date, *, today: date) -> bool:
    """Return whether a promise may be said to be no longer needed; it counts as not kept all the same.

    One that was broken may at once. One without a word only when its day is more than two weeks back: until then the
    question is whether it was kept.
    """
    return state is State.BROKEN or (is_owed(state, due, today=today) and today - due > TOO_LONG_AGO)


def after_breaking(times: int) -> After:
    """Return what a promise asks for that has been broken so many times in a row, each time given again."""
    return After.SMALLER_OR_DROP if times >= TWICE else After.AGAIN


def check_given_again(words: str, *, before: str, times: int) -> None:
    """Let a broken promise be given again; one that was broken twice only in other words: smaller.

    Raises:
        NotSmaller: it was broken twice and its words are the same.
    """
    is_same = fold(" ".join(words.split())).strip(" .!") == fold(" ".join(before.split())).strip(" .!")
    if is_same and after_breaking(times) is After.SMALLER_OR_DROP:
        raise NotSmaller
