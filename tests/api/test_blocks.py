"""The API tells booking hours, offers pairs, and swaps one for two."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from hederssak.history.models import Change, Origin
from hederssak.org.actions import make_token
from hederssak.org.models import Member
from hederssak.prospecting.actions import ensure_reasons
from hederssak.prospecting.models import Block
from tests.cast import NOW, Cast
from tests.prospecting.blocks import make_block

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that asks the API as a member; with a body it posts."""

    def asking(member: Member, path: str, body: object = None) -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {make_token(name='test', by=member, now=NOW)[1]}"}
        if body is None:
            answer = client.get(f"/api/v1{path}", headers=headers)
        else:
            answer = client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    return asking


@pytest.fixture
def block(cast: Cast) -> Block:
    ensure_reasons(cast.nordvik)
    return make_block(cast.anna, dt.date(2026, 11, 24))


def test_an_hour_is_swapped_for_two_that_were_offered(cast: Cast, block: Block, ask: Ask) -> None:
    _, offers = ask(cast.anna, f"/blocks/{block.pk}/offers")
    assert (offers["week"], len(offers["pairs"])) == ("2026-W49", 5)
    _, reasons = ask(cast.anna, "/blocks/reasons")
    times = [time["starts_at"] for time in offers["pairs"][0]]
    given = {"reason": reasons[0]["id"], "offered": "ons 13", "times": times}
    status, said = ask(cast.anna, f"/blocks/{block.pk}/swaps", given)
    assert (status, said["block"]["state"], len(said["replacements"])) == (200, "swapped", 2)
    assert ask(cast.anna, "/blocks/debt") == (200, {"owed": 0, "planned": 2, "paid": 0})
    assert Change.objects.filter(record_id=said["id"], origin=Origin.API).exists()
    assert ask(cast.anna, f"/blocks/{block.pk}/swaps", given) == (409, {"detail": "not_planned"})


def test_a_manager_lists_the_team_and_a_colleague_nothing(cast: Cast, block: Block, ask: Ask) -> None:
    for member, count in ((cast.anna, 1), (cast.eva, 1), (cast.mikko, 0), (cast.vera, 0)):
        assert len(ask(member, "/blocks")[1]["items"]) == count
    assert ask(cast.mikko, f"/blocks/{block.pk}")[0] == 404
    assert ask(cast.anna, f"/blocks?member={cast.mikko.pk}")[1]["items"] == []
