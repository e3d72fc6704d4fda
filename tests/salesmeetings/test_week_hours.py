"""The week's booking hours and HIT lists in the pack: sums of the team, as they were known at its instant."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from hederssak.cadence.models import SalesMeeting
from hederssak.history.actions import Source
from hederssak.lib.rows import save_only
from hederssak.prospecting.actions.written import write_made
from hederssak.prospecting.models import BlockKind, BlockState
from hederssak.rules.weeks import Week
from hederssak.salesmeetings import texts
from hederssak.salesmeetings.queries import pack_as_of
from hederssak.salesmeetings.queries.week_hours import hours_of_week
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.blocks import make_block
from tests.prospecting.calling import put_on_list
from tests.salesmeetings.mondays import make_mondays

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    return make_mondays(cast.norr)[1]


@pytest.fixture
def week(meeting: SalesMeeting) -> Week:
    return Week.of(meeting.starts_at.astimezone(STOCKHOLM).date())


def test_a_team_without_hours_has_an_empty_place(cast: Cast, meeting: SalesMeeting, week: Week) -> None:
    assert hours_of_week(cast.norr, week, as_of=NOW) == []
    assert pack_as_of(meeting, as_of=NOW)["blocks"] == {"absent": "no_blocks_yet"}


def test_hours_and_lists_are_counted_for_the_team_and_nobody_is_named(
    cast: Cast, meeting: SalesMeeting, week: Week
) -> None:
    make_block(cast.anna, week.monday)
    make_block(cast.mikko, week.monday + dt.timedelta(days=1))
    make_block(cast.otto, week.monday)
    make_block(cast.anna, week.monday + dt.timedelta(days=2), kind=BlockKind.PLANNING)
    put_on_list(cast.anna)
    found = [{"hours": 2, "swapped": 0, "waiting": 1, "empty": 1}]
    assert pack_as_of(meeting, as_of=NOW + HOUR)["blocks"] == found


def test_what_was_swapped_later_still_stood_then(cast: Cast, week: Week) -> None:
    block = make_block(cast.anna, week.monday)
    save_only(block, state=BlockState.SWAPPED, settled_at=NOW + HOUR)
    pair = [
        make_block(cast.anna, week.monday + dt.timedelta(days=day), kind=BlockKind.REPLACEMENT, replaces=block)
        for day in (2, 3)
    ]
    write_made(pair, organization=cast.nordvik, source=Source.page(by=cast.anna, now=NOW + HOUR))
    (then,) = hours_of_week(cast.norr, week, as_of=NOW)
    (since,) = hours_of_week(cast.norr, week, as_of=NOW + 2 * HOUR)
    assert (then["hours"], then["swapped"]) == (1, 0)
    assert (since["hours"], since["swapped"]) == (2, 1)


def test_a_contact_who_has_left_the_list_since_still_waited_then(cast: Cast, week: Week) -> None:
    make_block(cast.anna, week.monday)
    save_only(put_on_list(cast.anna), left_at=NOW + HOUR, left_why="by_hand")
    assert hours_of_week(cast.norr, week, as_of=NOW)[0]["waiting"] == 1
    assert hours_of_week(cast.norr, week, as_of=NOW + 2 * HOUR)[0]["empty"] == 1


def test_it_is_said_in_words() -> None:
    with translation.override("sv"):
        said = texts.hours(hours=9, swapped=1, waiting=58, empty=2)
    assert said.startswith("Nio bokningstider den här veckan. En är bytt mot två. ")
    assert said.endswith("Två listor är tomma: fyll dem före de första tiderna.")
