"""One line for each thing that happened, for a program to read, with nothing personal in it."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hederssak.lib import lines
from hederssak.org.models import Member
from hederssak.outbox.actions import Letter, deliver_due, write_mail
from tests.cast import NOW, Cast
from tests.imports.giving import csv, give

SignedIn = Callable[[Member], Client]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def told(capsys: Captured, settings: Settings) -> Iterator[Callable[[], list[dict[str, object]]]]:
    """Start the lines of this process, and return those that were written since."""
    settings.LOG_LINES = "auto"
    lines.start()
    yield lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    lines.stop()


Told = Callable[[], list[dict[str, object]]]


def test_a_request_is_told_by_its_route_and_for_whom(cast: Cast, signed_in: SignedIn, told: Told) -> None:
    signed_in(cast.anna).get(reverse("web:search"), {"q": "Maja Hed"})
    (line,) = told()
    assert (line["event"], line["route"], line["status"], line["member"]) == (
        "request", "web:search", 200, str(cast.anna.pk),
    )  # fmt: skip
    assert isinstance(line["ms"], float)
    assert "Maja" not in json.dumps(line)


def test_a_stranger_and_a_key_in_the_path_leave_no_trace(cast: Cast, client: Client, told: Told) -> None:
    client.get(reverse("org:accept_invitation", args=["a-secret-key"]))
    client.get("/health")
    (line,) = told()
    assert "secret" not in json.dumps(line)
    assert "member" not in line


def test_an_import_and_a_letter_are_told_in_figures(cast: Cast, told: Told) -> None:
    give(cast.nordvik, {"companies.csv": csv(["Company", "City"], ["Brunnsby Verkstad AB", "Umeå"])})
    write_mail(
        Letter(to="maja@example.com", subject="Hej", text="?"), key="k", organization_id=cast.nordvik.pk, now=NOW
    )
    deliver_due(now=NOW)
    taken, letter = told()
    assert (taken["event"], taken["kind"], taken["made"]) == ("import", "account", 1)
    assert (letter["event"], letter["effect"], letter["left"]) == ("outbox", "mail", True)
    assert "maja" not in json.dumps(letter)


def test_nothing_is_told_where_it_is_turned_off_or_was_never_started(
    cast: Cast, client: Client, settings: Settings, capsys: Captured
) -> None:
    client.get(reverse("account_login"))
    settings.LOG_LINES = "off"
    lines.start()
    client.get(reverse("account_login"))
    assert capsys.readouterr().out == ""
