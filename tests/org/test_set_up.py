"""The first start: one company, one administrator, once, by whoever can read the data folder."""

from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hederssak.history.models import Change, RecordKind
from hederssak.org.actions import AlreadySetUpError, FirstCompany, WrongSetUpKeyError, set_up, set_up_key
from hederssak.org.models import Country, Member, Organization, Role, User
from tests.cast import NOW, Cast

GIVEN = {
    "company": "Norrsken Pumpar Oy",
    "country": "FI",
    "language": "fi",
    "name": "Aino Laine",
    "email": "Aino@Example.com",
    "password": "kolme kuppia kahvia",
}
WANTED = FirstCompany(
    name="Norrsken Pumpar Oy",
    country=Country.FI,
    language="fi",
    admin_name="Aino Laine",
    email="aino@example.com",
    password="kolme kuppia kahvia",
)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def demo(cast: Cast) -> Cast:
    """Make the cast's first organization the demo company, and the only one."""
    Organization.objects.filter(pk=cast.nordvik.pk).update(is_demo=True)
    cast.elsewhere.delete()
    return cast


@pytest.mark.django_db
def test_an_empty_house_leads_from_the_first_address_to_the_set_up(client: Client, folder: Path) -> None:
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("org:set_up")
    assert "setup_key" in answer.content.decode()


@pytest.mark.django_db
def test_the_form_makes_the_company_signs_in_and_is_gone(client: Client, folder: Path) -> None:
    answer = client.post(reverse("org:set_up"), GIVEN | {"key": set_up_key(folder)})
    assert answer.status_code == 302
    admin = Member.objects.select_related("organization").get()
    assert (admin.name, admin.email, admin.role, admin.language) == ("Aino Laine", "aino@example.com", Role.ADMIN, "fi")
    company = admin.organization
    assert (company.name, company.currency, company.time_zone) == ("Norrsken Pumpar Oy", "EUR", "Europe/Helsinki")
    assert client.get("/").status_code == 200
    assert client.get(reverse("org:set_up")).status_code == 404
    assert client.post(reverse("org:set_up"), GIVEN).status_code == 404


@pytest.mark.django_db
def test_the_key_is_void_afterwards_and_readable_by_the_operator_alone(folder: Path) -> None:
    key = set_up_key(folder)
    assert (folder / "setup_key").stat().st_mode & 0o077 == 0
    set_up(WANTED, key=key, folder=folder, now=NOW)
    assert not (folder / "setup_key").exists()


@pytest.mark.django_db
def test_a_wrong_key_makes_nothing(client: Client, folder: Path) -> None:
    set_up_key(folder)
    answer = client.post(reverse("org:set_up"), GIVEN | {"key": "guessed"})
    assert answer.status_code == 422
    assert not Organization.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_keys_can_not_be_tried_for_long(client: Client, folder: Path) -> None:
    with time_machine.travel(NOW, tick=False):  # so many a minute, however slow the machine
        answers = [client.post(reverse("org:set_up"), GIVEN | {"key": "guessed"}).status_code for _ in range(12)]
    assert answers[0] == 422
    assert answers[-1] == 429


@pytest.mark.django_db
def test_a_missing_key_never_opens_a_house_without_one(folder: Path) -> None:
    with pytest.raises(WrongSetUpKeyError):
        set_up(WANTED, key="", folder=folder, now=NOW)


def test_a_second_company_is_refused(cast: Cast, folder: Path) -> None:
    with pytest.raises(AlreadySetUpError):
        set_up(WANTED, key=set_up_key(folder), folder=folder, now=NOW)


def test_the_demo_company_does_not_stand_in_the_way(demo: Cast, client: Client, folder: Path) -> None:
    assert client.get(reverse("org:set_up")).status_code == 200
    answer = client.post(reverse("org:set_up"), GIVEN | {"key": set_up_key(folder)})
    assert answer.status_code == 302
    assert Organization.objects.filter(is_demo=False).count() == 1


def test_an_address_of_the_demo_company_can_not_be_taken_over(demo: Cast, client: Client, folder: Path) -> None:
    given = GIVEN | {"key": set_up_key(folder), "email": demo.anna.email}
    assert client.post(reverse("org:set_up"), given).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["kort", "1234567890123", "aino@example.com"])
def test_a_weak_password_is_refused(client: Client, folder: Path, password: str) -> None:
    given = GIVEN | {"key": set_up_key(folder), "password": password}
    assert client.post(reverse("org:set_up"), given).status_code == 422


@pytest.mark.django_db
def test_the_history_begins_with_the_company_and_its_first_member(folder: Path) -> None:
    admin = set_up(WANTED, key=set_up_key(folder), folder=folder, now=NOW)
    kinds = set(
        Change.objects.filter(organization=admin.organization, by=admin, field="").values_list("kind", flat=True)
    )
    assert kinds == {RecordKind.ORGANIZATION, RecordKind.MEMBER}
