"""A date moved on the morning of the sales meeting is asked about; the same move at another time is not."""

import datetime as dt

import pytest

from hederssak.cadence.models import SalesMeeting
from hederssak.history.actions import Source
from hederssak.history.models import Origin
from hederssak.honesty.actions import judge_these
from hederssak.honesty.models import Flag
from hederssak.pipeline.actions import OpportunityEdit, change_opportunities, edit_opportunity, name_buyer_event
from hederssak.pipeline.models import Opportunity
from tests.cast import NOW, STOCKHOLM, Cast
from tests.pipeline.deals import make_deal, make_stages

MEETING = dt.datetime(2026, 11, 16, 8, 30, tzinfo=STOCKHOLM)
LATE = dt.date(2027, 2, 1)


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    SalesMeeting.objects.create(organization=cast.nordvik, team=cast.norr, starts_at=MEETING)
    return make_deal(cast.mikko, make_stages(cast.nordvik)["Lösning"], now=NOW - dt.timedelta(days=60))


def asked(cast: Cast, deal: Opportunity) -> bool:
    judge_these(organization=cast.nordvik, opportunities=[deal], now=NOW)
    return Flag.objects.filter(opportunity=deal, code="moved_before_meeting").exists()


def test_an_hour_before_the_meeting_is_asked_about(cast: Cast, deal: Opportunity) -> None:
    edit_opportunity(opportunity=deal, values={"close_date": LATE}, by=cast.mikko, now=MEETING - dt.timedelta(hours=1))
    assert asked(cast, deal)
    evidence = Flag.objects.get(code="moved_before_meeting").figures["figures"]
    assert (evidence["old"], evidence["new"], evidence["minutes_before_start"]) == ("2026-12-18", "2027-02-01", 60)


def test_two_days_before_is_not(cast: Cast, deal: Opportunity) -> None:
    edit_opportunity(opportunity=deal, values={"close_date": LATE}, by=cast.mikko, now=MEETING - dt.timedelta(days=2))
    assert not asked(cast, deal)


def test_two_exports_a_week_apart_do_not_prove_it(cast: Cast, deal: Opportunity) -> None:
    source = Source(
        origin=Origin.FILE,
        known_at=MEETING - dt.timedelta(minutes=30),
        after=MEETING - dt.timedelta(days=7),
        before=MEETING - dt.timedelta(minutes=30),
    )
    change_opportunities(
        [OpportunityEdit(opportunity=deal, values={"close_date": LATE})],
        organization=cast.nordvik,
        source=source,
        now=source.known_at,
    )
    assert not asked(cast, deal)


def test_a_dated_event_at_the_buyer_explains_it(cast: Cast, deal: Opportunity) -> None:
    early = MEETING - dt.timedelta(hours=1)
    name_buyer_event(opportunity=deal, what="Styrelsemöte", on_day=dt.date(2027, 1, 28), by=cast.mikko, now=early)
    edit_opportunity(opportunity=deal, values={"close_date": LATE}, by=cast.mikko, now=early)
    assert not asked(cast, deal)


def test_it_is_still_asked_about_until_the_next_meeting_begins(cast: Cast, deal: Opportunity) -> None:
    following = MEETING + dt.timedelta(days=7)
    SalesMeeting.objects.create(organization=cast.nordvik, team=cast.norr, starts_at=following)
    edit_opportunity(opportunity=deal, values={"close_date": LATE}, by=cast.mikko, now=MEETING - dt.timedelta(hours=1))
    hour = dt.timedelta(hours=1)
    for now, expected in ((following - hour, True), (following + hour, False)):
        judge_these(organization=cast.nordvik, opportunities=[deal], now=now)
        assert Flag.objects.filter(code="moved_before_meeting").exists() is expected
