"""The list of all deals: found by a part of a name, narrowed, sorted, and never longer than a page."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.crm.models import CustomField
from hederssak.honesty.actions import judge_organization
from hederssak.org.models import Member, Reach
from hederssak.pipeline.actions import NextStepDraft, let_go, set_next_step
from hederssak.pipeline.models import LetGoReason, Opportunity, Stage
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

SignedIn = Callable[[Member], Client]
TODAY = dt.date(2026, 11, 18)
PAGE = "/opportunities/"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def deals(cast: Cast, stages: dict[str, Stage]) -> dict[str, Opportunity]:
    made = {}
    for name, owner, stage, margin, close in (
        ("Söderköpings Åkeri", cast.anna, "Behov", 350_000, dt.date(2027, 1, 4)),
        ("Kemi Paperi", cast.mikko, "Offert", 640_000, dt.date(2026, 12, 1)),
        ("Ystads Kyl", cast.otto, "Offert", 900_000, None),
    ):
        account = make_account(cast.nordvik, name)
        made[name] = make_deal(
            owner, stages[stage], account=account, margin=Decimal(margin), close_date=close, name="Linje 2"
        )
    return made


def names(client: Client, **asked: str) -> list[str]:
    response = client.get(reverse("web:opportunities"), asked)
    assert response.status_code == 200
    return [row["title"] for row in response.context["rows"]]


def test_a_rep_sees_their_own_a_manager_the_teams_a_director_all(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    assert names(signed_in(cast.anna)) == ["Söderköpings Åkeri"]
    assert names(signed_in(cast.eva)) == ["Kemi Paperi", "Söderköpings Åkeri"]
    assert names(signed_in(cast.vera)) == ["Kemi Paperi", "Söderköpings Åkeri", "Ystads Kyl"]
    assert names(signed_in(cast.anna), whose="all") == ["Kemi Paperi", "Söderköpings Åkeri", "Ystads Kyl"]


@pytest.mark.parametrize(("reach", "seen"), [(Reach.TEAM, 2), (Reach.OWN, 1), (Reach.ORGANIZATION, 3)])
def test_a_reps_reach_holds_here_too(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn, reach: Reach, seen: int
) -> None:
    cast.nordvik.reach = reach
    cast.nordvik.save()
    client = signed_in(cast.anna)
    assert len(names(client, whose="all")) == seen
    if reach != Reach.ORGANIZATION:
        assert names(client, whose=str(cast.otto.pk)) == []


@pytest.mark.parametrize("typed", ["söder", "SODERK", "åkeri", "köpings å", "linje 2"])
def test_a_part_of_a_name_finds_it_however_it_is_typed(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn, typed: str
) -> None:
    assert "Söderköpings Åkeri" in names(signed_in(cast.vera), q=typed)


def test_it_is_sorted_by_what_one_asks_for(cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn) -> None:
    client = signed_in(cast.vera)
    assert names(client, sort="margin") == ["Ystads Kyl", "Kemi Paperi", "Söderköpings Åkeri"]
    assert names(client, sort="name") == ["Kemi Paperi", "Söderköpings Åkeri", "Ystads Kyl"]


def test_by_name_the_nordic_letters_come_after_z(
    cast: Cast, stages: dict[str, Stage], deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    for name in ("Öbo", "Ärla", "Åbo", "Zeta"):
        make_deal(cast.anna, stages["Behov"], account=make_account(cast.nordvik, name))
    found = names(signed_in(cast.vera), sort="name")
    assert found == ["Kemi Paperi", "Söderköpings Åkeri", "Ystads Kyl", "Zeta", "Åbo", "Ärla", "Öbo"]


def test_it_is_narrowed_by_stage_and_by_state(
    cast: Cast, deals: dict[str, Opportunity], stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    client = signed_in(cast.vera)
    assert names(client, stage=str(stages["Behov"].pk)) == ["Söderköpings Åkeri"]
    let_go(
        opportunity=deals["Kemi Paperi"],
        reason=LetGoReason.TIMING,
        by=cast.mikko,
        today=TODAY,
        now=NOW,
    )
    assert names(client, state="let_go") == ["Kemi Paperi"]
    assert "Kemi Paperi" not in names(client)
    assert sorted(names(client, state="")) == sorted(deals)


@pytest.mark.parametrize("asked", [{"whose": "x"}, {"state": "x"}, {"stage": "x"}, {"after": "x"}])
def test_a_forged_address_is_not_there(cast: Cast, signed_in: SignedIn, asked: dict[str, str]) -> None:
    assert signed_in(cast.vera).get(reverse("web:opportunities"), asked).status_code == 404


def test_each_row_says_what_is_next_and_how_much_is_asked(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    draft = NextStepDraft(what="Visa kalkylen", due_on=dt.date(2026, 11, 24))
    set_next_step(opportunity=deals["Kemi Paperi"], draft=draft, by=cast.mikko, now=NOW)
    judge_organization(organization=cast.nordvik, now=NOW)
    response = signed_in(cast.vera).get(reverse("web:opportunities"))
    rows = {row["title"]: row for row in response.context["rows"]}
    assert (rows["Kemi Paperi"]["step_is"], rows["Kemi Paperi"]["step"]) == ("Visa kalkylen", "tis 24 nov")
    assert rows["Ystads Kyl"]["asked"] >= 2
    assert "3 öppna affärer, värda" in response.content.decode()


def test_what_is_late_asks_for_a_look(cast: Cast, stages: dict[str, Stage], signed_in: SignedIn) -> None:
    late = make_deal(cast.anna, stages["Behov"], name="Linje 3", close_date=dt.date(2026, 11, 17))
    make_deal(cast.anna, stages["Offert"], name="Linje 4", close_date=TODAY)
    draft = NextStepDraft(what="Ring", due_on=dt.date(2026, 11, 19))
    set_next_step(opportunity=late, draft=draft, by=cast.anna, now=NOW)
    client = signed_in(cast.anna)
    assert '<span class="look">17 nov 2026</span>' in (html := client.get(PAGE).content.decode())
    assert ["18 nov 2026" in html, ">18 nov 2026</span>" in html] == [True, False]
    assert '<span class="dim" title="Ring">tors 19 nov</span>' in html
    with time_machine.travel(NOW + dt.timedelta(days=2), tick=False):
        assert '<span class="look" title="Ring">tors 19 nov</span>' in client.get(PAGE).content.decode()


def test_an_ended_deal_says_when_it_ended_and_how(
    cast: Cast, deals: dict[str, Opportunity], signed_in: SignedIn
) -> None:
    let_go(opportunity=deals["Kemi Paperi"], reason=LetGoReason.TIMING, by=cast.mikko, today=TODAY, now=NOW)
    [row] = signed_in(cast.vera).get(PAGE, {"state": "let_go"}).context["rows"]
    assert (row["ends"], row["place"], row["has_passed"]) == ("18 nov 2026", "Släppt", False)


def test_a_deal_without_a_company_goes_by_its_own_name(
    cast: Cast, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    make_deal(cast.anna, stages["Behov"], name="Linje 9")
    [row] = signed_in(cast.anna).get(PAGE).context["rows"]
    assert (row["title"], row["name"], row["place"], row["owner"]) == ("Linje 9", "", "Behov", "Anna Berg")


def test_seventy_deals_come_in_two_pages_at_no_more_cost(
    cast: Cast, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    client = signed_in(cast.vera)

    def queries(deals: int) -> int:
        for place in range(deals):
            account = make_account(cast.nordvik, f"Firma {place:02}")
            make_deal(cast.anna, stages["Behov"], account=account)
        with CaptureQueriesContext(connection) as counted:
            names(client)
        return len(counted)

    names(client)
    few = queries(5)
    assert queries(65) <= few
    response = client.get(reverse("web:opportunities"))
    after = response.context["next_after"]
    more = client.get(reverse("web:opportunities"), {"after": after}, headers={"hx-request": "true"})
    assert more.content.decode().count("data-go") == 10
    assert "<html" not in more.content.decode()


def test_what_an_import_brought_stands_under_the_name_of_its_column(
    cast: Cast, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    deal = make_deal(cast.anna, stages["Behov"], custom={"deal_number": "26-0980", "old": "x"})
    CustomField.objects.create(organization=cast.nordvik, kind="opportunity", key="deal_number", label="Affärsnummer")
    html = signed_in(cast.anna).get(reverse("web:opportunity", args=[deal.pk])).content.decode()
    assert "<dt>Affärsnummer</dt>" in html
    assert ["deal_number" in html, "<dt>old</dt>" in html] == [False, True]
