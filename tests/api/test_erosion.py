"""The API tells how promises stand: the board to whoever leads, sums to the director, the own to each rep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from hederssak.org.actions import make_token
from hederssak.org.models import Member
from hederssak.prospecting.actions.outlook import work_out
from tests.cast import NOW, Cast
from tests.prospecting.weeks import make_weeks

Ask = Callable[[Member, str], Any]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(client: Client, cast: Cast) -> Ask:
    """Return a function that asks the API as a member, about a team in which one of two slips."""
    make_weeks(cast.anna, "kk kk kk kk kk kk kk kk k")
    make_weeks(cast.mikko, "kk kk kk kk kk kb kk kk b")

    def asking(member: Member, path: str) -> Any:
        key = make_token(name="test", by=member, now=NOW)[1]
        answer = client.get(f"/api/v1{path}", headers={"authorization": f"Bearer {key}"})
        assert answer.status_code == 200
        return answer.json()

    return asking


def test_a_manager_is_told_whom_it_is_about(cast: Cast, ask: Ask) -> None:
    work_out(organization=cast.nordvik, now=NOW)
    board = ask(cast.eva, "/erosion")
    [mikko] = board["named"]
    assert (mikko["member"]["name"], mikko["state"]) == ("Mikko Aalto", "slipping")
    assert mikko["breaks"] == ["2026-10-28", "2026-11-17"]
    assert (board["state"], board["others"]) == ("collapsing", 1)
    assert board["price"]["price"] == "650000"


def test_the_director_is_told_sums(cast: Cast, ask: Ask) -> None:
    board = ask(cast.vera, f"/erosion?team={cast.norr.pk}")
    assert board["named"] == []
    assert board["honour"]["due"] == board["honour"]["held"] + 2


def test_a_rep_is_told_the_same_about_themselves(cast: Cast, ask: Ask) -> None:
    [of_the_board] = ask(cast.eva, "/erosion")["named"]
    assert ask(cast.mikko, "/erosion/own") == of_the_board
