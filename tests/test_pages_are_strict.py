"""Every page carries its headers and runs nothing that stands in the page itself."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast
from tests.routes import House, Open, Route
from tests.routes.table import ROUTES
from tests.routes.walking import address

SHOWN = {
    name: route
    for name, route in ROUTES.items()
    if (isinstance(route, Route) and route.get) or (isinstance(route, Open) and 200 in route.get)
}
INLINE = {
    "a style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a script's address": re.compile(r"javascript:", re.IGNORECASE),
    "another site's file": re.compile(r"<(?:script|link|img)[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
}


def open_page(name: str, cast: Cast, client: Client) -> HttpResponse:
    route, house = SHOWN[name], House(cast)
    path = address(name, route.fill(house))
    if isinstance(route, Route):
        who = min(route.may("get") - {"nobody"}, default="anna")
        user = cast.members[who].user
        assert user is not None
        client.force_login(user)
    return client.get(path)  # type: ignore[return-value] # the test client's own kind of answer


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_a_page_runs_nothing_inline(name: str, cast: Cast, client: Client) -> None:
    answer = open_page(name, cast, client)
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if not answer.headers["Content-Type"].startswith("text/html"):
        answer.getvalue()  # a file closes at its end
        return
    page = answer.content.decode()
    assert {what for what, pattern in INLINE.items() if pattern.search(page)} == set()


@pytest.mark.parametrize(
    "page",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a href="#" onclick="go()">',
        "<script>go()</script>",
        '<a href="javascript:go()">',
        '<script src="https://cdn.example/x.js"></script>',
    ],
)
def test_the_check_itself_finds_what_it_looks_for(page: str) -> None:
    assert any(pattern.search(page) for pattern in INLINE.values())


def test_a_refusal_is_as_strict_as_a_page(cast: Cast, client: Client) -> None:
    for path in ("/nowhere/", "/sign-in/signup/", "/api/v1/me"):
        assert "script-src 'self';" in client.get(path).headers["Content-Security-Policy"]


def test_cookies_are_kept_from_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    given = {"login": cast.anna.email, "password": "bokningstid 9-11"}
    cookies = client.post("/sign-in/login/", given).cookies
    session = cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")


def test_over_https_cookies_never_travel_in_the_clear(cast: Cast, client: Client, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    given = {"login": cast.anna.email, "password": "bokningstid 9-11"}
    answer = client.post("/sign-in/login/", given, secure=True)
    assert answer.cookies["sessionid"]["secure"]
