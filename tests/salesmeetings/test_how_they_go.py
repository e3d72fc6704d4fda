"""How a team's meetings go over the last twelve: on time or not, what they cost, and what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.goals.actions import GoalDraft, set_goal
from hederssak.goals.models import GoalSpan
from hederssak.org.models import Member
from hederssak.pipeline.actions import edit_opportunity
from hederssak.rules.goals.periods import Unit
from hederssak.salesmeetings.actions import check_in, close_forgotten, end_run
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.how_they_go import LAST, Reached, how_they_go
from hederssak.targets.models import CostNorms
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages
from tests.salesmeetings.held import held
from tests.salesmeetings.meeting_held import MINUTE, again, at, begun, meeting_of
from tests.salesmeetings.mondays import DAY, NEXT, make_meeting

SignIn = Callable[[Member], Client]
AFTER = NEXT + 8 * DAY


def shown(client: Client) -> str:
    with time_machine.travel(AFTER, tick=False):
        return client.get(reverse("salesmeetings:how_they_go")).content.decode()


def test_it_says_how_late_and_how_far_over_and_who_came(cast: Cast) -> None:
    held(cast)
    row = how_they_go(cast.norr, now=AFTER).rows[0]
    assert (row.held.late, row.held.over) == (3, 4)
    assert (row.held.present, row.held.expected) == (2, 3)
    assert sum(row.held.shares.values()) == pytest.approx(1)


def test_hours_are_of_those_who_were_there_from_when_they_came(cast: Cast) -> None:
    run = begun(cast)
    check_in(meeting=meeting_of(run), member=cast.anna, by=cast.anna, now=at(30))
    end_run(run=again(run), version=again(run).version, by=cast.eva, now=at(60))
    assert how_they_go(cast.norr, now=AFTER).hours == pytest.approx(1.5)


def test_money_is_said_only_once_somebody_has_said_what_an_hour_costs(cast: Cast, signed_in: SignIn) -> None:
    run = begun(cast)
    end_run(run=again(run), version=again(run).version, by=cast.eva, now=at(60))
    assert how_they_go(cast.norr, now=AFTER).money is None
    assert "Vad en timme kostar är inte angivet" in shown(signed_in(cast.eva))
    CostNorms.objects.create(organization=cast.nordvik, hourly=Decimal(700), at=NOW)
    assert how_they_go(cast.norr, now=AFTER).money == Decimal(700)
    assert "1 arbetstimmar, 700\N{NO-BREAK SPACE}kr." in shown(signed_in(cast.eva))


def test_it_says_how_many_reached_the_goal_of_the_week_that_it_opened(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    for member in (cast.anna, cast.mikko):
        draft = GoalDraft(span=GoalSpan.WEEK, day=NEXT.date(), unit=Unit.MARGIN, amount=Decimal(50_000))
        set_goal(member=member, draft=draft, by=member, now=NEXT)
    deal = make_deal(cast.anna, stages["Offert"], margin=Decimal(80_000))
    edit_opportunity(opportunity=deal, values={"stage": stages["Vunnen"]}, by=cast.anna, now=NEXT + DAY)
    held(cast)
    assert how_they_go(cast.norr, now=NEXT + 2 * DAY).after == Reached()
    assert how_they_go(cast.norr, now=AFTER).after == Reached(1, 2)


def test_of_one_that_nobody_ended_no_end_is_said(cast: Cast) -> None:
    begun(cast)
    close_forgotten(now=at(240))
    assert how_they_go(cast.norr, now=AFTER).rows[0].held.over is None


def test_the_last_twelve_count_and_other_teams_do_not(cast: Cast) -> None:
    for team, weeks in ((cast.norr, 14), (cast.syd, 2)):
        for week in range(weeks):
            starts_at = NEXT - week * 7 * DAY
            Run.objects.create(
                organization=cast.nordvik,
                team=team,
                meeting=make_meeting(team, starts_at),
                started_at=starts_at,
                ended_at=starts_at + 60 * MINUTE,
            )
    found = how_they_go(cast.norr, now=AFTER)
    assert len(found.rows) == LAST
    assert found.rows[0].meeting.starts_at == NEXT
    assert {row.run.team_id for row in found.rows} == {cast.norr.pk}


def test_the_page_says_first_how_it_goes_and_leads_to_the_minutes(cast: Cast, signed_in: SignIn) -> None:
    run = held(cast)
    page = shown(signed_in(cast.anna))
    assert "Norr börjar sina möten tre minuter sent och drar över fyra minuter." in page
    assert reverse("salesmeetings:minutes", args=[run.meeting_id]) in page


def test_before_the_first_meeting_it_says_what_will_stand_here(cast: Cast, signed_in: SignIn) -> None:
    page = shown(signed_in(cast.eva))
    assert "Norr har inte hållit något möte med klockan än." in page
    assert "Vart mötets tid går" in page


def test_the_index_leads_there_and_only_who_may_is_led_to_the_chat(cast: Cast, signed_in: SignIn) -> None:
    make_meeting(cast.norr)
    with time_machine.travel(NEXT - dt.timedelta(hours=3), tick=False):
        for member, may in ((cast.eva, True), (cast.anna, False)):
            page = signed_in(member).get(reverse("salesmeetings:index")).content.decode()
            assert reverse("salesmeetings:how_they_go") in page
            assert reverse("salesmeetings:promises") in page
            assert (reverse("salesmeetings:chat", args=[cast.norr.pk]) in page) is may
