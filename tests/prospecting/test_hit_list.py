"""Who stands on a HIT list, how it is filled, and whether it will last (R5)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hederssak.crm.actions import leave_alone
from hederssak.crm.models import Account, Contact, FitOverride, FitProfile, FitVerdict
from hederssak.org.models import Member
from hederssak.prospecting.actions.hitlist import enter, enter_one, fill, put_back, take_off
from hederssak.prospecting.actions.shares import keep_for_new
from hederssak.prospecting.models import Added, HitEntry
from hederssak.prospecting.queries.filling import Wish, who_is_meant
from hederssak.prospecting.queries.hitlist import listed, readiness
from hederssak.rules.attempts import Outcome
from hederssak.rules.hitlist import HitListRefused, NotListed, Why
from tests.cast import NOW, Cast
from tests.prospecting.calling import (
    END,
    LATER,
    make_account,
    make_block,
    make_contact,
    make_customer,
    press,
    put_on_list,
)

pytestmark = pytest.mark.db_both
DAY = dt.timedelta(days=1)
SignIn = Callable[[Member], Client]


def names(cast: Cast, *, now: dt.datetime = LATER) -> list[str]:
    return [line.entry.contact.name for line in listed(cast.anna, now=now, until=END)]


def test_promised_calls_come_first_then_larger_companies(cast: Cast) -> None:
    put_on_list(cast.anna, "Small", employees=5)
    put_on_list(cast.anna, "Large", employees=900)
    press(put_on_list(cast.anna, "Promised"), Outcome.CALL_BACK, when="om 5 min")
    assert names(cast) == ["Promised", "Large", "Small"]


def test_new_accounts_have_their_share_beside_customers(cast: Cast) -> None:
    for number in range(3):
        customer = make_customer(cast.anna, f"Kund {number}")
        enter_one(make_contact(customer, f"Loyal {number}"), member=cast.anna, by=cast.anna, now=NOW)
    put_on_list(cast.anna, "New", employees=5)
    assert names(cast)[0] == "New"


def test_each_place_says_why_now(cast: Cast) -> None:
    customer = make_contact(make_customer(cast.anna), "Loyal")
    enter([customer], member=cast.anna, added=Added.FILLED, by=cast.anna, now=NOW)
    enter([make_contact(make_account(cast.anna), "New")], member=cast.anna, added=Added.FILLED, by=cast.anna, now=NOW)
    whys = {line.entry.contact.name: line.place.why for line in listed(cast.anna, now=NOW, until=END)}
    assert whys == {"Loyal": Why.QUIET_CUSTOMER, "New": Why.FIT_UNKNOWN}


def test_nobody_stands_on_two_lists(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    with pytest.raises(HitListRefused) as refused:
        enter_one(entry.contact, member=cast.mikko, by=cast.mikko, now=NOW)
    assert refused.value.code is NotListed.WITH_COLLEAGUE
    with pytest.raises(IntegrityError), transaction.atomic():
        HitEntry.objects.create(
            organization=cast.nordvik, member=cast.mikko, contact=entry.contact, added=Added.HAND, added_at=NOW
        )


def test_twice_on_ones_own_list_is_once(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    assert enter_one(entry.contact, member=cast.anna, by=cast.anna, now=NOW) == entry


def test_when_a_colleague_is_done_the_contact_is_free(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    press(entry, Outcome.CONVERSATION)
    assert enter_one(entry.contact, member=cast.mikko, by=cast.mikko, now=LATER).member == cast.mikko


@pytest.mark.parametrize("code", [NotListed.DO_NOT_CONTACT, NotListed.HAS_LEFT, NotListed.NO_NUMBER])
def test_who_can_not_be_called_does_not_enter(cast: Cast, code: NotListed) -> None:
    number = {"mobile": ""} if code is NotListed.NO_NUMBER else {}
    contact = make_contact(make_account(cast.anna), **number)
    if code is NotListed.DO_NOT_CONTACT:
        leave_alone(contact=contact, by=cast.anna, now=NOW)
    if code is NotListed.HAS_LEFT:
        contact.left_on = NOW.date()
    with pytest.raises(HitListRefused) as refused:
        enter_one(contact, member=cast.anna, by=cast.anna, now=NOW)
    assert refused.value.code is code


def test_who_is_marked_while_on_the_list_is_on_it_no_more(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    leave_alone(contact=entry.contact, by=cast.mikko, now=NOW)
    assert names(cast) == []


def test_the_manager_may_change_the_list_and_a_colleague_may_not(cast: Cast) -> None:
    contact = make_contact(make_account(cast.anna))
    with pytest.raises(PermissionDenied):
        enter_one(contact, member=cast.anna, by=cast.mikko, now=NOW)
    entry = enter_one(contact, member=cast.anna, by=cast.eva, now=NOW)
    assert (entry.member, entry.added_by) == (cast.anna, cast.eva)


def test_filling_takes_one_of_each_company_the_own_and_the_larger_first(cast: Cast) -> None:
    for name, size in (("Liten", 10), ("Stor", 800), ("Mellan", 90)):
        account = make_account(cast.anna, name, employees=size)
        make_contact(account, f"Chef {name}")
        make_contact(account, f"Vice {name}")
    make_contact(make_account(cast.mikko, "Mikkos", employees=5000))
    make_contact(make_account(None, "Ingens", employees=3000, by=cast.anna), "Chef Ingens", by=cast.anna)
    entered = fill(member=cast.anna, wish=Wish(count=3), by=cast.anna, now=NOW)
    assert [entry.contact.name for entry in entered.entries] == ["Chef Stor", "Chef Mellan", "Chef Liten"]
    more = fill(member=cast.anna, wish=Wish(count=9), by=cast.anna, now=NOW)
    assert {entry.contact.name for entry in more.entries} == {"Chef Ingens", "Vice Stor", "Vice Mellan", "Vice Liten"}


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(relation="customers"), {"Kund"}),
        (Wish(relation="new"), {"Papper", "Ingens"}),
        (Wish(least_employees=100), {"Kund"}),
        (Wish(most_employees=50, mine_only=True), {"Papper"}),
        (Wish(industry="papp"), {"Papper"}),
        (Wish(city="oulu"), {"Ingens"}),
    ],
)
def test_a_wish_narrows_the_companies(cast: Cast, wish: Wish, found: set[str]) -> None:
    make_contact(make_customer(cast.anna, "Kund"), "Kund")
    make_contact(make_account(cast.anna, "P", industry="Papper", employees=20), "Papper")
    make_contact(make_account(None, "I", city="Oulu", employees=20, by=cast.anna), "Ingens", by=cast.anna)
    Contact.objects.get(name="Kund").account.__class__.objects.filter(name="Kund").update(employees=200)
    entered = fill(member=cast.anna, wish=wish, by=cast.anna, now=NOW)
    assert {entry.contact.name for entry in entered.entries} == found


def test_whoever_was_called_lately_is_not_filled_in_again(cast: Cast) -> None:
    press(put_on_list(cast.anna), Outcome.CONVERSATION)
    assert fill(member=cast.anna, wish=Wish(), by=cast.anna, now=LATER + 30 * DAY).entries == []
    assert len(fill(member=cast.anna, wish=Wish(), by=cast.anna, now=LATER + 61 * DAY).entries) == 1


def test_pasted_lines_find_whom_they_mean(cast: Cast) -> None:
    kemi = make_account(cast.anna)
    riikka = make_contact(kemi, email="riikka@kemi.example")
    pekka = make_contact(kemi, "Pekka Oja", mobile="+358 40 555 01 72")
    berg = make_contact(kemi, "Anna Berg")
    make_contact(make_account(cast.anna, "Oulu Oy"), "Anna Berg")
    text = "Riikka Salonen\triikka@kemi.example\n040 555 0172\nAnna Berg; Kemi Paper Oy\n\nAnna Berg\nIngen Alls"
    found = who_is_meant(cast.anna, text)
    assert list(found.contacts) == [riikka, pekka, berg]
    assert list(found.unknown) == ["Anna Berg", "Ingen Alls"]


def test_taken_off_and_put_back(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    take_off(entry, by=cast.anna, now=NOW)
    assert names(cast) == []
    entry.refresh_from_db()
    put_back(entry, by=cast.anna, now=NOW)
    assert names(cast) == ["Riikka Salonen"]


def test_readiness_counts_who_can_be_called_then(cast: Cast) -> None:
    first = make_block(cast.anna, NOW - 7 * DAY, NOW - 7 * DAY + dt.timedelta(hours=2))
    for number in range(5):
        press(put_on_list(cast.anna, f"Earlier {number}"), Outcome.CONVERSATION, at=first.starts_at)
    put_on_list(cast.anna)
    press(put_on_list(cast.anna, "Later"), Outcome.CALL_BACK, when="nästa vecka")
    ready = readiness(cast.anna, at=LATER, until=END)
    assert (ready.callable, ready.usual, ready.is_enough) == (1, 5, False)


@pytest.mark.parametrize("verdict", ["in", "unknown"])
def test_who_fits_may_enter_and_who_may_fit_too(cast: Cast, verdict: str) -> None:
    contact = make_contact(judged_account(cast, verdict))
    assert enter_one(contact, member=cast.anna, by=cast.anna, now=NOW).contact == contact


def test_out_of_fit_does_not_enter_without_an_override(cast: Cast) -> None:
    account = judged_account(cast, "out")
    contact = make_contact(account)
    with pytest.raises(HitListRefused) as refused:
        enter_one(contact, member=cast.anna, by=cast.anna, now=NOW)
    assert refused.value.code is NotListed.OUT_OF_FIT
    let_in(cast, account)
    assert enter_one(contact, member=cast.anna, by=cast.anna, now=NOW).contact == contact


def judged_account(cast: Cast, verdict: str) -> Account:
    account = make_account(cast.anna)
    profile = FitProfile.objects.create(organization=cast.nordvik, number=1, at=NOW, in_force_at=NOW)
    about = {"organization": cast.nordvik, "account": account}
    FitVerdict.objects.create(**about, profile=profile, verdict=verdict, least=0, most=1, judged_at=NOW)
    return account


def let_in(cast: Cast, account: Account) -> None:
    about = {"organization": cast.nordvik, "account": account}
    granted = {"decided_by": cast.eva, "decided_at": NOW, "reason": "Referenskund", "until": NOW.date()}
    FitOverride.objects.create(**about, why="De frågade oss", asked_by=cast.anna, asked_at=NOW, **granted)


def test_the_administrator_says_how_much_is_kept_for_new_companies(cast: Cast, signed_in: SignIn) -> None:
    loyal, new = make_customer(cast.anna), make_account(cast.anna, "Nya Bruket")
    Account.objects.filter(pk=loyal.pk).update(employees=5000)
    for account in (loyal, new):
        enter_one(make_contact(account, f"Riikka {account.name}"), member=cast.anna, by=cast.anna, now=NOW)

    def first() -> str:
        line = listed(cast.anna, now=NOW, until=END)[0]
        return line.entry.contact.name

    assert first() == "Riikka Nya Bruket"
    ada = signed_in(cast.ada)
    refused = ada.post(reverse("prospecting:share"), {"percent": 101})
    assert refused.status_code == 422
    page = ada.post(reverse("prospecting:share"), {"percent": 0}, follow=True).content.decode()
    assert "Nothing of the HIT list is kept for new companies." in page
    assert first() == "Riikka Oulu Energi Oy"
    with pytest.raises(PermissionDenied):
        keep_for_new(percent=60, by=cast.eva, now=NOW)
