"""Tables of any length, the same for the same seed, and what they look like a week later."""

from __future__ import annotations

import datetime as dt
import random

from tests.imports.giving import csv

HEADER = (
    "Deal ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Create Date", "Deal Owner", "Associated Company",
    "Product", "Next step", "Region",
)  # fmt: skip
STAGES = ("Qualified", "Discovery", "Proposal", "Negotiation", "Closed Won", "Closed Lost")
FIRST = dt.date(2025, 1, 1)
SYLLABLES = ("bor", "lid", "vik", "sten", "myr", "hed", "kul", "ros", "tal", "gran", "sund", "hög", "ås", "berg")


def company(number: int) -> str:
    """Return a name that belongs to nobody."""
    first, second = divmod(number % 196, 14)
    return f"{SYLLABLES[first]}{SYLLABLES[second]} {number} AB".title().replace(" Ab", " AB")


def companies(count: int) -> str:
    """Return the companies that as many deals name."""
    rows = ((company(number), f"City {number % 40}", 10 + number % 900) for number in range(max(count // 5, 1)))
    return csv(("Company name", "City", "Number of employees"), *rows)


def owners() -> str:
    """Return the owners that the deals name, in three teams."""
    rows = ((f"Owner Nr{number}", f"Team {number % 3}", f"Lead Nr{number % 3}") for number in range(12))
    return csv(("Owner", "Team", "Manager"), *rows)


def deals(count: int, *, seed: int = 1, week: int = 0, bad: float = 0.0, steps: bool = True) -> str:
    """Return `count` deals as they stand in a week: a tenth of them change from one week to the next."""
    rows = []
    for number in range(1, count + 1):
        draw = random.Random(seed * 1_000_003 + number)  # noqa: S311 (made-up tables, no secrets)
        created = FIRST + dt.timedelta(days=draw.randrange(600))
        amount = draw.randrange(5, 900) * 1000
        close = created + dt.timedelta(days=draw.randrange(30, 300))
        stage = draw.randrange(len(STAGES))
        owner, account = draw.randrange(12), draw.randrange(max(count // 5, 1))
        for past in range(week):
            moves = random.Random(number * 7919 + past)  # noqa: S311 (as above)
            if moves.random() < 0.1:
                close += dt.timedelta(days=21)
                amount = amount if moves.random() < 0.5 else int(amount * 1.1)
                stage = min(stage + (moves.random() < 0.3), 5)
        shown = "many" if draw.random() < bad else amount
        step = f"Step {number % 7}" if steps else ""
        rows.append(
            (f"D-{number}", f"Deal {number}", STAGES[stage], shown, close, created, f"Owner Nr{owner}",
             company(account), f"Product {draw.randrange(9)}", step, f"Region {draw.randrange(4)}")
        )  # fmt: skip
    return csv(HEADER, *rows)
