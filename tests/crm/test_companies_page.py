"""Companies are found by any part of their name; their page tells what stands open, who is there, and what changed."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.crm.actions import ContactDraft, make_contacts
from hederssak.crm.models import Account, Contact
from hederssak.crm.queries.listing import BY_NAME
from hederssak.history.actions import Source
from hederssak.history.models import Change
from hederssak.lib import keyset
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member, Reach
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

SignedIn = Callable[[Member], Client]
FACTS = {
    "name": "Falu Verkstad AB",
    "relationship": "customer",
    "org_number": "556000-0000",
    "industry": "Verkstad",
    "employees": "120",
    "revenue": "96 000 000",
    "city": "Falun",
    "country": "SE",
    "website": "",
}


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def falu(cast: Cast) -> Account:
    return make_account(cast.nordvik, "Falu Verkstad", owner=cast.anna)


@pytest.fixture
def maja(cast: Cast, falu: Account) -> Contact:
    draft = ContactDraft(name="Maja Hed", account=falu, title="Inköpschef", email="maja@falu.example")
    source = Source.page(by=cast.anna, now=NOW)
    return make_contacts([draft], organization=cast.nordvik, source=source, now=NOW)[0]


def names(client: Client, **asked: str) -> list[str]:
    response = client.get(reverse("crm:accounts"), asked)
    assert response.status_code == 200
    return [row["account"].name for row in response.context["rows"]]


def page(client: Client, account: Account) -> str:
    response = client.get(reverse("web:account", args=[account.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("typed", ["falu", "VERK", "u verk", "Fålu"])
def test_any_part_of_the_name_finds_it(cast: Cast, falu: Account, signed_in: SignedIn, typed: str) -> None:
    make_account(cast.nordvik, "Kemi Paperi")
    assert names(signed_in(cast.otto), q=typed) == ["Falu Verkstad"]


def test_it_is_narrowed_by_owner_and_by_what_they_are_to_us(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    make_account(cast.nordvik, "Kemi Paperi", owner=cast.mikko)
    client = signed_in(cast.vera)
    assert names(client) == ["Falu Verkstad", "Kemi Paperi"]
    assert names(client, owner=str(cast.mikko.pk)) == ["Kemi Paperi"]
    assert names(client, relationship="customer") == []
    assert client.get(reverse("crm:accounts"), {"relationship": "enemy"}).status_code == 404


def test_a_reps_reach_holds(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    cast.nordvik.reach = Reach.OWN
    cast.nordvik.save()
    assert names(signed_in(cast.otto)) == []
    assert signed_in(cast.otto).get(reverse("web:account", args=[falu.pk])).status_code == 404


def test_another_organization_has_its_own(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    assert names(signed_in(cast.stig)) == []
    assert signed_in(cast.stig).get(reverse("web:account", args=[falu.pk])).status_code == 404


def test_its_page_says_what_stands_open_and_when_we_meet(
    cast: Cast, falu: Account, maja: Contact, signed_in: SignedIn
) -> None:
    make_deal(cast.anna, make_stages(cast.nordvik)["Offert"], account=falu, margin=Decimal(640_000))
    for starts_at, state in (
        (NOW - dt.timedelta(days=9), MeetingState.HELD),
        (NOW + dt.timedelta(days=6), MeetingState.BOOKED),
    ):
        CustomerMeeting.objects.create(
            organization=cast.nordvik,
            account=falu,
            owner=cast.anna,
            title="Genomgång",
            starts_at=starts_at,
            ends_at=starts_at,
            state=state,
            logged_at=NOW,
        )
    html = page(signed_in(cast.eva), falu)
    assert "Falu Verkstad: en öppen affär, värd <em>640\u00a0tkr</em> i TB." in html
    assert "Vi ses tis 24 nov kl. 09:00." in html
    assert "mailto:maja@falu.example" in html


def test_a_colleague_of_another_team_reads_and_has_no_buttons(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    assert reverse("crm:account_edit", args=[falu.pk]) not in page(signed_in(cast.otto), falu)
    assert signed_in(cast.otto).post(reverse("crm:account_edit", args=[falu.pk]), FACTS).status_code == 403


def test_the_facts_are_changed_and_the_change_is_told(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)
    response = client.post(reverse("crm:account_edit", args=[falu.pk]), FACTS)
    assert response.headers["Location"] == reverse("web:account", args=[falu.pk])
    falu.refresh_from_db()
    assert (falu.city, falu.employees, falu.revenue) == ("Falun", 120, Decimal(96_000_000))
    assert falu.search_key == "falu verkstad ab"
    assert set(Change.objects.filter(record_id=falu.pk).values_list("field", flat=True)) >= {"name", "city"}
    assert "Falun" in page(client, falu)


def test_what_makes_no_sense_is_refused_and_kept(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    bad = {**FACTS, "name": "", "employees": "många"}
    response = signed_in(cast.anna).post(reverse("crm:account_edit", args=[falu.pk]), bad)
    assert response.status_code == 422
    assert "556000-0000" in response.content.decode()
    falu.refresh_from_db()
    assert falu.name == "Falu Verkstad"


def test_a_person_is_added_changed_and_leaves(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)
    client.post(reverse("crm:contact_new", args=[falu.pk]), {"name": "Pia Ström", "title": "vd"})
    pia = Contact.objects.get()
    assert (pia.account, pia.search_key) == (falu, "pia strom")
    client.post(
        reverse("crm:contact_edit", args=[falu.pk, pia.pk]),
        {"name": "Pia Ström", "mobile": "070-1", "left_on": "2026-11-01"},
    )
    pia.refresh_from_db()
    assert (pia.mobile, pia.left_on) == ("070-1", dt.date(2026, 11, 1))
    html = page(client, falu)
    assert "slutade 1 nov 2026" in html
    assert "Pia Ström lades till" in html


def test_a_contact_of_another_company_is_not_changed_from_here(
    cast: Cast, falu: Account, maja: Contact, signed_in: SignedIn
) -> None:
    other = make_account(cast.nordvik, "Kemi Paperi", owner=cast.anna)
    url = reverse("crm:contact_edit", args=[other.pk, maja.pk])
    assert signed_in(cast.anna).get(url).status_code == 404


def test_a_company_with_forty_deals_costs_what_one_with_one_does(
    cast: Cast, falu: Account, signed_in: SignedIn
) -> None:
    stage = make_stages(cast.nordvik)["Offert"]
    client = signed_in(cast.eva)

    def queries(deals: int) -> int:
        for _place in range(deals):
            make_deal(cast.anna, stage, account=falu)
        with CaptureQueriesContext(connection) as counted:
            page(client, falu)
        return len(counted)

    page(client, falu)
    assert queries(1) == queries(39)


def test_seventy_companies_come_in_two_pages_at_no_more_cost(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.vera)

    def queries(companies: int) -> int:
        for place in range(companies):
            make_account(cast.nordvik, f"Firma {companies} {place:02}", owner=cast.anna)
        with CaptureQueriesContext(connection) as counted:
            names(client)
        return len(counted)

    names(client)
    few = queries(5)
    assert queries(65) <= few
    assert len(names(client)) == 60


def test_companies_stand_as_a_nordic_register_has_them_and_are_found_without_nordic_keys(
    cast: Cast, signed_in: SignedIn
) -> None:
    for name in ("Öbergs", "Zinkverket", "Ängelholms Bygg", "åre lift", "Aby El", "Ørsted", "ÅF", "Bo Å", "Bo AB"):
        make_account(cast.nordvik, name, owner=cast.anna)
    client = signed_in(cast.vera)
    ordered = ["Aby El", "Bo AB", "Bo Å", "Zinkverket", "ÅF", "åre lift", "Ängelholms Bygg", "Öbergs", "Ørsted"]
    assert names(client) == ordered
    assert names(client, q="angel") == names(client, q="ÄNGEL") == ["Ängelholms Bygg"]
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = keyset.page_of(Account.objects.visible_to(cast.vera), BY_NAME, after=after, size=3)
        seen, after = [*seen, *(account.name for account in page.rows)], page.next_after
    assert (seen, after) == (ordered, "")


def test_a_renamed_company_moves_to_its_new_place(cast: Cast, falu: Account, signed_in: SignedIn) -> None:
    make_account(cast.nordvik, "Zinkverket", owner=cast.anna)
    client = signed_in(cast.anna)
    client.post(reverse("crm:account_edit", args=[falu.pk]), FACTS | {"name": "Ånge Verkstad"})
    assert names(client) == ["Zinkverket", "Ånge Verkstad"]
