"""The API hands out ride-alongs to the rep and their manager; a draft stays with nobody but its page."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from hederssak.coaching.actions import draft
from hederssak.org.actions import make_token
from hederssak.org.models import Member
from tests.cast import NOW, Cast
from tests.coaching.rides import notes, planned, shared

Ask = Callable[[Member], Any]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW + dt.timedelta(hours=9), tick=False):
        yield


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that asks the API as a member."""

    def asking(member: Member) -> Any:
        _row, key = make_token(name="test", by=member, now=NOW)
        answer = client.get("/api/v1/ride-alongs", headers={"authorization": f"Bearer {key}"})
        assert answer.status_code == 200
        return answer.json()

    return asking


def test_the_rep_and_their_manager_read_the_same(cast: Cast, ask: Ask) -> None:
    shared(cast)
    (own,) = ask(cast.anna)
    assert [own] == ask(cast.eva)
    assert (own["state"], own["rep"]["name"], own["practise"]) == ("shared", "Anna Berg", "Fråga efter nästa steg")
    assert {one["aspect"]: one["level"] for one in own["observations"]}["next_step"] == "not_yet"


def test_a_draft_is_in_nobodys_answer(cast: Cast, ask: Ask) -> None:
    ride = planned(cast, days=0)
    draft(ride, notes(), by=cast.eva, now=NOW)
    for reader in (cast.anna, cast.eva):
        (found,) = ask(reader)
        assert (found["state"], found["practise"], found["observations"]) == ("planned", "", [])


@pytest.mark.parametrize("who", ["mikko", "otto", "maj", "vera", "ada", "stig"])
def test_nobody_else_reads_any(cast: Cast, ask: Ask, who: str) -> None:
    shared(cast)
    assert ask(cast.members[who]) == []
