"""The API has one's own HIT list and attempts, and keeps what is sent twice once."""

import datetime as dt
import uuid

import pytest

from hederssak.crm.actions import leave_alone
from hederssak.prospecting.models import CallAttempt
from tests.api.test_deals_and_companies import Ask, _clock, ask  # noqa: F401 (fixtures)
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.calling import make_account, make_contact, put_on_list

pytestmark = pytest.mark.db_both


def test_the_list_comes_in_its_order_with_why_now(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    put_on_list(cast.anna, "Small", employees=5)
    put_on_list(cast.anna, "Large", employees=900)
    status, places = ask(cast.anna, "/hit-list")
    assert status == 200
    assert [(place["contact"]["name"], place["why"]) for place in places] == [
        ("Large", "by_hand"),
        ("Small", "by_hand"),
    ]
    assert ask(cast.mikko, "/hit-list") == (200, [])


def test_a_contact_is_added_unless_they_can_not_stand_there(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    contact = make_contact(make_account(cast.anna))
    status, place = ask(cast.anna, "/hit-list", {"contact": str(contact.pk), "note": "Mässan"})
    assert (status, place["note"]) == (200, "Mässan")
    assert ask(cast.mikko, "/hit-list", {"contact": str(contact.pk)}) == (409, {"detail": "with_colleague"})
    leave_alone(contact=contact, by=cast.anna, now=NOW)
    assert ask(cast.mikko, "/hit-list", {"contact": str(contact.pk)}) == (409, {"detail": "do_not_contact"})


def test_an_attempt_is_written_down_once(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    entry = put_on_list(cast.anna)
    body = {"key": str(uuid.uuid4()), "outcome": "call_back", "when": "tors kl 10"}
    first, second = (ask(cast.anna, f"/hit-list/{entry.pk}/attempts", body) for _ in range(2))
    assert first == second
    at = dt.datetime.fromisoformat(first[1]["call_back_at"])
    assert at == dt.datetime(2026, 11, 19, 10, 0, tzinfo=STOCKHOLM)
    assert CallAttempt.objects.count() == 1
    assert [one["key"] for one in ask(cast.anna, "/hit-list/attempts")[1]] == [body["key"]]


def test_words_that_name_no_time_are_refused(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    entry = put_on_list(cast.anna)
    body = {"key": str(uuid.uuid4()), "outcome": "call_back", "when": "nån gång"}
    status, said = ask(cast.anna, f"/hit-list/{entry.pk}/attempts", body)
    assert (status, said["detail"][0]["loc"]) == (422, ["body", "when"])
