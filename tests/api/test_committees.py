"""The API of the buying committee: read by everybody, written by who may write the deal, through the same refusals."""

from __future__ import annotations

import pytest

from hederssak.crm.models import Contact
from hederssak.history.models import Change, Origin, RecordKind
from hederssak.pipeline.models import CommitteeSeat, DecisionStep
from tests.api.test_deals_and_companies import Ask, _clock, ask  # noqa: F401 (fixtures)
from tests.cast import NOW, Cast
from tests.routes.committee import seated, stepped

pytestmark = pytest.mark.db_both


def colleague(seat: CommitteeSeat, name: str) -> Contact:
    return Contact.objects.create(
        organization=seat.organization, account=seat.contact.account, name=name, search_key=name.lower(),
        created_at=NOW, changed_at=NOW,
    )  # fmt: skip


def test_everybody_reads_who_decides_and_what_is_missing(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    seat = seated(cast)
    status, said = ask(cast.otto, f"/opportunities/{seat.opportunity_id}/committee")
    assert (status, [one["contact"]["name"] for one in said["people"]]) == (200, ["Maja Hed"])
    assert (said["people"][0]["role"], said["people"][0]["stance"]) == ("decides", "unknown")
    assert {"no_steps", "stance_unknown", "no_way"} <= {gap["code"] for gap in said["gaps"]}
    assert all(gap["sentence"] and gap["todo"] for gap in said["gaps"])
    assert (said["is_complete"], said["may_write"]) == (False, False)
    assert ask(cast.stig, f"/opportunities/{seat.opportunity_id}/committee")[0] == 404


def test_a_contact_and_somebody_new_come_into_the_decision(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    seat = seated(cast)
    address, bo = f"/opportunities/{seat.opportunity_id}/committee/people", colleague(seat, "Bo Ek")
    said = ask(cast.anna, address, {"contact": str(bo.pk)})[1]
    assert [one["contact"]["name"] for one in said["people"]] == ["Bo Ek", "Maja Hed"]
    assert ask(cast.anna, address, {"contact": str(bo.pk)}) == (409, {"detail": "already_seated"})
    said = ask(cast.eva, address, {"name": "Siv Ö", "title": "Inköp"})[1]
    assert ("Siv Ö", "Inköp") in {(one["contact"]["name"], one["title"]) for one in said["people"]}
    assert set(Change.objects.filter(kind=RecordKind.COMMITTEE).values_list("origin", flat=True)) == {
        Origin.API,
        Origin.PAGE,
    }
    assert Change.objects.get(kind=RecordKind.CONTACT, field="").origin == Origin.API


@pytest.mark.parametrize("body", [{}, {"name": " "}, {"title": "Inköp"}])
def test_nobody_is_not_seated(cast: Cast, ask: Ask, body: dict[str, str]) -> None:  # noqa: F811 (a fixture)
    assert ask(cast.anna, f"/opportunities/{seated(cast).opportunity_id}/committee/people", body)[0] == 422


def test_a_deal_without_a_company_has_nobody_to_seat(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    step = stepped(cast)
    answer = ask(cast.anna, f"/opportunities/{step.opportunity_id}/committee/people", {"name": "Bo Ek"})
    assert answer == (409, {"detail": "no_company"})


def test_what_is_known_is_written_and_what_is_not_named_stays(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    seat = seated(cast)
    address = f"/opportunities/{seat.opportunity_id}/committee"
    [need] = ask(cast.anna, f"{address}/steps", {"names": ["Behovet"]})[1]["steps"]
    known = {"stance": "for", "influence": "high", "step": need["id"], "reach": "Före nio"}
    [maja] = ask(cast.anna, f"{address}/people/{seat.pk}", known)[1]["people"]
    assert (maja["role"], maja["stance"], maja["step"], maja["reach"]) == (
        "decides",
        "for",
        need["id"],
        "Före nio",
    )
    [maja] = ask(cast.anna, f"{address}/people/{seat.pk}", {"step": None, "stance": None})[1]["people"]
    assert (maja["step"], maja["stance"]) == (None, "for")
    assert ask(cast.anna, f"{address}/people/{seat.pk}", {"stance": "angry"})[0] == 422


def test_who_takes_us_there_is_somebody_else_of_the_decision(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    seat = seated(cast)
    address, bo = f"/opportunities/{seat.opportunity_id}/committee/people", colleague(seat, "Bo Ek")
    assert ask(cast.anna, f"{address}/{seat.pk}", {"through": str(bo.pk)})[0] == 404
    themselves = {"detail": [{"loc": ["body", "through"], "type": "through_themselves"}]}
    assert ask(cast.anna, f"{address}/{seat.pk}", {"through": str(seat.contact_id)}) == (422, themselves)
    ask(cast.anna, address, {"contact": str(bo.pk)})
    said = ask(cast.anna, f"{address}/{seat.pk}", {"through": str(bo.pk)})[1]
    assert [one["through"] and one["through"]["name"] for one in said["people"]] == [None, "Bo Ek"]


def test_somebody_is_taken_out_and_brought_back(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    seat = seated(cast)
    address = f"/opportunities/{seat.opportunity_id}/committee/people/{seat.pk}"
    assert ask(cast.mikko, f"{address}/remove", {})[0] == 403
    assert ask(cast.anna, f"{address}/remove", {})[1]["people"] == []
    [back] = ask(cast.anna, f"{address}/restore", {})[1]["people"]
    assert (back["id"], back["role"]) == (str(seat.pk), "decides")


def test_steps_are_named_moved_taken_out_and_brought_back(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    step = stepped(cast)
    address = f"/opportunities/{step.opportunity_id}/committee/steps"
    ask(cast.anna, address, {"names": ["Valet", "Pengarna"]})
    said = ask(cast.anna, f"{address}/{step.pk}", {"name": "Behovet och målet", "places": 2})[1]
    assert [one["name"] for one in said["steps"]] == ["Valet", "Pengarna", "Behovet och målet"]
    assert len(ask(cast.anna, f"{address}/{step.pk}/remove", {})[1]["steps"]) == 2
    assert ask(cast.anna, f"{address}/{step.pk}", {"name": "Igen"})[0] == 404
    assert len(ask(cast.anna, f"{address}/{step.pk}/restore", {})[1]["steps"]) == 3
    assert set(
        Change.objects.filter(kind=RecordKind.DECISION_STEP, by=cast.anna)
        .exclude(record_id=step.pk, field="")
        .values_list("origin", flat=True)
    ) == {Origin.API}


def test_more_steps_than_nine_and_one_without_a_name_are_refused(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    step = stepped(cast)
    address = f"/opportunities/{step.opportunity_id}/committee/steps"
    assert ask(cast.anna, address, {"names": ["x"] * 9}) == (409, {"detail": "too_many_steps"})
    nameless = {"detail": [{"loc": ["body", "name"], "type": "nameless_step"}]}
    assert ask(cast.anna, f"{address}/{step.pk}", {"name": " "}) == (422, nameless)
    assert DecisionStep.objects.count() == 1
