"""The pack of a large team is prepared every few minutes, so that nobody waits for it; a small team's is composed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.ids import new_id
from hederssak.org.models import Member
from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import Opportunity
from hederssak.salesmeetings.actions import prepare, prepare_packs
from hederssak.salesmeetings.checks import prepared_packs_follow
from hederssak.salesmeetings.models import PreparedPack
from hederssak.salesmeetings.queries import pack_as_of, shown_pack
from hederssak.salesmeetings.queries.live import AT_ONCE
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import NEXT, make_meeting

MINUTE = dt.timedelta(minutes=1)
SET_DATE = {"close_date": dt.date(2026, 12, 20)}


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    return make_meeting(cast.norr)


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    """Make the deal that is asked about first: its date has passed, and it is worth the most."""
    account = make_account(cast.nordvik, "Kemi Paperi")
    stage = make_stages(cast.nordvik)["Behov"]
    past = dt.date(2026, 11, 2)
    return make_deal(cast.anna, stage, account=account, margin=9_000_000, close_date=past, now=NOW - 60 * MINUTE)


@pytest.fixture
def many(deal: Opportunity) -> None:
    """Make the team a large one."""
    values = {field.attname: getattr(deal, field.attname) for field in Opportunity._meta.concrete_fields}
    values |= {"name": "Linje 3", "account_id": None, "margin": 1000}
    Opportunity.objects.bulk_create(Opportunity(**values | {"id": new_id()}) for _ in range(AT_ONCE))


def shown(meeting: SalesMeeting, now: dt.datetime) -> dict[str, Any]:
    return shown_pack(meeting, which="now", now=now).contents


def test_a_small_teams_pack_is_not_prepared(cast: Cast, meeting: SalesMeeting, deal: Opportunity) -> None:
    assert prepare_packs(now=NOW) == 0
    assert shown(meeting, NOW + MINUTE)["as_of"] == (NOW + MINUTE).astimezone(dt.UTC).isoformat()


@pytest.mark.usefixtures("many")
def test_a_large_teams_pack_says_as_of_when_it_is(cast: Cast, meeting: SalesMeeting) -> None:
    assert prepare_packs(now=NOW) == 1
    pack = shown(meeting, NOW + 4 * MINUTE)
    assert pack == pack_as_of(meeting, as_of=NOW)


@pytest.mark.usefixtures("many")
def test_it_is_prepared_anew_when_a_deal_was_changed(cast: Cast, meeting: SalesMeeting, deal: Opportunity) -> None:
    prepare_packs(now=NOW)
    assert prepare_packs(now=NOW + MINUTE) == 0
    edit_opportunity(opportunity=deal, values=SET_DATE, by=cast.anna, now=NOW + 2 * MINUTE)
    assert prepare_packs(now=NOW + 3 * MINUTE) == 1
    assert shown(meeting, NOW + 4 * MINUTE)["opportunities"][str(deal.pk)]["close_date"] == "2026-12-20"


@pytest.mark.usefixtures("many")
def test_it_is_prepared_anew_now_and_then_even_so(cast: Cast, meeting: SalesMeeting) -> None:
    prepare_packs(now=NOW)
    assert prepare_packs(now=NOW + 31 * MINUTE) == 1


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("later", [dt.timedelta(minutes=61), dt.timedelta(hours=14)])
def test_without_a_worker_one_waits_rather_than_read_what_is_old(
    cast: Cast, meeting: SalesMeeting, later: dt.timedelta
) -> None:
    prepare_packs(now=NOW)
    assert shown(meeting, NOW + later)["as_of"] == (NOW + later).astimezone(dt.UTC).isoformat()


@pytest.mark.usefixtures("many")
def test_what_was_changed_since_is_not_asked_about(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity, signed_in: Callable[[Member], Client]
) -> None:
    prepare(meeting=meeting, now=NOW)
    client = signed_in(cast.eva)
    address = reverse("salesmeetings:pack", args=[meeting.pk])
    with time_machine.travel(NOW + MINUTE, tick=False):
        assert "Kemi Paperi" in client.get(address).content.decode()
        edit_opportunity(opportunity=deal, values=SET_DATE, by=cast.anna, now=NOW + MINUTE)
        with CaptureQueriesContext(connection) as queries:
            assert "Kemi Paperi" not in client.get(address).content.decode()
    assert len(queries) < 30


@pytest.mark.usefixtures("many")
def test_it_is_taken_away_when_the_meeting_begins(cast: Cast, meeting: SalesMeeting) -> None:
    prepare_packs(now=NOW)
    prepare_packs(now=NEXT + MINUTE)
    assert not PreparedPack.objects.exists()


@pytest.mark.usefixtures("many")
def test_the_check_finds_one_that_does_not_follow(cast: Cast, meeting: SalesMeeting) -> None:
    prepared = prepare(meeting=meeting, now=NOW)
    assert list(prepared_packs_follow()) == []
    prepared.contents["wins"] = [{"opportunity": "none"}]
    prepared.save()
    (problem,) = prepared_packs_follow()
    assert "wins" in problem
    assert "Norr" in problem
