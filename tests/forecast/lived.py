"""A year of selling, made through the real actions: deals that walk through the stages and end."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from hederssak.history.actions import Source
from hederssak.history.models import Origin
from hederssak.org.models import Member
from hederssak.pipeline.actions import OpportunityDraft, OpportunityEdit, change_opportunities, make_opportunities
from hederssak.pipeline.models import Opportunity, Stage
from tests.cast import NOW, STOCKHOLM

OPEN = ("Behov", "Lösning", "Offert")


def live(
    owner: Member, stages: dict[str, Stage], *, deals: int, seed: int = 1, share: float = 0.5
) -> list[Opportunity]:
    """Let a member open deals evenly over the last fifty weeks; those that reach an offer are won by `share`."""
    rng = random.Random(seed)  # noqa: S311 (the same year each time)
    rows = []
    for number in range(deals):
        opened = NOW - dt.timedelta(days=350 * (1 - number / deals), hours=number % 7)
        rows.append(_one(owner, stages, opened, rng, share, number))
    return rows


def _one(
    owner: Member, stages: dict[str, Stage], opened: dt.datetime, rng: random.Random, share: float, number: int
) -> Opportunity:
    def source(at: dt.datetime) -> Source:
        return Source(origin=Origin.DEMO, known_at=at, after=at, before=at, by=owner)

    draft = OpportunityDraft(
        name=f"Linje {number}", stage=stages["Behov"], opened_on=_day(opened), currency="SEK", owner=owner,
        amount=Decimal(600_000), margin=Decimal(rng.choice((120_000, 180_000, 240_000))),
        close_date=_day(opened) + dt.timedelta(days=60), stage_since=_day(opened), source=source(opened),
    )  # fmt: skip
    (row,) = make_opportunities([draft], organization=owner.organization, source=source(opened), now=opened)
    at = opened
    for name in (*OPEN[1:], "end"):
        at += dt.timedelta(days=rng.uniform(5, 25))
        if at >= NOW:
            break
        lost = rng.random() < 0.25
        ends = name == "end" or lost
        stage = ("Vunnen" if not lost and rng.random() < share else "Förlorad") if ends else name
        edit = OpportunityEdit(opportunity=row, values={"stage": stages[stage]}, source=source(at))
        change_opportunities([edit], organization=owner.organization, source=source(at), now=at)
        if ends:
            break
    return row


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(STOCKHOLM).date()
