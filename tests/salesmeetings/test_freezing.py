"""A pack is frozen the day before and at the start, once each, however late the worker comes."""

import datetime as dt

import pytest

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import save_only
from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import Opportunity
from hederssak.rules.theatre import theatre
from hederssak.salesmeetings.actions import NotYetError, freeze, freeze_due, look_at_pack
from hederssak.salesmeetings.models import Freezing, Pack, PackLook
from hederssak.salesmeetings.queries import frozen_pack
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages
from tests.salesmeetings.mondays import DAY, HOUR, NEXT, make_meeting

PUSHED = {"close_date": dt.date(2027, 2, 1)}


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    return make_meeting(cast.norr)


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    return make_deal(cast.mikko, make_stages(cast.nordvik)["Lösning"], now=NOW - 60 * DAY)


def kept() -> list[tuple[str, dt.datetime]]:
    return list(Pack.objects.order_by("as_of").values_list("freezing", "as_of"))


def test_nothing_is_frozen_before_its_instant(cast: Cast, meeting: SalesMeeting) -> None:
    with pytest.raises(NotYetError):
        freeze(meeting=meeting, freezing=Freezing.DAY_BEFORE, now=NEXT - DAY - dt.timedelta(seconds=1))
    assert freeze_due(now=NEXT - DAY - dt.timedelta(seconds=1)) == 0


def test_it_is_frozen_a_day_before_and_at_the_start(cast: Cast, meeting: SalesMeeting) -> None:
    assert freeze_due(now=NEXT - DAY) == 1
    assert freeze_due(now=NEXT) == 1
    assert kept() == [("day_before", NEXT - DAY), ("at_start", NEXT)]


def test_a_worker_that_comes_late_keeps_what_was_known_then(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity
) -> None:
    edit_opportunity(opportunity=deal, values=PUSHED, by=cast.mikko, now=NEXT - HOUR)
    assert freeze_due(now=NEXT + 3 * DAY) == 2
    before, at_start = Pack.objects.order_by("as_of")
    assert (before.frozen_at, before.as_of) == (NEXT + 3 * DAY, NEXT - DAY)
    assert before.contents["opportunities"][str(deal.pk)]["close_date"] == "2026-12-18"
    assert at_start.contents["opportunities"][str(deal.pk)]["close_date"] == "2027-02-01"
    (finding,) = theatre(before.contents["opportunities"], at_start.contents["opportunities"])
    assert finding.code == "theatre_pushed"


def test_freezing_twice_is_freezing_once(cast: Cast, meeting: SalesMeeting, deal: Opportunity) -> None:
    first = freeze(meeting=meeting, freezing=Freezing.DAY_BEFORE, now=NEXT - DAY)
    edit_opportunity(opportunity=deal, values=PUSHED, by=cast.mikko, now=NEXT - HOUR)
    again = freeze(meeting=meeting, freezing=Freezing.DAY_BEFORE, now=NEXT)
    assert (again.pk, again.contents) == (first.pk, first.contents)
    assert freeze_due(now=NEXT - HOUR) == 0


def test_a_meeting_that_was_called_off_is_not_prepared(cast: Cast, meeting: SalesMeeting) -> None:
    save_only(meeting, called_off_at=NOW)
    assert freeze_due(now=NEXT) == 0


def test_meetings_of_long_ago_are_left_alone(cast: Cast, meeting: SalesMeeting) -> None:
    assert freeze_due(now=NEXT + 9 * DAY) == 0


def test_the_meeting_is_held_with_the_pack_of_its_start(cast: Cast, meeting: SalesMeeting) -> None:
    assert frozen_pack(meeting) is None
    before = freeze(meeting=meeting, freezing=Freezing.DAY_BEFORE, now=NEXT - DAY)
    assert frozen_pack(meeting) == before
    at_start = freeze(meeting=meeting, freezing=Freezing.AT_START, now=NEXT)
    assert frozen_pack(meeting) == at_start


def test_the_day_before_a_clock_change_is_24_hours(cast: Cast) -> None:
    meeting = make_meeting(cast.norr, dt.datetime(2026, 10, 26, 7, 30, tzinfo=dt.UTC))
    pack = freeze(meeting=meeting, freezing=Freezing.DAY_BEFORE, now=meeting.starts_at)
    assert pack.as_of == dt.datetime(2026, 10, 25, 7, 30, tzinfo=dt.UTC)


def test_the_first_look_is_kept(cast: Cast, meeting: SalesMeeting) -> None:
    look_at_pack(meeting=meeting, by=cast.anna, now=NOW)
    assert look_at_pack(meeting=meeting, by=cast.anna, now=NOW + HOUR).at == NOW
    look_at_pack(meeting=meeting, by=cast.mikko, now=NOW + HOUR)
    assert PackLook.objects.count() == 2
