"""Which two times to offer for one that is given up (R2): best first, each pair free of everything else."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import combinations

from hederssak.rules.blocks import Slot
from hederssak.rules.swaps import Payer, SwapRefused, fits
from hederssak.rules.weeks import Week, local_instant

EARLIEST, LATEST = time(8), time(17)
STEP = timedelta(minutes=30)
NOON = time(11, 30), time(12, 30)
PAIRS = 5
BREATH = timedelta(minutes=15)

USUAL, FREE_DAY, OTHER_DAYS = 2.0, 1.5, 1.5
MORNING, ROOM = 0.5, 0.25
MONDAY, FRIDAY_AFTERNOON, LUNCH = -0.5, -1.5, -1.0
SEEN_TIME, SEEN_DAYS = -1.25, -0.5


@dataclass(frozen=True, slots=True)
class Wish:
    """Times of so many minutes in a week are looked for; `usual` are the regular starts, by the member's clock."""

    week: Week
    minutes: int
    payer: Payer
    usual: Sequence[time] = ()
    own_days: frozenset[date] = frozenset()
    """Days of the week that have a block already."""


@dataclass(frozen=True, order=True)
class Offer:
    """One free time, with what speaks for it."""

    slot: Slot
    points: float = field(compare=False)
    reasons: tuple[str, ...] = field(compare=False, default=())


@dataclass(frozen=True)
class Pair:
    """Two free times; the first is the earlier."""

    first: Offer
    second: Offer

    @property
    def slots(self) -> tuple[Slot, Slot]:
        """Return the two times."""
        return self.first.slot, self.second.slot

    @property
    def points(self) -> float:
        """Return what speaks for the pair: each time, and that the days differ."""
        is_apart = self.first.slot.starts_at.date() != self.second.slot.starts_at.date()
        return self.first.points + self.second.points + OTHER_DAYS * is_apart


def pairs(wish: Wish, *, now: datetime, count: int = PAIRS) -> list[Pair]:
    """Return up to `count` pairs, best first, and no two alike; none where the week has no room for two.

    A time is good when it is the member's usual one, on a day without another block, in the morning, with room to
    breathe around it; Monday morning and Friday afternoon are those that fall out again. What an earlier pair offers
    already counts less, so that five pairs are five choices.
    """
    days_offers = [_of_day(wish, day, now=now) for day in wish.week.days]
    left = _pairs_of([offer for offers in days_offers for offer in _apart(offers)])
    left = left or _pairs_of([offer for offers in days_offers for offer in offers])
    times: Counter[Slot] = Counter()
    days: Counter[tuple[date, date]] = Counter()
    chosen: list[Pair] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda pair: (_worth(pair, times, days), -pair.first.slot.starts_at.timestamp()))
        left.remove(best)
        chosen.append(best)
        times.update(best.slots)
        days[_days(best)] += 1
    return chosen


def singles(wish: Wish, *, now: datetime, count: int = PAIRS) -> list[Offer]:
    """Return up to `count` times, best first, at most two on one day: for whoever owes one only."""
    best = [offer for day in wish.week.days for offer in _apart(_of_day(wish, day, now=now))[:2]]
    return sorted(best, key=lambda offer: (-offer.points, offer.slot))[:count]


def _apart(offers: Sequence[Offer]) -> list[Offer]:
    """Return the best of a day, then each next that overlaps none before: half an hour later is no other choice."""
    chosen: list[Offer] = []
    for offer in offers:
        if not any(offer.slot.overlaps(other.slot) for other in chosen):
            chosen.append(offer)
    return chosen


def _pairs_of(offers: Sequence[Offer]) -> list[Pair]:
    return [Pair(*sorted(two)) for two in combinations(offers, 2) if not two[0].slot.overlaps(two[1].slot)]


def _worth(pair: Pair, times: Counter[Slot], days: Counter[tuple[date, date]]) -> float:
    seen = sum(times[slot] for slot in pair.slots)
    return pair.points + SEEN_TIME * seen + SEEN_DAYS * days[_days(pair)]


def _days(pair: Pair) -> tuple[date, date]:
    return pair.first.slot.starts_at.date(), pair.second.slot.starts_at.date()


def _of_day(wish: Wish, day: date, *, now: datetime) -> list[Offer]:
    """Return a day's free times, best first."""
    if not wish.payer.calendar.is_working(day):
        return []
    offers = [_offer(wish, day, slot) for slot in _free(wish, day, now=now)]
    return sorted(offers, key=lambda offer: (-offer.points, offer.slot))


def _free(wish: Wish, day: date, *, now: datetime) -> Iterator[Slot]:
    start = local_instant(day, EARLIEST, wish.payer.zone)
    end = local_instant(day, LATEST, wish.payer.zone)
    while start + timedelta(minutes=wish.minutes) <= end:
        slot = Slot.at(start, wish.minutes)
        try:
            fits(slot, week=wish.week, minutes=wish.minutes, payer=wish.payer, now=now)
        except SwapRefused:
            pass
        else:
            yield slot
        start += STEP


def _offer(wish: Wish, day: date, slot: Slot) -> Offer:
    """Weigh one free time."""
    begins = slot.starts_at.astimezone(wish.payer.zone).time()
    away = min((abs(_hours(begins) - _hours(usual)) for usual in wish.usual), default=3.0)
    around = Slot(slot.starts_at - BREATH, slot.ends_at + BREATH)
    speaks = {
        "usual_time": USUAL * max(0.0, 1 - away / 3),
        "free_day": FREE_DAY * (day not in wish.own_days),
        "morning": MORNING * (begins < time(11)),
        "room": ROOM * (not any(one.slot.overlaps(around) for one in wish.payer.busy)),
    }
    points = sum(speaks.values())
    points += MONDAY * (day.weekday() == 0 and begins < time(10))
    points += FRIDAY_AFTERNOON * (day.weekday() == 4 and begins >= time(12))
    points += LUNCH * slot.overlaps(_noon(wish, day))
    reasons = tuple(name for name, value in speaks.items() if value and (name != "usual_time" or away == 0))
    return Offer(slot, points, reasons)


def _noon(wish: Wish, day: date) -> Slot:
    begins, ends = (local_instant(day, clock, wish.payer.zone) for clock in NOON)
    return Slot(begins, ends)


def _hours(clock: time) -> float:
    return clock.hour + clock.minute / 60
