"""Calls to addresses that a person gave go where they were judged to go, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from pytest_django import Settings
from pytest_httpserver import HTTPServer
from werkzeug.wrappers import Request, Response

from hederssak.lib import outside_calls
from hederssak.lib.outside_calls import AnswerTooLarge, GuardedClient


@pytest.fixture
def allowed(settings: Settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"localhost"})


@pytest.fixture
def elsewhere() -> Iterator[HTTPServer]:
    with HTTPServer(host="localhost") as server:
        yield server


@pytest.mark.usefixtures("allowed")
def test_the_server_is_asked_by_its_name(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_handler(lambda request: Response(request.headers["Host"]))
    answer = GuardedClient().ask("GET", httpserver.url_for("/"))
    assert answer.text == f"localhost:{httpserver.port}"


def test_the_inside_is_not_called(httpserver: HTTPServer) -> None:
    with pytest.raises(httpx.UnsupportedProtocol, match="inside"):
        GuardedClient().ask("GET", httpserver.url_for("/"))
    assert httpserver.log == []


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("to", ["http://169.254.169.254/latest/", "http://127.0.0.1:1/", "ftp://localhost/"])
def test_a_redirect_leads_no_further_inside_than_an_address_would(httpserver: HTTPServer, to: str) -> None:
    httpserver.expect_request("/").respond_with_data("", 302, {"Location": to})
    with pytest.raises(httpx.UnsupportedProtocol):
        GuardedClient().ask("GET", httpserver.url_for("/"))


@pytest.mark.usefixtures("allowed")
def test_a_password_is_not_carried_on_to_where_a_redirect_leads(httpserver: HTTPServer, elsewhere: HTTPServer) -> None:
    seen: list[str | None] = []

    def note(request: Request) -> Response:
        seen.append(request.headers.get("Authorization"))
        return Response("there")

    httpserver.expect_request("/").respond_with_data("", 302, {"Location": elsewhere.url_for("/there")})
    elsewhere.expect_request("/there").respond_with_handler(note)
    answer = GuardedClient(auth=httpx.BasicAuth("anna", "hemligt")).ask("GET", httpserver.url_for("/"))
    assert (answer.text, seen) == ("there", [None])


@pytest.mark.usefixtures("allowed")
def test_no_more_is_taken_than_can_be_held(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_calls, "LARGEST", 1000)
    httpserver.expect_request("/").respond_with_data("x" * 1001)
    with pytest.raises(AnswerTooLarge):
        GuardedClient().ask("GET", httpserver.url_for("/"))


@pytest.mark.usefixtures("allowed")
def test_what_comes_too_slowly_is_not_waited_for(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_calls, "PATIENCE", -1.0)
    httpserver.expect_request("/").respond_with_data("drop")
    with pytest.raises(AnswerTooLarge):
        GuardedClient().ask("GET", httpserver.url_for("/"))
