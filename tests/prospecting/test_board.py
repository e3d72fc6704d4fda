"""A manager's Monday: alive, slipping or collapsing, whom it is about, and what is to be done (R3, R20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.org.models import Absence, Member, PageLook
from hederssak.prospecting.actions.breaking import note_breaks
from hederssak.prospecting.actions.outlook import work_out
from hederssak.prospecting.actions.promises import write_promise
from hederssak.prospecting.models import Block, ManagerDuty, Outlook
from hederssak.prospecting.queries.board import board_of
from hederssak.prospecting.queries.diagnosis import diagnosis_of_team
from hederssak.rules.erosion import Honour, State
from hederssak.rules.promise import Duty, DutyLine, Kept, Terms
from tests.cast import NOW, Cast
from tests.prospecting.weeks import make_up, make_weeks

SignedIn = Callable[[Member], Client]
KEPT = "kk kk kk kk kk kk kk kk k"
SLIPS = "kk kk kk kk kk kb kk kk b"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(client: Client, name: str = "prospecting:board", **asked: str) -> str:
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_people_are_named_only_where_something_is_broken_or_owed(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.anna, KEPT)
    make_weeks(cast.mikko, SLIPS)
    html = page(signed_in(cast.eva))
    assert "Mikko Aalto" in html
    assert "Anna Berg" not in html
    assert "En till håller sina" in html


def test_the_sentence_says_the_state_and_the_count(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.anna, KEPT)
    make_weeks(cast.mikko, KEPT)
    html = page(signed_in(cast.eva))
    assert "Norr håller sina bokningstider:" in html
    assert "32\xa0av\xa032" in html  # this Wednesday last, eight weeks of working days before it


def test_the_board_counts_what_each_persons_own_page_counts(cast: Cast) -> None:
    make_weeks(cast.anna, KEPT)
    make_weeks(cast.mikko, SLIPS)
    board = board_of(cast.norr, viewer=cast.eva, now=NOW)
    assert board.facts.state == State.COLLAPSING  # one of two is half of the team
    total = Honour(
        sum(person.standing.honour.held for person in board.facts.people),
        sum(person.standing.honour.broken for person in board.facts.people),
    )
    assert board.facts.honour == total


def test_a_director_sees_sums_and_nobody_by_name(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.anna, KEPT)
    make_weeks(cast.mikko, SLIPS)
    html = page(signed_in(cast.vera), team=str(cast.norr.pk))
    assert "Mikko" not in html
    assert "Anna" not in html
    assert "Hela teamet" in html


def test_another_teams_manager_finds_no_board(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.maj).get(reverse("prospecting:board"), {"team": str(cast.norr.pk)}).status_code == 404


def test_asking_is_one_press_that_can_be_undone(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.mikko, SLIPS)
    note_breaks(organization=cast.nordvik, now=NOW)
    client = signed_in(cast.eva)
    assert "Fråga Mikko om tis 17 nov." in page(client)
    ask = ManagerDuty.objects.get(kind="ask_same_day")
    said = client.post(reverse("prospecting:duty_done", args=[ask.pk]), follow=True).content.decode()
    assert "Fråga Mikko om tis 17 nov." not in said
    assert reverse("prospecting:duty_back", args=[ask.pk]) in said
    client.post(reverse("prospecting:duty_back", args=[ask.pk]))
    assert "Fråga Mikko om tis 17 nov." in page(client)


def test_the_first_page_of_a_manager_says_the_same(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.anna, KEPT)
    make_weeks(cast.mikko, SLIPS)
    note_breaks(organization=cast.nordvik, now=NOW)
    html = page(signed_in(cast.eva), "web:home")
    assert "Bokningstiderna för Norr rasar:" in html
    assert "Fråga Mikko om tis 17 nov." in html


def test_a_press_on_the_first_page_leads_back_to_it(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.mikko, SLIPS)
    note_breaks(organization=cast.nordvik, now=NOW)
    duty = ManagerDuty.objects.first()
    assert duty is not None
    address = reverse("prospecting:duty_done", args=[duty.pk])
    assert signed_in(cast.eva).post(address, {"next": "/"}).headers["Location"] == "/"
    away = signed_in(cast.eva).post(address, {"next": "https://elsewhere.example/"})
    assert away.headers["Location"] == reverse("prospecting:board")


def test_the_price_and_the_root_problem_are_last_nights(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.mikko, SLIPS)
    work_out(organization=cast.nordvik, now=NOW)
    assert Outlook.objects.get(team=cast.norr).figures["price"]["price"] == "650000"
    html = page(signed_in(cast.eva))
    assert "650" in html
    assert "är antaget" in html


def test_an_hour_that_the_company_took_is_the_managers(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.anna, "kk kk kk kk kk kk kk ck")
    html = page(signed_in(cast.eva))
    assert "Företaget tog en tid." in html


def test_a_swap_that_was_made_up_is_no_break(cast: Cast) -> None:
    [block, *_] = make_weeks(cast.anna, "sk kk kk")
    make_up(block, dt.date(2026, 11, 12), dt.date(2026, 11, 13))
    [anna] = [one for one in board_of(cast.norr, viewer=cast.eva, now=NOW).facts.people if one.member == cast.anna]
    assert (anna.standing.state, anna.standing.honour.broken) == (State.KEEPS, 0)


def test_a_rep_reads_the_same_about_themselves(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.mikko, SLIPS)
    Member.objects.filter(pk=cast.mikko.pk).update(language="sv")
    html = page(signed_in(cast.mikko), "prospecting:keeping")
    assert "Dina bokningstider glider:" in html
    assert "Två av åtta tider bröts på fyra veckor." in html
    assert not PageLook.objects.exists()


def test_a_managers_look_is_noted_where_the_rep_reads_it(cast: Cast, signed_in: SignedIn) -> None:
    make_weeks(cast.mikko, SLIPS)
    address = reverse("prospecting:keeping_of", args=[cast.mikko.pk])
    html = signed_in(cast.eva).get(address).content.decode()
    assert "Mikko kan se att du har tittat." in html
    look = PageLook.objects.get()
    assert (look.viewer, look.subject, look.page) == (cast.eva, cast.mikko, "booking_hours")


def test_ten_people_cost_no_more_queries_than_two(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            page(client)
        return len(counted)

    make_weeks(cast.anna, SLIPS)
    page(client)
    first = queries()
    for place in range(8):
        member = Member.objects.create(organization=cast.nordvik, team=cast.norr, name=f"Rep {place}")
        make_weeks(member, SLIPS)
    assert Block.objects.count() > 100
    assert queries() == first


@pytest.mark.parametrize("weeks", ["4", "8", "13", "nonsense"])
def test_the_root_problem_is_said_for_the_period_that_is_asked_for(cast: Cast, signed_in: SignedIn, weeks: str) -> None:
    write_promise(cast.norr, Terms(2, 5), exceptions="–", follow_every=2, first_day=NOW.date(), by=cast.eva, now=NOW)
    make_weeks(cast.mikko, f"bb bb bb bb bb {KEPT}")
    Member.objects.filter(pk=cast.mikko.pk).update(language="sv")
    html = page(signed_in(cast.mikko), "prospecting:keeping", weeks=weeks)
    assert ("Ingen fast tid" in html) is (weeks == "13")


def test_an_exception_of_ten_weeks_ago_is_still_counted_against_one_of_three_weeks_ago(cast: Cast) -> None:
    make_weeks(cast.anna, "sk kk kk kk kk kk sk kk kk k")
    [anna] = [one for one in board_of(cast.norr, viewer=cast.eva, now=NOW).facts.people if one.member == cast.anna]
    assert anna.standing.state == State.SLIP


def test_the_root_problem_counts_the_hours_that_the_sentence_counts(cast: Cast) -> None:
    first = NOW.date() - dt.timedelta(weeks=4)
    Absence.objects.create(
        organization=cast.nordvik, member=cast.mikko, first_day=first, last_day=first + dt.timedelta(days=11)
    )
    write_promise(cast.norr, Terms(2, 5), exceptions="–", follow_every=2, first_day=NOW.date(), by=cast.eva, now=NOW)
    make_weeks(cast.anna, KEPT)
    make_weeks(cast.mikko, f"bb bb {SLIPS}")
    found = diagnosis_of_team(cast.norr, now=NOW)
    assert found is not None
    assert found.honour == board_of(cast.norr, viewer=cast.eva, now=NOW).facts.honour


def test_a_duty_is_not_broken_before_it_was_promised(cast: Cast, signed_in: SignedIn) -> None:
    html = page(signed_in(cast.eva))
    assert "inte hållet" not in html
    assert "Det räknas från den dag då ett löfte är skrivet." in html
    october = dt.date(2026, 10, 1)
    write_promise(cast.norr, Terms(2, 5), exceptions="–", follow_every=2, first_day=october, by=cast.eva, now=NOW)
    along = next(line for line in _duties(cast) if line.duty == Duty.FOLLOW_ALONG)
    assert along.kept == Kept.OPEN


def _duties(cast: Cast) -> list[DutyLine]:
    return board_of(cast.norr, viewer=cast.eva, now=NOW).duties
