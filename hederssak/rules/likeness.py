"""How alike a deal is to one that was told in a meeting, so that what was learned comes up again (R16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

MOST = 2
"""How many told deals a page names: more would not be read."""

ENOUGH = 3
"""The score from which a told deal resembles: one strong trait, or two of the others."""

TIMES = 2
"""Two margins are of one size where neither is more than so many times the other."""


class Trait(StrEnum):
    """In what two deals are alike, what says most first."""

    COMPETITOR = "competitor"
    REASON = "reason"
    INDUSTRY = "industry"
    STAGE = "stage"
    SIZE = "size"


WEIGHT = {Trait.COMPETITOR: 4, Trait.REASON: 3, Trait.INDUSTRY: 2, Trait.STAGE: 2, Trait.SIZE: 1}


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a deal is like; an empty text and None are unknown, and resemble nothing.

    `competitor` may be a sentence that names one; `reason` is why it was lost, or what an open one may be lost by.
    """

    industry: str = ""
    stage: str = ""
    competitor: str = ""
    reason: str = ""
    margin: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """A told deal with the traits that it shares, the weightiest first, and their score."""

    case: str
    traits: tuple[Trait, ...]

    @property
    def score(self) -> int:
        """Return the sum of the shared traits' weights, at most 12."""
        return sum(WEIGHT[trait] for trait in self.traits)


def shared(one: Likeness, other: Likeness) -> tuple[Trait, ...]:
    """Return in what two deals are alike, the weightiest trait first."""
    alike = {
        Trait.COMPETITOR: _names(one.competitor, other.competitor),
        Trait.REASON: _same(one.reason, other.reason),
        Trait.INDUSTRY: _same(one.industry, other.industry),
        Trait.STAGE: _same(one.stage, other.stage),
        Trait.SIZE: _one_size(one, other),
    }
    return tuple(trait for trait in Trait if alike[trait])


def similar(one: Likeness, told: Iterable[tuple[str, Likeness, datetime]]) -> list[Similar]:
    """Return at most two of the told deals that resemble one, the most alike first, then the latest told.

    Each is given as key, likeness and the instant at which it was told. It resembles from a score of 3 on.
    """
    found = [(Similar(key, shared(one, other)), at) for key, other, at in told]
    enough = [(match, at) for match, at in found if match.score >= ENOUGH]
    enough.sort(key=lambda pair: (-pair[0].score, -pair[1].timestamp(), pair[0].case))
    return [match for match, _ in enough[:MOST]]


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold().strip() == other.casefold().strip()


def _names(one: str, other: str) -> bool:
    """Return whether one text names the other, as "Metso, and doing nothing" does Metso."""
    short, long = sorted((one.casefold().strip(), other.casefold().strip()), key=len)
    return bool(short) and f" {short} " in f" {long.replace(',', ' ').replace('.', ' ')} "


def _one_size(one: Likeness, other: Likeness) -> bool:
    if one.margin is None or other.margin is None or one.currency != other.currency:
        return False
    low, high = sorted((one.margin, other.margin))
    return low > 0 and high <= TIMES * low
