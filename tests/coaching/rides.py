"""Ride-alongs of Eva's with Anna for tests."""

import datetime as dt

from hederssak.coaching.actions import Notes, Seen, plan, share, write_play
from hederssak.coaching.actions.practising import PlayDraft
from hederssak.coaching.models import Play, RideAlong
from hederssak.pipeline.models import Stage
from hederssak.prospecting.models import Block
from hederssak.rules.coaching import Aspect, Level
from tests.cast import NOW, Cast
from tests.meetings.visits import book

SITE = "http://localhost"
SEEN = {
    Aspect.PURPOSE: Seen(Level.YES, "Sade syftet i första meningen"),
    Aspect.INSIGHT: Seen(Level.PARTLY),
    Aspect.QUESTIONS: Seen(Level.YES),
    Aspect.PICTURE: Seen(),
    Aspect.NEXT_STEP: Seen(Level.NOT_YET, "Det blev 'vi hörs'"),
}


def notes(practise: str = "Fråga efter nästa steg", stage: Stage | None = None) -> Notes:
    """Return what Eva saw."""
    return Notes(seen=SEEN, practise=practise, aspect=Aspect.NEXT_STEP if practise else None, stage=stage)


def planned(cast: Cast, *, days: float = 2, now: dt.datetime = NOW) -> RideAlong:
    """Let Eva plan to follow Anna to a meeting so many days from now."""
    return plan(book(cast, days=days), by=cast.eva, now=now)


def shared(cast: Cast, *, days: float = 0, practise: str = "Fråga efter nästa steg") -> RideAlong:
    """Let Eva follow Anna and share what she saw the same evening."""
    ride = planned(cast, days=days, now=NOW + dt.timedelta(days=days))
    evening = NOW + dt.timedelta(days=days, hours=8)
    share(ride, notes(practise), by=cast.eva, address=SITE, now=evening)
    return ride


def hour(cast: Cast, *, days: float = 1) -> Block:
    """Make a booking hour of Anna's."""
    start = NOW + dt.timedelta(days=days)
    return Block.objects.create(
        organization=cast.nordvik, member=cast.anna, starts_at=start, ends_at=start + dt.timedelta(hours=2)
    )


def play(cast: Cast) -> Play:
    """Write a play of Eva's."""
    draft = PlayDraft(
        name="Inköparen vill bara ha ett pris",
        situation="Sista mötet före beslutet",
        customer="Inköpschef på ett sågverk",
        competitor="Den de har",
        aspect=Aspect.NEXT_STEP,
        criteria=["Priset kommer efter värdet", "En dag är bestämd"],
    )
    return write_play(draft, by=cast.eva, now=NOW)
