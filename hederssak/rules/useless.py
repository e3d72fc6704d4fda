"""What became of a held meeting, and what the useless ones cost (R10).

A useless meeting is never one that was qualified out at once: that is a good outcome, whose hours are shown and never
called waste.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from hederssak.rules.money import Money

SHORTEST_WAIT = 90


class Became(StrEnum):
    """What a held meeting became."""

    RIGHT = "right"
    LED_ON = "led_on"
    QUALIFIED_OUT = "qualified_out"
    TOO_EARLY = "too_early"
    USELESS = "useless"


class End(StrEnum):
    """How the meeting's opportunity stands."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """One held meeting with what is known of it today.

    `was_right` is R7's answer as it was kept at the start; `held_on_deal` is how many meetings were held on its
    opportunity in all, this one included; `qualified_on` is the day the opportunity met its last mandatory criterion,
    `ended_on` when it was closed. `failed` are the checks that failed, by which the cost can be looked at.
    """

    key: str
    on: date
    was_right: bool
    held_on_deal: int = 1
    qualified_on: date | None = None
    end: End = End.OPEN
    ended_on: date | None = None
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """The own time of one meeting in hours: in it, before, on the road, and after."""

    meeting: Decimal
    preparation: Decimal = Decimal(0)
    travel: Decimal = Decimal(0)
    follow_up: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Return their sum."""
        return self.meeting + self.preparation + self.travel + self.follow_up


@dataclass(frozen=True, slots=True)
class Tail:
    """What a meeting dragged along: hours of proposals, and expenses. Later meetings count for themselves."""

    proposal_hours: Decimal = Decimal(0)
    expenses: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one meeting cost: its hours, those it dragged along, and the money for both with the expenses."""

    hours: Decimal
    dragged: Decimal
    money: Money


def longest_wait(days_to_qualify: Sequence[int]) -> int:
    """Return how many days a meeting gets to lead somewhere: the larger of 90 and the 75th percentile of the own.

    The percentile is the value that three quarters of the cases do not pass (nearest rank).
    """
    if not days_to_qualify:
        return SHORTEST_WAIT
    ordered = sorted(days_to_qualify)
    rank = -(-3 * len(ordered) // 4)
    return max(SHORTEST_WAIT, ordered[rank - 1])


def became(meeting: HeldMeeting, *, wait: int, today: date) -> Became:
    """Return what a held meeting became, as known today (R10).

    One whose opportunity was won has led on, whether or not anybody wrote down that it was qualified.
    """
    lapsed = meeting.end in {End.LOST, End.LET_GO} and meeting.qualified_on is None
    until = meeting.on + timedelta(days=wait)
    if lapsed and meeting.held_on_deal > 1:
        return Became.USELESS
    if lapsed and meeting.ended_on is not None and meeting.ended_on <= until:
        return Became.QUALIFIED_OUT
    if meeting.was_right:
        return Became.RIGHT
    if meeting.end is End.WON or (meeting.qualified_on is not None and meeting.qualified_on <= until):
        return Became.LED_ON
    return Became.USELESS if lapsed or today > until else Became.TOO_EARLY


def cost(hours: Hours, tail: Tail, *, hourly: Money) -> Cost:
    """Return what a meeting cost at the loaded hourly cost: (own hours + dragged hours) x rate + expenses (R10)."""
    whole = (hours.total + tail.proposal_hours) * hourly.amount + tail.expenses
    return Cost(hours.total, tail.proposal_hours, Money(whole, hourly.currency))


def total(costs: Mapping[str, Cost], outcomes: Mapping[str, Became], currency: str) -> Money:
    """Return what the useless ones among them cost together; the others cost nothing here."""
    wasted = (costs[key].money.amount for key, outcome in outcomes.items() if outcome is Became.USELESS)
    return Money(sum(wasted, Decimal(0)), currency)


def hours_by(costs: Mapping[str, Cost], outcomes: Mapping[str, Became]) -> dict[Became, Decimal]:
    """Return the hours per outcome with what they dragged along; every outcome is there, in its order."""
    found = dict.fromkeys(Became, Decimal(0))
    for key, outcome in outcomes.items():
        found[outcome] += costs[key].hours + costs[key].dragged
    return found


def polite_way_out(
    *, proposals: Iterable[date], first_met: date | None, qualified_on: date | None, is_tender: bool
) -> bool:
    """Return whether a proposal went out after the first meeting to an opportunity that was not qualified then.

    That is the customer's polite way out. Tenders are exempt.
    """
    if is_tender or first_met is None:
        return False
    return any(sent >= first_met and (qualified_on is None or sent < qualified_on) for sent in proposals)


class Failed(StrEnum):
    """Why a meeting was useless where no check says it; the checks' own lacks (R7) stand beside these."""

    NO_DEAL = "no_deal"
    NEVER_QUALIFIED = "never_qualified"
    UNCHECKED = "unchecked"


def what_failed(lacks: Sequence[str], *, was_checked: bool, has_deal: bool, end: End) -> str:
    """Return the one criterion that a useless meeting is counted under, so that sums add up.

    The first lack of the checks that make a meeting right; without any: it was about no opportunity, or its
    opportunity ended without ever being qualified, or nobody checked.
    """
    if was_checked and lacks:
        return lacks[0]
    if not has_deal:
        return Failed.NO_DEAL
    return Failed.NEVER_QUALIFIED if end in {End.LOST, End.LET_GO} else Failed.UNCHECKED
