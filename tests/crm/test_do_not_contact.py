"""Who asked to be left alone is left alone: for ever, and whatever a file brings (R5)."""

import datetime as dt

import pytest

from hederssak.crm.actions import (
    AccountDraft,
    ContactDraft,
    edit_contact,
    leave_alone,
    make_accounts,
    make_contacts,
    take_back_leaving_alone,
)
from hederssak.crm.models import Account, Contact, DoNotContact
from hederssak.history.actions import Source
from hederssak.history.models import Change
from hederssak.imports import actions as imports
from tests.cast import NOW, Cast
from tests.imports.giving import WEEK, give, still

pytestmark = pytest.mark.db_both
FILE = "Contact ID,First Name,Last Name,Email,Mobile Phone Number,Associated Company\n{rows}"
RIIKKA = "7,Riikka,Salonen,riikka@kemi.example,+358 40 555 01 72,Kemi Paper Oy\n"


@pytest.fixture
def kemi(cast: Cast) -> Account:
    draft = AccountDraft(name="Kemi Paper Oy", owner=cast.anna)
    source = Source.page(by=cast.anna, now=NOW)
    return make_accounts([draft], organization=cast.nordvik, source=source, now=NOW)[0]


def person(cast: Cast, account: Account, **said: str) -> Contact:
    draft = ContactDraft(account=account, **({"name": "Riikka Salonen"} | said))
    source = Source.page(by=cast.anna, now=NOW)
    return make_contacts([draft], organization=cast.nordvik, source=source, now=NOW)[0]


def is_left_alone(contact: Contact) -> bool:
    contact.refresh_from_db()
    return contact.do_not_contact_at is not None


def test_somebody_is_left_alone_and_the_history_says_so(cast: Cast, kemi: Account) -> None:
    riikka = person(cast, kemi, email="riikka@kemi.example")
    leave_alone(contact=riikka, by=cast.anna, now=NOW)
    assert is_left_alone(riikka)
    change = Change.objects.get(record_id=riikka.pk, field="do_not_contact_at")
    assert change.by == cast.anna


@pytest.mark.parametrize(
    "again",
    [
        {"email": "Riikka@Kemi.example"},
        {"mobile": "040-555 01 72"},
        {"email": "new@kemi.example", "mobile": "+358405550172"},
    ],
    ids=["same address", "same number", "same number, another address"],
)
def test_whoever_comes_again_by_address_or_number_is_marked_as_they_come(
    cast: Cast, kemi: Account, again: dict[str, str]
) -> None:
    riikka = person(cast, kemi, email="riikka@kemi.example", mobile="+358 40 555 01 72")
    leave_alone(contact=riikka, by=cast.anna, now=NOW)
    assert is_left_alone(person(cast, kemi, **again))
    assert not is_left_alone(person(cast, kemi, name="Pekka Oja", email="pekka@kemi.example"))


def test_the_same_person_entered_twice_is_left_alone_in_both_places(cast: Cast, kemi: Account) -> None:
    twins = [person(cast, kemi, mobile="+358 40 555 01 72"), person(cast, kemi, mobile="0405550172")]
    leave_alone(contact=twins[0], by=cast.anna, now=NOW)
    assert all(is_left_alone(twin) for twin in twins)


def test_a_new_address_that_is_that_of_somebody_left_alone_marks(cast: Cast, kemi: Account) -> None:
    leave_alone(contact=person(cast, kemi, email="riikka@kemi.example"), by=cast.anna, now=NOW)
    other = person(cast, kemi, name="R. Salonen")
    edit_contact(contact=other, values={"email": "riikka@kemi.example"}, by=cast.anna, now=NOW)
    assert is_left_alone(other)


def test_another_organization_has_its_own_list(cast: Cast, kemi: Account) -> None:
    leave_alone(contact=person(cast, kemi, email="riikka@kemi.example"), by=cast.anna, now=NOW)
    source = Source.page(by=cast.stig, now=NOW)
    drafts = [ContactDraft(name="Riikka Salonen", email="riikka@kemi.example")]
    (theirs,) = make_contacts(drafts, organization=cast.elsewhere, source=source, now=NOW)
    assert not is_left_alone(theirs)


def test_no_file_takes_it_away_and_no_undo_either(cast: Cast) -> None:
    runs = give(cast.nordvik, {"contacts.csv": FILE.format(rows=RIIKKA)})
    leave_alone(contact=Contact.objects.get(name="Riikka Salonen"), by=cast.anna, now=NOW)

    give(cast.nordvik, {"contacts.csv": FILE.format(rows=RIIKKA.replace("Riikka", "Riikka M."))}, at=NOW + WEEK)
    assert is_left_alone(Contact.objects.get(search_key__contains="salonen"))

    imports.start_undo(runs)
    imports.undo_batch(runs[0].batch_id, organization=cast.nordvik, clock=still(NOW + 2 * WEEK))
    Contact.objects.all().delete()
    give(cast.nordvik, {"leads.csv": FILE.format(rows=RIIKKA.replace("7,", "99,"))}, at=NOW + 3 * WEEK)
    assert is_left_alone(Contact.objects.get(search_key__contains="salonen"))


def test_only_hashes_are_kept(cast: Cast, kemi: Account) -> None:
    leave_alone(contact=person(cast, kemi, email="riikka@kemi.example", mobile="0405550172"), by=cast.anna, now=NOW)
    assert [len(row.key_hash) for row in DoNotContact.objects.all()] == [64, 64]


def test_a_slip_of_the_thumb_can_be_taken_back(cast: Cast, kemi: Account) -> None:
    riikka = person(cast, kemi, email="riikka@kemi.example")
    leave_alone(contact=riikka, by=cast.anna, now=NOW)
    later = NOW + dt.timedelta(minutes=1)
    take_back_leaving_alone(contact=riikka, at=NOW, by=cast.anna, now=later)
    assert not is_left_alone(riikka)
    assert not is_left_alone(person(cast, kemi, email="riikka@kemi.example"))
