"""Lately Lena fills her number: more coffees with the same five customers, some written down as the month ends."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from hederssak.demo import words
from hederssak.demo.reps import LENA
from hederssak.demo.story import Booked, Ended
from hederssak.demo.workdays import at as local
from hederssak.demo.world import World, after

WEEKS = 7
A_DAY = 0.75
AS_IT_ENDS = 1.6
LOYAL = 5


def fill_the_number(world: World, *, last: dt.date) -> None:
    """Add meetings about nothing in the last weeks. The dice are its own: the rest falls as it would without."""
    rng = random.Random(f"filling {last}")
    busy = {deal.company.name for deal in world.deals[LENA.key]}
    customers = [one for one in world.companies[LENA.key] if one.is_customer and one.name not in busy]
    loyal = (customers or [one for one in world.companies[LENA.key] if one.is_customer])[:LOYAL]
    for day in _workdays(world, last):
        is_ending = (day + dt.timedelta(days=3)).month != day.month
        for _ in range(int((AS_IT_ENDS if is_ending else A_DAY) + rng.random())):
            company = loyal[rng.randrange(len(loyal))]
            start = local(day, rng.randint(9, 15), rng.choice((15, 45)))
            world.booked += 1
            world.tell(
                Booked(
                    at=start - dt.timedelta(hours=1 if is_ending else 26), rep=LENA.key, number=world.booked,
                    company=company, title=words.COFFEES[rng.randrange(len(words.COFFEES))], starts_at=start,
                    minutes=45, people=(world.people[company.name]["uses"],),
                )
            )  # fmt: skip
            world.tell(Ended(at=after(start, 50), rep=LENA.key, number=world.booked, state="held"))


def _workdays(world: World, last: dt.date) -> Iterator[dt.date]:
    for number in range(WEEKS * 7, -1, -1):
        day = last - dt.timedelta(days=number)
        if world.days.works(LENA, day):
            yield day
