"""The list of questions: who sees whose, in which order, and what can be done in place."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.honesty.actions import judge_organization
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity, Stage
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

SignedIn = Callable[[Member], Client]
PAST = dt.date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def deals(cast: Cast, stages: dict[str, Stage]) -> dict[str, Opportunity]:
    made = {
        name: make_deal(
            owner,
            stages["Behov"],
            account=make_account(cast.nordvik, name),
            margin=Decimal(margin),
            close_date=PAST,
        )
        for name, owner, margin in (
            ("Falu Verkstad", cast.mikko, 640_000),
            ("Kemi Paperi", cast.anna, 350_000),
            ("Ystads Kyl", cast.otto, 900_000),
        )
    }
    judge_organization(organization=cast.nordvik, now=NOW)
    return made


def page(client: Client, **asked: str) -> str:
    response = client.get(reverse("honesty:index"), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_manager_sees_the_teams_questions_largest_margin_first(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    html = page(signed_in(cast.eva))
    assert html.index("Falu Verkstad") < html.index("Kemi Paperi")
    assert "Ystads Kyl" not in html


def test_a_rep_sees_their_own_only(cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn) -> None:
    html = page(signed_in(cast.anna))
    assert "Kemi Paperi" in html
    assert "Falu Verkstad" not in html


def test_another_team_is_not_there(cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn) -> None:
    assert signed_in(cast.eva).get(reverse("honesty:index"), {"team": str(cast.syd.pk)}).status_code == 404
    assert "Ystads Kyl" in page(signed_in(cast.vera), team=str(cast.syd.pk))


def test_who_has_no_team_to_ask_about_has_no_such_page(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ada).get(reverse("honesty:index")).status_code == 404


def test_it_can_be_narrowed_to_one_kind_of_question(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    client = signed_in(cast.eva)
    assert "Falu Verkstad" in page(client, code="close_date_past")
    assert "Falu Verkstad" not in page(client, code="pushed")
    assert client.get(reverse("honesty:index"), {"code": "nonsense"}).status_code == 404


def test_letting_go_answers_the_question_and_can_be_undone(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    client, deal = signed_in(cast.mikko), deals["Falu Verkstad"]
    here = reverse("honesty:index")
    said = client.post(
        reverse("pipeline:lettings_go", args=[deal.pk]), {"reason": "no_decision", "next": here}, follow=True
    )
    assert said.redirect_chain == [(here, 302)]
    assert "Falu Verkstad" not in said.content.decode().split("<table")[-1]
    client.post(reverse("pipeline:take_back", args=[deal.pk]))
    assert "Falu Verkstad" in page(client)


def test_a_refusal_says_what_to_do_and_keeps_what_was_written(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    response = signed_in(cast.mikko).post(
        reverse("pipeline:lettings_go", args=[deals["Falu Verkstad"].pk]), {"reason": "lost_to", "note": "Priset"}
    )
    assert response.status_code == 422
    assert "Priset" in response.content.decode()
    deals["Falu Verkstad"].refresh_from_db()
    assert deals["Falu Verkstad"].state == "open"


def test_the_way_back_leads_nowhere_else(cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn) -> None:
    deal = deals["Falu Verkstad"]
    response = signed_in(cast.mikko).post(
        reverse("pipeline:close_dates", args=[deal.pk]),
        {"close_date": "2026-12-24", "next": "https://elsewhere.example/"},
    )
    assert response.headers["Location"] == reverse("web:opportunity", args=[deal.pk])


def test_ten_rows_and_sixty_cost_the_same_queries(cast: Cast, stages: dict[str, Stage], signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)

    def queries(deals: int) -> int:
        for place in range(deals):
            make_deal(cast.anna, stages["Behov"], name=f"Deal {place}", close_date=PAST)
        judge_organization(organization=cast.nordvik, now=NOW)
        with CaptureQueriesContext(connection) as counted:
            page(client)
        return len(counted)

    page(client)
    assert queries(10) == queries(50)


def test_the_pages_go_on_where_the_last_one_ended(cast: Cast, stages: dict[str, Stage], signed_in: SignedIn) -> None:
    for place in range(70):
        make_deal(
            cast.anna,
            stages["Behov"],
            account=make_account(cast.nordvik, f"Firma {place:02}"),
            margin=Decimal(1000 * (place // 2)),
            close_date=PAST,
        )
    judge_organization(organization=cast.nordvik, now=NOW)
    client = signed_in(cast.eva)
    for sort in ("weight", "age"):
        response = client.get(reverse("honesty:index"), {"sort": sort})
        first = response.content.decode()
        second = page(client, sort=sort, after=response.context["next_after"])
        seen = [name for html in (first, second) for name in {f"Firma {n:02}" for n in range(70)} if name in html]
        assert sorted(seen) == [f"Firma {n:02}" for n in range(70)]
