"""The board of a team by name, the director's sums, and a rep's page as the manager reads it."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.goals.actions import GoalDraft, count_members, set_goal
from hederssak.goals.actions.quotas import QuotaDraft, set_quotas
from hederssak.goals.models import Goal, GoalSpan, GoalSuggestion
from hederssak.org.models import Member, PageLook, Role
from hederssak.rules.goals.quotas import Span
from tests.cast import NOW, Cast
from tests.goals.selling import sell, sell_weeks_before

SignedIn = Callable[[Member], Client]
TODAY = dt.date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def goal(member: Member, amount: int) -> None:
    draft = GoalDraft(span=GoalSpan.MONTH, day=TODAY, amount=Decimal(amount))
    set_goal(member=member, draft=draft, by=member, now=NOW)


@pytest.fixture
def norr(cast: Cast) -> Cast:
    """Return the cast with goals in Norr: Mikko has sold more than Anna, and stands after her."""
    for member, sold in ((cast.anna, 20_000), (cast.mikko, 130_000)):
        sell_weeks_before(member, dt.date(2026, 11, 2))
        sell(member, dt.date(2026, 11, 9), sold)
    goal(cast.anna, 60_000)
    goal(cast.mikko, 200_000)
    return cast


def html(client: Client, name: str, *arguments: object) -> str:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_the_board_names_people_in_the_order_of_the_alphabet_not_by_what_they_sold(
    norr: Cast, signed_in: SignedIn
) -> None:
    page = html(signed_in(norr.eva), "goals:index")
    names = re.findall(r"data-go href=[^>]*>([^<]+)<", page)
    assert names == ["Anna Berg", "Mikko Aalto"]
    assert "130\u00a0000\u00a0kr" in page


def test_the_board_of_another_team_is_not_shown(norr: Cast, signed_in: SignedIn) -> None:
    assert "Anna Berg" not in html(signed_in(norr.maj), "goals:index")


def test_who_has_passed_a_goal_is_named_for_a_talk(norr: Cast, signed_in: SignedIn) -> None:
    sell(norr.mikko, dt.date(2026, 11, 17), 90_000)
    count_members([norr.mikko], now=NOW)
    page = html(signed_in(norr.eva), "goals:index")
    assert "Ett mål" in page
    assert "prata i dag" in page
    assert "Mål att prata om i dag" in html(signed_in(norr.eva), "web:home")


def test_the_quota_is_folded_away(norr: Cast, signed_in: SignedIn) -> None:
    drafts = [
        QuotaDraft(whose=whose, span=Span.MONTH, day=TODAY, amount=Decimal(amount))
        for whose, amount in ((norr.norr, 400_000), (norr.anna, 150_000), (norr.mikko, 170_000))
    ]
    set_quotas(drafts, by=norr.vera, now=NOW)
    page = html(signed_in(norr.eva), "goals:index")
    before, folded = page.split('<details class="folded">')
    assert "320\u00a0000\u00a0kr" in folded
    assert "400\u00a0000\u00a0kr" in folded
    assert "150\u00a0000\u00a0kr" not in before
    own = html(signed_in(norr.anna), "goals:index")
    assert "150\u00a0000\u00a0kr" not in own.split('<details class="folded">')[0]


def test_the_director_reads_sums_and_no_single_goal(norr: Cast, signed_in: SignedIn) -> None:
    page = html(signed_in(norr.vera), "goals:index")
    assert "260\u00a0000\u00a0kr" in page
    assert "Anna" not in page
    assert re.search(r"\b60\s000\s", page) is None


def test_a_look_at_a_reps_goals_is_written_down_for_the_rep(norr: Cast, signed_in: SignedIn) -> None:
    page = html(signed_in(norr.eva), "goals:person", norr.anna.pk)
    assert "60\u00a0000\u00a0kr" in page
    assert PageLook.objects.get().subject == norr.anna
    assert "dina mål" in html(signed_in(norr.anna), "org:looks")


def test_the_manager_suggests_and_the_rep_takes_it_in_one_press(norr: Cast, signed_in: SignedIn) -> None:
    given = {"span": "month", "day": "2026-11-18", "unit": "margin", "amount": "220 000", "words": "Två offerter"}
    assert signed_in(norr.eva).post(reverse("goals:person", args=[norr.anna.pk]), given).status_code == 302
    assert Goal.objects.get(member=norr.anna).amount == 60_000
    anna = signed_in(norr.anna)
    page = html(anna, "goals:index")
    assert "Eva föreslår 220\u00a0000\u00a0kr." in page
    anna.post(reverse("goals:suggestion", args=[GoalSuggestion.objects.get().pk]), {"taken": "yes"})
    assert Goal.objects.get(member=norr.anna).amount == 220_000


def test_the_rep_is_asked_in_two_sentences_with_two_buttons(norr: Cast, signed_in: SignedIn) -> None:
    sell(norr.anna, dt.date(2026, 11, 17), 200_000)
    count_members([norr.anna], now=NOW)
    page = html(signed_in(norr.anna), "goals:index")
    card = page.split('class="talk-card"')[1].split("</section>")[0]
    assert card.count("<button") == 2
    assert "Du har nått 60\u00a0000\u00a0kr" in card
    assert "Månadens mål behöver en titt" in html(signed_in(norr.anna), "web:home")


def test_the_board_asks_as_often_for_forty_as_for_two(norr: Cast, signed_in: SignedIn) -> None:
    client = signed_in(norr.eva)
    html(client, "goals:index")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            html(client, "goals:index")
        return len(captured)

    few = asked()
    made = [
        Member.objects.create(organization=norr.nordvik, team=norr.norr, name=f"Rep {n:02}", role=Role.REP)
        for n in range(38)
    ]
    count_members(
        list(Member.objects.filter(pk__in=[one.pk for one in made]).select_related("team", "organization")), now=NOW
    )
    assert asked() == few
    assert few <= 16
