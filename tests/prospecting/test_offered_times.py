"""Times to offer on the telephone leave alone what a connected calendar says is taken (R5)."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.calendars.models import BusyTime, Connection, Service
from hederssak.prospecting.queries.offering import times_to_offer
from tests.cast import NOW, Cast
from tests.prospecting.blocks import make_block

pytestmark = pytest.mark.db_both


def test_what_the_calendar_holds_and_ones_own_hours_are_not_offered(cast: Cast) -> None:
    first, *_ = times_to_offer(cast.anna, now=NOW)
    connection = Connection.objects.create(
        organization=cast.nordvik, member=cast.anna, service=Service.ICS, made_at=NOW, due_at=NOW
    )
    BusyTime.objects.create(
        organization=cast.nordvik,
        connection=connection,
        member=cast.anna,
        href="a",
        uid="a",
        starts_at=first,
        ends_at=first + dt.timedelta(hours=1),
    )
    second, *_ = times_to_offer(cast.anna, now=NOW)
    assert second >= first + dt.timedelta(hours=1)
    make_block(cast.anna, second.date(), dt.time(8), minutes=480)
    assert second not in times_to_offer(cast.anna, now=NOW)
    assert first in times_to_offer(cast.mikko, now=NOW)
