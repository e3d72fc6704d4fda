"""The API of quality and of what useless meetings cost: one's own, or a team's, as the pages show them."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.lib import clock
from hederssak.org.models import PageLook
from hederssak.targets.actions.cost_counting import count_costs
from hederssak.targets.models import MeetingCost
from tests.api.test_deals_and_companies import Ask, _clock, ask  # noqa: F401 (fixtures)
from tests.cast import Cast
from tests.routes.targets import costs, figures
from tests.targets.held import hold

pytestmark = pytest.mark.db_both


def test_a_rep_reads_the_own_figures_each_with_its_twin(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    figures(cast)
    status, said = ask(cast.anna, "/quality")
    assert (status, said["member"]["name"], said["people"]) == (200, "Anna Berg", [])
    found = said["figures"]
    assert set(found["pairs"]) == {"lead", "right", "step", "new", "polite"}
    right = found["pairs"]["right"]
    assert (right["figure"]["count"], right["figure"]["cases"], right["figure"]["share"]) == (99, 176, 0.5625)
    assert right["figure"]["low"] < 0.5625 < right["figure"]["high"]
    assert (right["twin"]["count"], right["twin"]["cases"]) == (176, 220)
    assert (found["margin"]["right"]["value"], found["margin"]["required"]) == (14_000, 10_000)
    assert found["load"] == {"unqualified": 12, "open": 20, "carried_days": 31.0}
    assert [one["what"] for one in found["loosening"] if one["has_loosened"]] == ["fits"]
    assert len(found["months"]) == 11
    assert not PageLook.objects.exists()


def test_the_manager_reads_the_teams_and_a_rep_by_name_and_the_rep_reads_who_looked(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    figures(cast)
    said = ask(cast.eva, "/quality")[1]
    assert (said["team"]["name"], said["member"], [one["name"] for one in said["people"]]) == (
        "Norr",
        None,
        ["Anna Berg"],
    )
    said = ask(cast.eva, f"/quality?member={cast.anna.pk}")[1]
    assert said["member"]["name"] == "Anna Berg"
    look = PageLook.objects.get()
    assert (look.viewer, look.subject, look.page) == (cast.eva, cast.anna, "quality")


@pytest.mark.parametrize("address", ["/quality", "/useless-meetings", "/useless-meetings/meetings"])
def test_nobody_else_reads_a_reps_own(cast: Cast, ask: Ask, address: str) -> None:  # noqa: F811 (a fixture)
    figures(cast)
    costs(cast)
    for who in ("mikko", "otto", "maj", "vera", "ada", "stig"):
        assert ask(cast.members[who], f"{address}?member={cast.anna.pk}")[0] == 404
    assert not PageLook.objects.exists()


def test_before_anything_is_counted_there_are_no_figures(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    assert ask(cast.anna, "/quality")[1]["figures"] is None
    said = ask(cast.anna, "/useless-meetings")[1]
    assert (said["counted"], said["useless"]["meetings"], len(said["months"])) == (False, 0, 12)


def test_useless_meetings_add_up_by_month_team_source_and_criterion(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    costs(cast)
    for who in ("anna", "eva", "vera"):
        status, said = ask(cast.members[who], "/useless-meetings")
        assert (status, said["useless"]["meetings"], said["currency"]) == (200, 1, "SEK")
        for part in ("months", "sources", "criteria"):
            assert sum(one["meetings"] for one in said[part]) == 1, (who, part)
        assert said["months"][-1]["money_so_far"] == said["useless"]["money"]
    assert [(one["team"]["name"], one["meetings"]) for one in said["teams"]] == [("Norr", 1)]
    assert ask(cast.otto, "/useless-meetings")[1]["useless"]["meetings"] == 0


def test_each_sum_opens_to_its_meetings(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    costs(cast)
    row = MeetingCost.objects.get()
    said = ask(cast.eva, "/useless-meetings/meetings")[1]
    assert (said["total"]["meetings"], [one["id"] for one in said["items"]]) == (1, [str(row.meeting_id)])
    assert (said["items"][0]["title"], said["items"][0]["became"]) == ("Linje", "useless")
    assert said["items"][0]["why"]
    month = f"{row.on:%Y-%m}"
    assert (
        ask(cast.eva, f"/useless-meetings/meetings?month={month}&criterion={row.criterion}")[1]["total"]["meetings"]
        == 1
    )
    assert ask(cast.eva, "/useless-meetings/meetings?source=M%C3%A4ssa")[1]["items"] == []
    assert ask(cast.eva, "/useless-meetings/meetings?became=right")[1]["items"] == []


@pytest.mark.parametrize("query", ["month=2026-13", "became=wonderful", "after=x", "member=x"])
def test_what_makes_no_sense_is_refused(cast: Cast, ask: Ask, query: str) -> None:  # noqa: F811 (a fixture)
    costs(cast)
    assert ask(cast.eva, f"/useless-meetings/meetings?{query}")[0] == 422


def test_a_long_list_goes_on_after_its_mark(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    for place in range(70):
        hold(cast.anna, clock.read().date() - dt.timedelta(days=200 + place % 20), title=f"Möte {place}")
    count_costs(organization=cast.nordvik, now=clock.read())
    first = ask(cast.anna, "/useless-meetings/meetings")[1]
    second = ask(cast.anna, f"/useless-meetings/meetings?after={first['next_after']}")[1]
    seen = [one["id"] for page in (first, second) for one in page["items"]]
    assert len(seen) == len(set(seen)) == first["total"]["meetings"] == 70
    assert second["next_after"] == ""
