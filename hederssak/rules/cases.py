"""From which deal a meeting can learn: told freely, ended against the odds, or large and standing still (R16)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil, log
from typing import Any

MOST = 2
"""Cases for one meeting: each needs a quarter of an hour to be understood."""

AGAINST_THE_ODDS = 1 / 3
"""What happened is against the odds where it was given at most this chance before."""

LARGE_SHARE = 4
"""Large is the largest quarter of the team's open deals whose margin is known."""

FLOOR = 0.01
"""No chance is taken for smaller: nobody can tell one in a hundred from one in a thousand."""


class Reason(StrEnum):
    """Why a deal is offered as a case, what teaches most first."""

    VOLUNTEERED = "volunteered"
    WON = "won"
    LOST = "lost"
    STUCK = "stuck"


class Basis(StrEnum):
    """Who had told the chance before the deal ended."""

    FORECAST = "forecast"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Told:
    """The chance to win, 0 to 1, as it was told before a deal ended."""

    chance: float
    basis: Basis


@dataclass(frozen=True, slots=True)
class Candidate:
    """One deal that a meeting could learn from; `since` is when it was offered, ended or began to stand still."""

    opportunity: str
    owner: str
    reason: Reason
    worth: Decimal | None = None
    told: Told | None = None
    since: date | None = None

    @property
    def likelihood(self) -> float | None:
        """Return how likely what happened was before it did, at least 1 %; None where nobody had told."""
        if self.told is None or self.reason not in {Reason.WON, Reason.LOST}:
            return None
        happened = self.told.chance if self.reason is Reason.WON else 1 - self.told.chance
        return max(happened, FLOOR)

    @property
    def surprise(self) -> float | None:
        """Return -log p of what happened, in nats: 0 for the certain, 1.8 for one in six."""
        return None if self.likelihood is None else -log(self.likelihood)

    @property
    def is_against_the_odds(self) -> bool:
        """Return whether what happened had at most a chance of one in three."""
        return self.likelihood is not None and self.likelihood <= AGAINST_THE_ODDS

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values; `one_in` is the odds against which it ended."""
        against = self.is_against_the_odds and self.likelihood
        return {
            "opportunity": self.opportunity,
            "owner": self.owner,
            "reason": self.reason.value,
            "one_in": round(1 / against) if against else None,
            "basis": self.told.basis.value if against and self.told else "",
            "since": self.since.isoformat() if self.since else None,
        }


def choose(candidates: Iterable[Candidate], *, told: Collection[str] = ()) -> list[Candidate]:
    """Return at most two cases, the first to be told first.

    What was volunteered comes first, in the order in which it was offered; then what ended against the odds, the most
    surprising first; then the large that stand still, the largest first; then whatever else ended. What was `told`
    lately is told again only where somebody volunteers it. Beyond what is volunteered nobody has to tell twice while
    another has something to tell.
    """
    left = sorted((one for one in candidates if one.opportunity not in told or _is_offered(one)), key=_rank)
    chosen: list[Candidate] = []
    while left and len(chosen) < MOST:
        tellers = {one.owner for one in chosen}
        taken = next((one for one in left if _is_offered(one) or one.owner not in tellers), left[0])
        chosen.append(taken)
        left = [one for one in left if one.opportunity != taken.opportunity]
    return sorted(chosen, key=_rank)


def large(worths: Mapping[str, Decimal | None]) -> set[str]:
    """Return which of a team's open deals are large: the largest quarter of those whose worth is known."""
    known = sorted(((worth, key) for key, worth in worths.items() if worth is not None), reverse=True)
    return {key for _, key in known[: ceil(len(known) / LARGE_SHARE)]}


def _is_offered(one: Candidate) -> bool:
    return one.reason is Reason.VOLUNTEERED


def _rank(one: Candidate) -> tuple[int, float, bool, Decimal, date, str]:
    if _is_offered(one):
        return 0, 0.0, False, Decimal(0), one.since or date.max, one.opportunity
    tier = 1 if one.is_against_the_odds else 2 if one.reason is Reason.STUCK else 3
    surprise = -(one.surprise or 0.0)
    return tier, surprise, one.worth is None, -(one.worth or Decimal(0)), one.since or date.max, one.opportunity
