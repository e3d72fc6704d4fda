"""A company is made from the shell once, with an administrator who can sign in."""

from pathlib import Path

import pytest
from django.test import Client

from hederssak.cli.main import run
from hederssak.org.models import Organization, Role, User

WORDS = ["Fjärden AB", "--email", "ada@fjarden.example", "--country", "FI", "--language", "fi"]


@pytest.mark.django_db
def test_the_administrator_signs_in_with_the_password_that_was_given(
    tmp_path: Path, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "password"
    secret.write_text("bokningstid 9-11\n", encoding="utf-8")
    assert run("set-up", [*WORDS, "--password-file", str(secret)]) == 0
    assert "bokningstid" not in capsys.readouterr().out
    organization = Organization.objects.get()
    assert (organization.currency, organization.time_zone) == ("EUR", "Europe/Helsinki")
    (ada,) = organization.members.all()
    assert (ada.role, ada.language) == (Role.ADMIN, "fi")
    assert User.objects.get().check_password("bokningstid 9-11")


@pytest.mark.django_db
def test_a_password_is_made_and_said_once_and_a_second_company_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("set-up", WORDS) == 0
    said = capsys.readouterr().out.strip().rsplit(" ", 1)[-1]
    assert User.objects.get().check_password(said)
    assert run("set-up", WORDS) == 2
    assert Organization.objects.count() == 1


@pytest.mark.django_db
def test_a_country_that_we_do_not_know_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("set-up", [*WORDS[:3], "--country", "XX"]) == 2
    assert "XX" in capsys.readouterr().err
