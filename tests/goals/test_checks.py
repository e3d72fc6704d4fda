"""The check counts again what the roll-up says."""

import datetime as dt

import time_machine

from hederssak.goals.actions import count_members
from hederssak.goals.checks import standings_count_right
from hederssak.goals.models import Standing
from tests.cast import NOW, Cast
from tests.goals.selling import sell


def test_a_standing_that_is_off_is_named_and_one_that_is_right_is_not(cast: Cast) -> None:
    sell(cast.anna, dt.date(2026, 11, 10), 40_000)
    with time_machine.travel(NOW, tick=False):
        count_members([cast.anna, cast.mikko], now=NOW)
        assert list(standings_count_right()) == []
        Standing.objects.filter(member=cast.anna).update(sold_in_month=1)
        (problem,) = standings_count_right()
    assert "Anna Berg" in problem
