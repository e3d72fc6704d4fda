"""The API of sales meetings: when they are, how far they are, what they tell of, and what they left behind."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from hederssak.cadence.actions import set_weekly_rhythm, write_plan
from hederssak.lib.rows import save_only
from hederssak.rules.agenda import Item, TimeBox
from hederssak.salesmeetings.actions import freeze
from hederssak.salesmeetings.actions.cases import offer_case
from hederssak.salesmeetings.models import Freezing
from tests.api.test_deals_and_companies import Ask, _clock, ask  # noqa: F401 (fixtures)
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal
from tests.routes.pipeline import annas_deal
from tests.salesmeetings.held import held
from tests.salesmeetings.meeting_held import at, begun, meeting_of
from tests.salesmeetings.mondays import DAY, LAST, NEXT, make_meeting, make_mondays

pytestmark = pytest.mark.db_both


def test_the_manager_reads_when_the_team_meets_and_what_its_time_goes_to(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    set_weekly_rhythm(
        team=cast.norr, weekday=0, starts=dt.time(8, 30), minutes=60, by=cast.eva, today=NOW.date(), now=NOW
    )
    status, said = ask(cast.eva, "/cadence")
    weekly = said["kinds"][0]
    assert (status, said["team"]["name"], weekly["kind"]) == (200, "Norr", "weekly")
    assert (weekly["rhythm"]["starts"], weekly["rhythm"]["minutes"], weekly["next"]["minutes"]) == ("08:30:00", 60, 60)
    assert sum(box["minutes"] for box in weekly["agenda"]) == 60
    assert (weekly["agenda_is_own"], weekly["findings"]) == (False, [])
    assert said["kinds"][1]["rhythm"] is None


def test_an_agenda_that_leaves_the_cases_too_little_says_so(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    boxes = [TimeBox(Item.PROMISES, 10), TimeBox(Item.CASES, 20), TimeBox(Item.OTHER, 30, "Fika")]
    write_plan(team=cast.norr, kind="weekly", charter={"purpose": "Lära"}, boxes=boxes, by=cast.eva, now=NOW)
    weekly = ask(cast.eva, f"/cadence?team={cast.norr.pk}")[1]["kinds"][0]
    assert (weekly["charter"]["purpose"], weekly["agenda_is_own"]) == ("Lära", True)
    assert weekly["agenda"][-1] == {"item": "other", "title": "Fika", "minutes": 30}
    assert [(one["code"], one["figures"]["limit"]) for one in weekly["findings"]] == [("cases_too_short", 31)]


@pytest.mark.parametrize("who", ["anna", "vera", "maj"])
def test_whoever_may_not_set_it_is_refused_as_on_the_page(cast: Cast, ask: Ask, who: str) -> None:  # noqa: F811 (a fixture)
    assert ask(cast.members[who], f"/cadence?team={cast.norr.pk}") == (403, {"detail": "not_allowed"})


def test_meetings_are_listed_with_how_far_they_are(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    last, coming = make_mondays(cast.norr)
    freeze(meeting=last, freezing=Freezing.AT_START, now=LAST)
    make_meeting(cast.syd)
    said = ask(cast.anna, "/sales-meetings")[1]
    assert said["team"]["name"] == "Norr"
    assert [(one["id"], one["state"]) for one in said["coming"]] == [(str(coming.pk), "coming")]
    assert [(one["id"], one["state"]) for one in said["held"]] == [(str(last.pk), "not_run")]
    assert said["held"][0]["packs"][0]["freezing"] == "at_start"
    assert said["coming"][0]["freezes_at"] == "2026-11-22T07:30:00Z"
    assert ask(cast.anna, f"/sales-meetings?team={cast.syd.pk}")[0] == 404


def test_one_that_is_on_and_one_that_was_held_say_so(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    run = begun(cast, minutes=3)
    with time_machine.travel(at(10), tick=False):
        said = ask(cast.anna, f"/sales-meetings/{run.meeting_id}")[1]
        assert (said["state"], said["began_at"], said["ended_at"]) == ("on", "2026-11-23T07:33:00Z", None)
        assert ask(cast.anna, f"/sales-meetings/{run.meeting_id}/minutes")[0] == 404


def test_its_cases_are_told_with_why(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    meeting, deal = make_meeting(cast.norr), annas_deal(cast)
    case = offer_case(opportunity=deal, question="Vem kan stoppa den?", by=cast.anna, now=NOW)
    said = ask(cast.mikko, f"/sales-meetings/{meeting.pk}")[1]
    assert sum(box["minutes"] for box in said["agenda"]) == 60
    [one] = said["cases"]
    assert (one["reason"], one["case"], one["sentence"]) == ("volunteered", str(case.pk), "Vem kan stoppa den?")
    assert (one["opportunity"]["id"], one["owner"]["name"]) == (str(deal.pk), "Anna Berg")


def test_what_the_pack_has_chosen_is_taken_up_and_nothing_else(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    meeting, deal = make_meeting(cast.norr), annas_deal(cast)
    address, given = f"/sales-meetings/{meeting.pk}/cases", {"opportunity": str(deal.pk)}
    of_syd = make_deal(cast.otto, deal.stage)
    assert ask(cast.mikko, address, {"opportunity": str(of_syd.pk)}) == (404, {"detail": "not_offered"})
    offer_case(opportunity=deal, question="", by=cast.anna, now=NOW)
    status, sheet = ask(cast.mikko, address, given)
    assert (status, sheet["reason"], sheet["opportunity"]["id"]) == (200, "volunteered", str(deal.pk))
    assert ask(cast.vera, address, given)[0] == 403
    assert ask(cast.otto, address, given)[0] == 404


def test_the_minutes_say_what_was_promised_decided_and_where_the_time_went(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    run = held(cast)
    with time_machine.travel(at(75), tick=False):
        status, said = ask(cast.mikko, f"/sales-meetings/{meeting_of(run).pk}/minutes")
    assert (status, [one["name"] for one in said["absent"]]) == (200, ["Mikko Aalto"])
    assert {(one["owner"]["name"], one["text"]) for one in said["promised"]} == {
        ("Anna Berg", "offert till Kemi"),
        ("Mikko Aalto", "ringer Ulla"),
    }
    assert [(one["text"], one["state"]) for one in said["told_of"]] == [("Ring Ulla", "broken")]
    assert [(one["item"], one["text"]) for one in said["notes"]] == [("wins", "Vi firar Kemi på fredag")]
    time = said["time"]
    assert (time["minutes_late"], time["minutes_over"], time["minutes"]) == (3.0, 4.0, 61.0)
    assert sum(one["share"] for one in time["items"]) == pytest.approx(1)
    assert (time["items"][0]["item"], time["items"][0]["minutes"]) == ("promises", 6.0)
    assert (said["pulse"], said["own_pulse"]) == (None, None)


def test_of_a_meeting_that_closed_itself_no_end_is_told(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    run = held(cast)
    save_only(run, closed_by_itself=True)
    with time_machine.travel(at(75), tick=False):
        said = ask(cast.eva, f"/sales-meetings/{meeting_of(run).pk}/minutes")[1]
    assert (said["closed_by_itself"], said["time"]["minutes_over"]) == (True, None)


def test_another_teams_meeting_is_nobodys_to_read(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    meeting = make_meeting(cast.norr, NEXT + DAY)
    for who in ("otto", "maj", "ada", "stig"):
        assert ask(cast.members[who], f"/sales-meetings/{meeting.pk}")[0] == 404
    assert ask(cast.vera, f"/sales-meetings/{meeting.pk}")[0] == 200
