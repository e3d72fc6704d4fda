"""My calendar: the page, connecting, and answering."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from pytest_httpserver import HTTPServer

from hederssak.calendars.models import BusyTime, Connection, Copy, Question, Service, State
from hederssak.lib import clock
from hederssak.org.models import Member
from tests.calendars.made import DAY, TUESDAY, make_block, make_busy, make_connection
from tests.calendars.radicale_server import MAKE, PASSWORD, USER, Radicale
from tests.calendars.texts import event_text
from tests.cast import Cast
from tests.routes.calendars import annas_question

SignIn = Callable[[Member], Client]
pytestmark = pytest.mark.db_both


@pytest.fixture
def anna(cast: Cast, signed_in: SignIn) -> Client:
    Member.objects.filter(pk=cast.anna.pk).update(language="en")
    return signed_in(cast.anna)


def text_of(client: Client) -> str:
    return client.get(reverse("calendars:index")).content.decode()


def test_the_secret_address_is_shown_and_opens_without_signing_in(cast: Cast, anna: Client) -> None:
    block = make_block(cast.anna, clock.read() + DAY)
    found = re.search(r'value="http://127.0.0.1:8020(/calendars/feed/[^"]+\.ics)"', text_of(anna))
    assert found
    answer = Client().get(found[1])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{block.uid}" in answer.content.decode()
    again = Client().get(found[1], headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    anna.post(reverse("calendars:renew"))
    assert Client().get(found[1]).status_code == 404


def test_an_address_is_looked_at_before_it_is_connected(
    cast: Cast, anna: Client, httpserver: HTTPServer, settings: Settings
) -> None:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"localhost"})
    httpserver.expect_request("/page").respond_with_data("<!DOCTYPE html><html>Sign in</html>")
    httpserver.expect_request("/busy.ics").respond_with_data(event_text("visit", TUESDAY))
    refused = anna.post(reverse("calendars:address"), {"url": httpserver.url_for("/page")})
    assert refused.status_code == 422
    assert "there is a web page and no calendar" in refused.content.decode()
    for _ in range(2):
        anna.post(reverse("calendars:address"), {"url": httpserver.url_for("/busy.ics")})
    (row,) = Connection.objects.all()
    assert (row.service, row.address) == (Service.ICS, "")
    assert "busy.ics" not in row.secret


def test_no_address_of_the_inside_is_called(cast: Cast, anna: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/busy.ics").respond_with_data(event_text("visit", TUESDAY))
    for url in (httpserver.url_for("/busy.ics"), "http://169.254.169.254/latest/", "file:///etc/passwd"):
        refused = anna.post(reverse("calendars:address"), {"url": url})
        assert "one that this server does not call" in refused.content.decode(), url
    assert httpserver.log == []


def test_a_password_is_not_sent_over_plain_http(cast: Cast, anna: Client) -> None:
    given = {"url": "http://dav.example.com/", "user": "anna", "password": "hemligt"}
    refused = anna.post(reverse("calendars:server"), given)
    assert "can be read by others" in refused.content.decode()


def test_the_only_calendar_of_a_server_is_connected_at_once(cast: Cast, anna: Client, dav: Radicale) -> None:
    anna.post(reverse("calendars:server"), {"url": dav.base, "user": USER, "password": PASSWORD})
    row = Connection.objects.get()
    assert (row.address, row.service) == (dav.address, Service.CALDAV)
    assert PASSWORD not in row.secret


def test_of_several_calendars_one_is_chosen_without_giving_the_password_again(
    cast: Cast, anna: Client, dav: Radicale
) -> None:
    dav.phone.client.request("MKCALENDAR", f"{dav.base}{USER}/home/", content=MAKE % ("Hemma", "VEVENT"))
    page = anna.post(reverse("calendars:server"), {"url": dav.base, "user": USER, "password": PASSWORD})
    html = page.content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', html)
    assert sealed
    assert "Hemma" in html
    assert PASSWORD not in html
    given = {"sealed": sealed[1], "address": "https://elsewhere.example/"}
    assert anna.post(reverse("calendars:choose"), given).status_code == 422
    anna.post(reverse("calendars:choose"), {"sealed": sealed[1], "address": f"{dav.base}{USER}/home/"})
    assert Connection.objects.get().address == f"{dav.base}{USER}/home/"


def test_a_wrong_password_is_said_at_the_password(cast: Cast, anna: Client, dav: Radicale) -> None:
    page = anna.post(reverse("calendars:server"), {"url": dav.base, "user": USER, "password": "fel"})
    assert page.status_code == 422
    assert "does not take the name and the password" in page.content.decode()


def test_disconnecting_forgets_what_was_read_and_the_key(cast: Cast, anna: Client) -> None:
    row = make_connection(cast.anna)
    make_block(cast.anna)
    make_busy(row, TUESDAY)
    anna.post(reverse("calendars:disconnect", args=[row.pk]))
    row.refresh_from_db()
    assert (row.secret, row.address) == ("", "")
    assert not BusyTime.objects.exists()
    assert not Copy.objects.exists()
    assert "No calendar is connected yet" in text_of(anna)


def test_a_question_is_answered_once(cast: Cast, anna: Client) -> None:
    question = annas_question(cast)
    assert "was deleted in" in text_of(anna)
    path = reverse("calendars:answer", args=[question.pk])
    for _ in range(2):
        assert anna.post(path, {"answer": "keep"}).status_code == 302
    assert Question.objects.get().answer == "keep"
    assert "was deleted in" not in text_of(anna)


def test_what_waits_stands_on_the_reps_first_page(cast: Cast, anna: Client) -> None:
    home = reverse("web:home")
    assert "Swap or keep?" not in anna.get(home).content.decode()
    annas_question(cast)
    make_connection(cast.anna)
    Connection.objects.update(state=State.REVOKED)
    html = anna.get(home).content.decode()
    assert "was deleted in" in html
    assert "lets us in no more" in html
