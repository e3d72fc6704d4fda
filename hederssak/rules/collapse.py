"""What a collapse costs (R3): bookings fall to half for half a year, and each meeting leaves a margin.

    5 meetings a week x 50 % x 26 weeks x 10 000 = 650 000

beside the 10 000 to 30 000 that the one to three visits which caused it may have left. The drop and the margin are
the source's until the own history is long enough to say better; the page says which they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from hederssak.rules.money import Money

DROP = 0.5
WEEKS = 26
VISITS = (1, 3)
"""How many customer visits it takes, by the source, to bring a system down."""

ENOUGH_CLOSED = 20
"""Closed deals with meetings from which on the own margin per meeting replaces the assumed one."""

ENOUGH_WEEKS = 16
"""Person-weeks after a collapse (and before one) from which on the own drop replaces the assumed one."""

ENOUGH_COLLAPSES = 8
"""Collapses below which none is measured: people differ so much that a few which were no loss may be luck."""

DRAWS = 1000
SEED = 20_260_105
_SURE = 8.0
"""How firmly an assumed figure is believed, as the size of a sample: its interval is about a third either way."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 80 % interval, the cases behind it, and whether it is only assumed."""

    value: float
    low: float
    high: float
    cases: int = 0
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Deal:
    """One closed deal with customer meetings: what it left (0 where lost) and how many meetings were held on it."""

    margin: float
    meetings: int


@dataclass(frozen=True, slots=True)
class Bookings:
    """Meetings booked in so many weeks of one person, before a collapse or after it."""

    meetings: int
    weeks: float


@dataclass(frozen=True, slots=True)
class Assumed:
    """What an organization assumes until it knows: its own settings, or the source's figures."""

    margin_per_meeting: Money
    drop: float = DROP
    weeks: int = WEEKS


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one collapse, what it is made of, and what the visits that cause one may leave."""

    price: Money
    low: Money
    high: Money
    meetings_per_week: float
    drop: Estimate
    weeks: int
    margin: Estimate
    visits_low: Money
    visits_high: Money


def price_of_collapse(
    *,
    meetings_per_week: float,
    assumed: Assumed,
    deals: Sequence[Deal] = (),
    before: Sequence[Bookings] = (),
    after: Sequence[Bookings] = (),
) -> Price:
    """Return what a collapse costs one person's market, with an 80 % interval by drawing both uncertain factors."""
    chance = Random(SEED)  # noqa: S311 (a simulation that gives the same answer twice, no secret)
    drops, drop_cases = _drops(chance, assumed.drop, before, after)
    margins, margin_cases = _margins(chance, float(assumed.margin_per_meeting.amount), deals)
    drop = _estimate(drops, assumed.drop, drop_cases)
    margin = _estimate(margins, float(assumed.margin_per_meeting.amount), margin_cases)
    volume = meetings_per_week * assumed.weeks
    products = sorted(one * other for one, other in zip(drops, margins, strict=True))
    currency = assumed.margin_per_meeting.currency
    return Price(
        price=_money(volume * drop.value * margin.value, currency),
        low=_money(volume * _quantile(products, 0.1), currency),
        high=_money(volume * _quantile(products, 0.9), currency),
        meetings_per_week=meetings_per_week,
        drop=drop,
        weeks=assumed.weeks,
        margin=margin,
        visits_low=_money(VISITS[0] * margin.value, currency),
        visits_high=_money(VISITS[1] * margin.value, currency),
    )


@dataclass(frozen=True, slots=True)
class MadeAnyway:
    """Percent of skipped bookings that are made anyway, with its 80 % interval, and the collapses behind it.

    `fall` is the share by which bookings fell in them; without cases all of it is assumed.
    """

    value: float = 0
    low: float = 0
    high: float = 0
    fall: float = DROP
    cases: int = 0


def made_anyway(fall: Estimate) -> MadeAnyway:
    """Return what is made anyway of skipped bookings (R19) when they fall by the share `fall` in a collapse.

    A collapse takes half of the hours, by the source: half skipped and this share made anyway lose exactly `fall`.
    One above a half leaves 0.
    """
    value, most, least = (100 * min(max(1 - one / DROP, 0.0), 1.0) for one in (fall.value, fall.low, fall.high))
    if fall.assumed:
        return MadeAnyway(round(value), round(value), round(value), fall.value)
    return MadeAnyway(round(value), round(least), round(most), fall.value, fall.cases)


def own_margin(deals: Sequence[Deal]) -> float | None:
    """Return margin won / meetings held on won and lost deals (R8); None while too few are closed."""
    meetings = sum(deal.meetings for deal in deals)
    if len(deals) < ENOUGH_CLOSED or not meetings:
        return None
    return sum(deal.margin for deal in deals) / meetings


def own_drop(before: Sequence[Bookings], after: Sequence[Bookings]) -> float | None:
    """Return by which share bookings fell after collapses, 0 where they did not; None while both are few."""
    weeks_before, weeks_after = (sum(one.weeks for one in many) for many in (before, after))
    booked = sum(one.meetings for one in before)
    if len(after) < ENOUGH_COLLAPSES or min(weeks_before, weeks_after) < ENOUGH_WEEKS or not booked:
        return None
    rate_after = sum(one.meetings for one in after) / weeks_after
    return max(0.0, 1 - rate_after / (booked / weeks_before))


def _drops(
    chance: Random, assumed: float, before: Sequence[Bookings], after: Sequence[Bookings]
) -> tuple[list[float], int]:
    """Return draws of the drop: people drawn anew with Gamma posteriors of both rates, or a Beta around the assumed."""
    if own_drop(before, after) is None:
        return [chance.betavariate(_SURE * assumed, _SURE * (1 - assumed)) for _ in range(DRAWS)], 0
    draws = []
    for _ in range(DRAWS):
        late, early = (_rate(chance, chance.choices(many, k=len(many))) for many in (after, before))
        draws.append(max(0.0, 1 - late / early))
    return draws, len(after)


def _rate(chance: Random, drawn: Sequence[Bookings]) -> float:
    """Return a draw of the bookings per week; half a meeting more, so that none booked is not never."""
    return chance.gammavariate(sum(one.meetings for one in drawn) + 0.5, 1 / sum(one.weeks for one in drawn))


def _margins(chance: Random, assumed: float, deals: Sequence[Deal]) -> tuple[list[float], int]:
    """Return draws of the margin per meeting: deals drawn anew with replacement, or a Gamma around what is assumed."""
    if own_margin(deals) is None:
        return [chance.gammavariate(_SURE, assumed / _SURE) for _ in range(DRAWS)], 0
    draws = []
    places = range(len(deals))
    held, won = [deal.meetings for deal in deals], [deal.margin for deal in deals]
    for _ in range(DRAWS):
        drawn = chance.choices(places, k=len(deals))
        meetings = sum(map(held.__getitem__, drawn))
        draws.append(sum(map(won.__getitem__, drawn)) / meetings if meetings else 0.0)
    return draws, len(deals)


def _estimate(draws: list[float], assumed: float, cases: int) -> Estimate:
    ordered = sorted(draws)
    value = sum(draws) / len(draws) if cases else assumed
    return Estimate(value, _quantile(ordered, 0.1), _quantile(ordered, 0.9), cases, assumed=not cases)


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _money(amount: float, currency: str) -> Money:
    return Money(Decimal(round(amount)), currency)
