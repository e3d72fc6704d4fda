"""Won deals for tests of goals: so much margin on a day, week after week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity, Stage, StageKind, State
from tests.cast import NOW
from tests.pipeline.deals import make_stages

WEEKS = (18_000, 35_000, 10_000, 15_000, 16_000, 20_000, 22_000, 25_000)
"""What the eight weeks before a month have brought, the earliest first."""


def won_stage(member: Member) -> Stage:
    """Return the stage of won deals, made once."""
    found = Stage.objects.filter(organization=member.organization, kind=StageKind.WON).first()
    return found or make_stages(member.organization)["Vunnen"]


def sell(member: Member, day: dt.date, margin: int, *, now: dt.datetime = NOW) -> Opportunity:
    """Make a deal that was won on a day."""
    return Opportunity.objects.create(
        organization=member.organization,
        owner=member,
        team=member.team,
        name="Linje 3",
        search_key="linje 3",
        stage=won_stage(member),
        state=State.WON,
        amount=Decimal(margin * 4),
        margin=Decimal(margin),
        currency="SEK",
        stage_since=day,
        opened_on=day,
        closed_on=day,
        created_at=now,
        changed_at=now,
    )


def sell_weeks_before(member: Member, monday: dt.date, weeks: tuple[int, ...] = WEEKS) -> None:
    """Make a won deal on the Wednesday of each week before a Monday."""
    for back, margin in enumerate(reversed(weeks), start=1):
        sell(member, monday - dt.timedelta(weeks=back) + dt.timedelta(days=2), margin)


def sell_on(member: Member, sold: Mapping[dt.date, int]) -> None:
    """Make a won deal on each of some days."""
    for day, margin in sold.items():
        sell(member, day, margin)
