"""A case from its offer to what was learned, as the pages show it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import save_only
from hederssak.org.models import Member
from hederssak.pipeline.actions import NextStepDraft, edit_opportunity, let_go, set_next_step
from hederssak.pipeline.models import LetGoReason, Opportunity, Stage
from hederssak.salesmeetings.actions.cases import offer_case, tell_case, write_insight
from hederssak.salesmeetings.models import Case
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import DAY, make_mondays

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def meetings(cast: Cast) -> tuple[SalesMeeting, SalesMeeting]:
    return make_mondays(cast.norr)


@pytest.fixture
def deal(cast: Cast, stages: dict[str, Stage], meetings: tuple[SalesMeeting, SalesMeeting]) -> Opportunity:
    account = make_account(cast.nordvik, "Kemi Paperi")
    save_only(account, industry="Papper")
    return make_deal(cast.anna, stages["Offert"], now=NOW - 60 * DAY, account=account)


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(f"salesmeetings:{name}", args=args))
    assert response.status_code == status
    return response.content.decode()


def offered(cast: Cast, deal: Opportunity, question: str = "Vem kan stoppa den?") -> Case:
    return offer_case(opportunity=deal, question=question, by=cast.anna, now=NOW)


def test_a_rep_offers_a_deal_from_its_page_and_takes_it_back_in_one_press(
    cast: Cast, deal: Opportunity, signed_in: SignedIn
) -> None:
    client = signed_in(cast.anna)
    address = reverse("salesmeetings:offer", args=[deal.pk])
    assert address in client.get(reverse("web:opportunity", args=[deal.pk])).content.decode()
    html = client.post(address, {"question": "Vem kan stoppa den?"}, follow=True).content.decode()
    assert "Affären är anmäld till nästa möte." in html
    assert "Den berättas mån 23 nov." in html
    case = Case.objects.get()
    client.post(reverse("salesmeetings:take_case_back", args=[case.pk]))
    html = client.get(reverse("web:opportunity", args=[deal.pk])).content.decode()
    assert address in html
    assert "Den berättas" not in html


def test_nobody_offers_somebody_elses_deal(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    response = signed_in(cast.mikko).post(reverse("salesmeetings:offer", args=[deal.pk]), {"question": "?"})
    assert response.status_code == 403
    assert not Case.objects.exists()


def test_an_offered_deal_stands_first_in_the_coming_pack_with_its_question(
    cast: Cast, deal: Opportunity, meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    case = offered(cast, deal)
    html = page(signed_in(cast.mikko), "pack", meetings[1].pk)
    assert "Vem kan stoppa den?" in html
    assert reverse("salesmeetings:case", args=[case.pk]) in html


def test_a_chosen_deal_gets_its_sheet_in_one_press_and_the_second_press_is_the_same(
    cast: Cast,
    deal: Opportunity,
    stages: dict[str, Stage],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    edit_opportunity(opportunity=deal, values={"stage": stages["Vunnen"]}, by=cast.anna, now=NOW - DAY)
    client = signed_in(cast.eva)
    address = reverse("salesmeetings:take_case_up", args=[meetings[1].pk, deal.pk])
    assert address in page(client, "pack", meetings[1].pk)
    first, second = (client.post(address) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Case.objects.get().teller == cast.anna
    other = make_deal(cast.otto, stages["Behov"], name="Annan")
    assert client.post(reverse("salesmeetings:take_case_up", args=[meetings[1].pk, other.pk])).status_code == 404


def test_the_sheet_tells_what_happened_in_order(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    for days, close in ((40, dt.date(2027, 1, 20)), (30, dt.date(2027, 2, 20))):
        edit_opportunity(opportunity=deal, values={"close_date": close}, by=cast.anna, now=NOW - days * DAY)
    agreed = NextStepDraft(what="Mätning på plats", due_on=dt.date(2026, 11, 30), agreed_with_buyer=True)
    set_next_step(opportunity=deal, draft=agreed, by=cast.anna, now=NOW - 20 * DAY)
    edit_opportunity(opportunity=deal, values={"stage": stages["Vunnen"]}, by=cast.anna, now=NOW - DAY)
    html = page(signed_in(cast.eva), "case", offered(cast, deal).pk)
    said = re.findall("<strong>(.*?)</strong>", html.replace("\xa0", " "))
    assert said == [
        "Avslutsdatumet gled två gånger, från fre 18 dec till lör 20 feb",
        "Överenskommet med kunden: Mätning på plats",
        "Vunnen",
    ]
    assert "Kemi Paperi vanns på 77 dagar." in html
    assert "Kemi Paperi gick från Offert till Vunnen" in html


def test_a_long_history_costs_the_same_queries_and_stays_one_page(
    cast: Cast,
    deal: Opportunity,
    signed_in: SignedIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for n in range(80):
        values = {"amount": Decimal(100_000 + n)} if n % 2 else {"close_date": dt.date(2027, 1, 1) + n * DAY}
        edit_opportunity(opportunity=deal, values=values, by=cast.anna, now=NOW - 50 * DAY + n * DAY / 2)
    case = offered(cast, deal)
    client = signed_in(cast.eva)
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined] # pytest-django's is untyped
        html = page(client, "case", case.pk)
    assert html.count("<time") <= 14
    assert "mindre saker är utelämnade" in html


def test_a_line_that_was_understood_is_kept_found_and_struck(
    cast: Cast, deal: Opportunity, signed_in: SignedIn
) -> None:
    case = offered(cast, deal)
    client = signed_in(cast.eva)
    address = reverse("salesmeetings:case_insights", args=[case.pk])
    assert client.post(address, {"text": "  "}).status_code == 422
    client.post(address, {"text": "Fråga ekonomichefen före jul"})
    case.refresh_from_db()
    assert case.told_at == NOW
    for words in ("ekonomichefen jul", "KEMI", "papper", "stoppa"):
        html = client.get(reverse("salesmeetings:learned"), {"q": words}).content.decode()
        assert "Fråga ekonomichefen före jul" in html, words
    assert "Visa alla" in client.get(reverse("salesmeetings:learned"), {"q": "Boden"}).content.decode()
    client.post(reverse("salesmeetings:strike_insight", args=[case.insights.get().pk]))
    assert "ekonomichefen" not in client.get(reverse("salesmeetings:learned")).content.decode()


def test_what_was_learned_comes_up_on_a_deal_that_resembles_it(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    case = offered(cast, deal)
    write_insight(case=case, text="Fråga ekonomichefen före jul", by=cast.anna, now=NOW)
    mill = make_account(cast.nordvik, "Boden Papper")
    save_only(mill, industry="papper")
    alike = make_deal(cast.mikko, stages["Offert"], account=mill)
    other = make_deal(cast.mikko, stages["Behov"], account=make_account(cast.nordvik, "Umeå El"))
    client = signed_in(cast.eva)
    html = client.get(reverse("web:opportunity", args=[alike.pk])).content.decode()
    assert "Fråga ekonomichefen före jul" in html
    assert "samma bransch, avgjordes i det här steget, lika stor" in html
    assert "ekonomichefen" not in client.get(reverse("web:opportunity", args=[other.pk])).content.decode()
    assert "ekonomichefen" not in signed_in(cast.otto).get(reverse("web:opportunity", args=[alike.pk])).content.decode()


def test_what_a_deal_was_lost_to_is_copied_when_it_is_told(cast: Cast, deal: Opportunity) -> None:
    case = offered(cast, deal)
    let_go(
        opportunity=deal,
        reason=LetGoReason.LOST_TO,
        competitor="Metso",
        by=cast.anna,
        today=NOW.date(),
        now=NOW,
    )
    tell_case(case=Case.objects.get(pk=case.pk), by=cast.eva, now=NOW + DAY)
    case.refresh_from_db()
    assert (case.competitor, case.lost_because, case.industry, case.stage) == (
        "Metso",
        "lost_to",
        "Papper",
        deal.stage,
    )


def test_what_has_been_told_is_not_taken_back(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    case = offered(cast, deal)
    tell_case(case=case, by=cast.anna, now=NOW)
    html = signed_in(cast.anna).post(reverse("salesmeetings:take_case_back", args=[case.pk]), follow=True)
    assert "Den är berättad och hör till det som teamet har lärt sig." in html.content.decode()
    case.refresh_from_db()
    assert case.taken_back_at is None


def test_a_team_that_has_told_nothing_is_told_how_it_comes(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    assert "Ingen affär är berättad ännu" in page(signed_in(cast.anna), "learned")


def test_the_drawn_way_of_a_lost_deal_falls_at_its_end(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    edit_opportunity(opportunity=deal, values={"stage": stages["Förlorad"]}, by=cast.anna, now=NOW - DAY)
    html = page(signed_in(cast.eva), "case", offered(cast, deal).pk)
    assert "Kemi Paperi gick från Offert till Förlorad" in html
