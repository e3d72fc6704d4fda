"""The API hands out packs to whom they belong: the meetings of a team, and one pack with all that it holds."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from hederssak.cadence.models import SalesMeeting
from hederssak.org.actions import make_token
from hederssak.org.models import Member
from hederssak.salesmeetings.actions import freeze
from hederssak.salesmeetings.models import Freezing
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages
from tests.salesmeetings.mondays import LAST, make_mondays

Ask = Callable[[Member, str], tuple[int, Any]]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that asks the API as a member."""

    def asking(member: Member, path: str) -> tuple[int, Any]:
        _row, key = make_token(name="test", by=member, now=NOW)
        answer = client.get(f"/api/v1/packs{path}", headers={"authorization": f"Bearer {key}"})
        return answer.status_code, answer.json()

    return asking


@pytest.fixture
def meetings(cast: Cast) -> tuple[SalesMeeting, SalesMeeting]:
    """Make last and next Monday's meeting, the last one with its pack of the start."""
    make_deal(cast.anna, make_stages(cast.nordvik)["Offert"], now=NOW - dt.timedelta(days=40))
    last, coming = make_mondays(cast.norr)
    freeze(meeting=last, freezing=Freezing.AT_START, now=NOW)
    return last, coming


def test_the_latest_meeting_comes_first_with_what_is_frozen(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], ask: Ask
) -> None:
    status, (coming, last) = ask(cast.eva, "")
    assert (status, coming["packs"], coming["team"]["name"]) == (200, [], "Norr")
    (frozen,) = last["packs"]
    assert (frozen["freezing"], frozen["summary"]["open"]) == ("at_start", 1)


def test_another_teams_packs_are_not_there(cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], ask: Ask) -> None:
    assert ask(cast.otto, f"?team={cast.norr.pk}")[0] == 404
    assert ask(cast.otto, f"/{meetings[0].pk}")[0] == 404
    assert ask(cast.vera, f"?team={cast.norr.pk}")[0] == 200


def test_the_last_frozen_pack_is_given_unless_another_is_named(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], ask: Ask
) -> None:
    status, given = ask(cast.anna, f"/{meetings[0].pk}")
    assert (status, given["which"]) == (200, "at_start")
    assert dt.datetime.fromisoformat(given["pack"]["as_of"]) == LAST
    assert len(given["pack"]["opportunities"]) == 1
    status, given = ask(cast.anna, f"/{meetings[1].pk}?which=now")
    assert dt.datetime.fromisoformat(given["pack"]["as_of"]) == NOW


def test_what_is_not_frozen_is_said_not_to_be(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], ask: Ask
) -> None:
    assert ask(cast.anna, f"/{meetings[0].pk}?which=day_before") == (404, {"detail": "nothing_frozen"})
    assert ask(cast.anna, f"/{meetings[0].pk}?which=someday")[0] == 422
