"""Parking sleeps until a day; letting go ends with a reason; both can be undone."""

import datetime as dt

import pytest

from hederssak.history.models import Change, RecordKind
from hederssak.pipeline.actions import (
    AlreadyEndedError,
    CompetitorMissingError,
    WakeInThePastError,
    let_go,
    park,
    take_back,
    wake_due,
)
from hederssak.pipeline.models import LetGoReason, Opportunity, State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

TODAY = NOW.date()
WAKE = dt.date(2027, 1, 11)


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    return make_deal(cast.anna, make_stages(cast.nordvik)["Offert"])


def test_a_parked_one_wakes_on_its_day_and_not_before(cast: Cast, deal: Opportunity) -> None:
    park(opportunity=deal, reason="Budget i januari", wake_on=WAKE, by=cast.anna, today=TODAY, now=NOW)
    assert deal.state == State.PARKED
    assert wake_due(organization=cast.nordvik, today=WAKE - dt.timedelta(days=1), now=NOW) == 0
    assert wake_due(organization=cast.nordvik, today=WAKE, now=NOW) == 1
    deal.refresh_from_db()
    assert deal.state == State.OPEN


def test_parking_again_replaces_the_day(cast: Cast, deal: Opportunity) -> None:
    for day in (WAKE, WAKE + dt.timedelta(days=30)):
        park(opportunity=deal, reason="Budget", wake_on=day, by=cast.anna, today=TODAY, now=NOW)
    assert list(deal.parkings.filter(ended_at=None).values_list("wake_on", flat=True)) == [WAKE + dt.timedelta(days=30)]


def test_it_cannot_wake_yesterday(cast: Cast, deal: Opportunity) -> None:
    with pytest.raises(WakeInThePastError):
        park(opportunity=deal, reason="?", wake_on=TODAY, by=cast.anna, today=TODAY, now=NOW)


def test_letting_go_is_written_down_and_can_be_taken_back(cast: Cast, deal: Opportunity) -> None:
    let_go(opportunity=deal, reason=LetGoReason.NO_DECISION, by=cast.anna, today=TODAY, now=NOW)
    assert (deal.state, deal.closed_on) == (State.LET_GO, TODAY)
    made = Change.objects.get(kind=RecordKind.LETTING_GO, subject_id=deal.pk)
    assert made.new == {"reason": "no_decision"}
    take_back(opportunity=deal, by=cast.anna, now=NOW)
    assert (deal.state, deal.closed_on) == (State.OPEN, None)


def test_lost_to_says_to_whom(cast: Cast, deal: Opportunity) -> None:
    with pytest.raises(CompetitorMissingError):
        let_go(opportunity=deal, reason=LetGoReason.LOST_TO, by=cast.anna, today=TODAY, now=NOW)
    assert deal.state == State.OPEN
    row = let_go(
        opportunity=deal, reason=LetGoReason.LOST_TO, competitor="Fjärd AB", by=cast.anna, today=TODAY, now=NOW
    )
    assert row.competitor == "Fjärd AB"


def test_what_has_ended_is_not_let_go_again(cast: Cast, deal: Opportunity) -> None:
    let_go(opportunity=deal, reason=LetGoReason.TIMING, by=cast.anna, today=TODAY, now=NOW)
    with pytest.raises(AlreadyEndedError):
        let_go(opportunity=deal, reason=LetGoReason.TIMING, by=cast.anna, today=TODAY, now=NOW)
    with pytest.raises(AlreadyEndedError):
        park(opportunity=deal, reason="?", wake_on=WAKE, by=cast.anna, today=TODAY, now=NOW)
