"""The API does what a member may do: it lists and reads, sets dates and next steps, parks and lets go."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from hederssak.crm.actions import ContactDraft, make_contacts
from hederssak.history.actions import Source
from hederssak.history.models import Change, Origin
from hederssak.honesty.actions import judge_organization
from hederssak.org.actions import make_token
from hederssak.org.models import Member, Reach
from hederssak.pipeline.models import Opportunity, State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that asks the API as a member; with a body it posts."""
    keys: dict[object, str] = {}

    def asking(member: Member, path: str, body: object = None) -> tuple[int, Any]:
        if member.pk not in keys:
            keys[member.pk] = make_token(name="test", by=member, now=NOW)[1]
        headers = {"authorization": f"Bearer {keys[member.pk]}"}
        if body is None:
            answer = client.get(f"/api/v1{path}", headers=headers)
        else:
            answer = client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    return asking


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    account = make_account(cast.nordvik, "Falu Verkstad", owner=cast.anna)
    stage = make_stages(cast.nordvik)["Behov"]
    return make_deal(cast.anna, stage, account=account, close_date=dt.date(2026, 11, 2))


def test_opportunities_are_found_by_a_part_of_the_name(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    make_deal(cast.mikko, deal.stage, name="Kranar")
    status, said = ask(cast.otto, "/opportunities?q=falu&state=open")
    assert (status, [one["account"]["name"] for one in said["items"]]) == (200, ["Falu Verkstad"])
    assert said["items"][0]["margin"] == "300000.00"
    assert said["next_after"] == ""


def test_a_long_list_goes_on_after_its_mark(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    for place in range(70):
        make_deal(cast.anna, deal.stage, name=f"Deal {place}")
    _status, first = ask(cast.anna, "/opportunities?state=open&sort=margin")
    _status, second = ask(cast.anna, f"/opportunities?state=open&sort=margin&after={first['next_after']}")
    seen = [one["id"] for page in (first, second) for one in page["items"]]
    assert len(seen) == len(set(seen)) == 71


def test_a_reps_reach_holds_here_too(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    cast.nordvik.reach = Reach.OWN
    cast.nordvik.save()
    assert ask(cast.otto, "/opportunities")[1]["items"] == []
    assert ask(cast.otto, f"/opportunities/{deal.pk}")[0] == 404
    assert ask(cast.otto, f"/accounts/{deal.account_id}")[0] == 404


def test_a_close_date_is_set_and_history_says_that_a_program_did(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    status, said = ask(cast.anna, f"/opportunities/{deal.pk}/close-dates", {"close_date": "2026-12-24"})
    assert (status, said["close_date"]) == (200, "2026-12-24")
    change = Change.objects.get(record_id=deal.pk, field="close_date")
    assert (change.origin, change.by, change.new) == (Origin.API, cast.anna, "2026-12-24")


def test_a_next_step_is_written(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    body = {"what": "Visa kalkylen", "due_on": "2026-11-24", "agreed_with_buyer": True}
    status, said = ask(cast.eva, f"/opportunities/{deal.pk}/next-steps", body)
    assert (status, said["next_step"]) == (200, body)


def test_it_is_parked_and_let_go_once(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    status, said = ask(cast.anna, f"/opportunities/{deal.pk}/parkings", {"reason": "Budget", "wake_on": "2027-01-11"})
    assert (status, said["state"]) == (200, State.PARKED)
    going = {"reason": "lost_to", "competitor": "Kranbolaget"}
    status, said = ask(cast.anna, f"/opportunities/{deal.pk}/lettings-go", going)
    assert (status, said["state"], said["closed_on"]) == (200, State.LET_GO, "2026-11-18")
    assert ask(cast.anna, f"/opportunities/{deal.pk}/lettings-go", going) == (409, {"detail": "already_ended"})
    parking = {"reason": "Budget", "wake_on": "2027-01-11"}
    assert ask(cast.anna, f"/opportunities/{deal.pk}/parkings", parking)[0] == 409


@pytest.mark.parametrize(
    ("noun", "body", "where"),
    [
        ("close-dates", {"close_date": "igår"}, "close_date"),
        ("next-steps", {"what": "", "due_on": "2026-11-24"}, "what"),
        ("next-steps", {"what": "Ring"}, "due_on"),
        ("parkings", {"reason": "Budget", "wake_on": "2026-11-18"}, "wake_on"),
        ("lettings-go", {"reason": "bored"}, "reason"),
        ("lettings-go", {"reason": "lost_to"}, "competitor"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(
    cast: Cast, deal: Opportunity, ask: Ask, noun: str, body: dict[str, str], where: str
) -> None:
    status, said = ask(cast.anna, f"/opportunities/{deal.pk}/{noun}", body)
    assert status == 422
    assert said["detail"][0]["loc"][-1] == where
    deal.refresh_from_db()
    assert (deal.state, deal.close_date) == (State.OPEN, dt.date(2026, 11, 2))


@pytest.mark.parametrize("path", ["/opportunities?after=x", "/accounts?after=x", "/flags?after=x"])
def test_a_forged_mark_is_refused(cast: Cast, deal: Opportunity, ask: Ask, path: str) -> None:
    assert ask(cast.anna, path) == (422, {"detail": [{"loc": ["query", "after"], "type": "bad_mark"}]})


def test_who_may_only_read_is_told_so_and_nothing_changes(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    for member in (cast.otto, cast.vera, cast.ada):
        body = {"close_date": "2026-12-24"}
        assert ask(member, f"/opportunities/{deal.pk}/close-dates", body) == (403, {"detail": "not_allowed"})
    assert not Change.objects.filter(record_id=deal.pk, field="close_date").exists()


def test_a_stranger_finds_nothing(cast: Cast, deal: Opportunity, ask: Ask, client: Client) -> None:
    assert ask(cast.stig, f"/opportunities/{deal.pk}")[0] == 404
    assert ask(cast.stig, "/opportunities")[1]["items"] == []
    assert client.get(f"/api/v1/opportunities/{deal.pk}").status_code == 401


def test_a_company_comes_with_its_people(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    draft = ContactDraft(name="Maja Hed", account=deal.account, title="Inköpschef")
    make_contacts([draft], organization=cast.nordvik, source=Source.page(by=cast.anna, now=NOW), now=NOW)
    assert [one["name"] for one in ask(cast.otto, "/accounts?q=VERK")[1]["items"]] == ["Falu Verkstad"]
    status, said = ask(cast.otto, f"/accounts/{deal.account_id}")
    assert status == 200
    assert (said["owner"]["name"], said["contacts"][0]["title"]) == ("Anna Berg", "Inköpschef")


def test_flags_come_with_evidence_and_a_sentence(cast: Cast, deal: Opportunity, ask: Ask) -> None:
    judge_organization(organization=cast.nordvik, now=NOW)
    status, said = ask(cast.eva, "/flags?code=close_date_past")
    assert (status, said["team"]["name"]) == (200, "Norr")
    (one,) = said["items"]
    found = {flag["code"]: flag for flag in one["flags"]}
    assert found["close_date_past"]["figures"]["close_date"] == "2026-11-02"
    assert found["close_date_past"]["sentence"]
    assert "set_date" in found["close_date_past"]["ways_out"]
    assert ask(cast.mikko, "/flags")[1]["items"] == []
    assert ask(cast.eva, f"/flags?team={cast.syd.pk}")[0] == 404
    assert ask(cast.ada, "/flags")[0] == 404
