"""The price of a collapse is learned from the whole organization's own, once there are enough (R3)."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.prospecting.actions.outlook import work_out
from hederssak.prospecting.models import BlockState, Outlook
from tests.cast import NOW, Cast
from tests.prospecting.blocks import make_block

pytestmark = pytest.mark.db_both
COLLAPSED = dt.date(2026, 5, 5)
WEEK = dt.timedelta(weeks=1)


def booked(member: Member, day: dt.date) -> CustomerMeeting:
    """Make a meeting that was written down on a day."""
    logged_at = dt.datetime.combine(day, dt.time(9), dt.UTC)
    starts_at = logged_at + WEEK
    return CustomerMeeting(
        organization=member.organization,
        owner=member,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=1),
        logged_at=logged_at,
    )


def collapse(member: Member) -> None:
    """Let somebody miss each hour of four weeks; they booked two meetings a week before it and one after."""
    for week in range(4):
        make_block(member, COLLAPSED + week * WEEK, state=BlockState.MISSED)
    before = [COLLAPSED - week * WEEK - dt.timedelta(days=day) for week in range(9) for day in (1, 4)]
    after = [COLLAPSED + week * WEEK + dt.timedelta(days=1) for week in range(26)]
    CustomerMeeting.objects.bulk_create(booked(member, day) for day in [*before, *after])


def drop_of(cast: Cast) -> dict[str, float]:
    work_out(organization=cast.nordvik, now=NOW)
    figures: dict[str, dict[str, float]] = Outlook.objects.get(team=cast.norr).figures["price"]
    return figures["drop"]


def test_few_collapses_measure_nothing_yet(cast: Cast) -> None:
    collapse(cast.anna)
    collapse(cast.otto)
    assert drop_of(cast) | {"value": 0.5, "cases": 0, "assumed": True} == drop_of(cast)


def test_eight_in_two_teams_say_how_far_bookings_fell_with_an_interval(cast: Cast) -> None:
    names = ["Siri Ek", "Ulf Rask", "Tove Lind", "Pia Strand", "Nils Hage"]
    more = [Member.objects.create(organization=cast.nordvik, team=cast.otto.team, name=name) for name in names]
    for member in (cast.anna, cast.mikko, cast.otto, *more):
        collapse(member)
    drop = drop_of(cast)
    assert (drop["cases"], drop["assumed"]) == (8, False)
    assert drop["low"] < drop["value"] < drop["high"]
    assert 0.35 < drop["value"] < 0.6
