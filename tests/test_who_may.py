"""Every route, as everyone: who is let in, who is refused and how, and that a refusal leaves the database as it was.

The routes come from the URLconf itself; what is expected stands in `tests/routes`, one readable line for each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from hederssak.lib import clock
from hederssak.org.actions import make_token
from hederssak.org.models import User
from tests.cast import Cast
from tests.routes import Gone, House, Open, Route
from tests.routes.table import ROUTES
from tests.routes.walking import address, every_route

KEPT_BY_LIBRARIES = {"django_session", "web_cache"}
BEHIND = {name: route for name, route in ROUTES.items() if isinstance(route, Route)}
OPEN = {name: route for name, route in ROUTES.items() if isinstance(route, Open)}
GONE = {name: route for name, route in ROUTES.items() if isinstance(route, Gone)}
Call = Callable[[str, str, str], HttpResponse]


def test_every_route_has_a_line_in_the_table_and_every_line_a_route() -> None:
    found = {name for name, _written in every_route()}
    assert found - ROUTES.keys() == set(), "these routes have no line in tests/routes"
    assert ROUTES.keys() - found == set(), "these lines have no route any more"


@pytest.fixture
def house(cast: Cast) -> House:
    return House(cast)


@pytest.fixture
def doors(cast: Cast) -> dict[str, Client]:
    """Return a browser for each of the cast, with a key to the API in its headers, and one for a stranger."""
    found = {"stranger": Client(raise_request_exception=True)}
    for who, member in cast.members.items():
        token, key = make_token(name="test", by=member, now=clock.read())
        type(token).objects.filter(pk=token.pk).update(used_at=clock.read())
        browser = Client(headers={"authorization": f"Bearer {key}"})
        assert member.user is not None
        browser.force_login(member.user)
        has_just_signed_in(browser, member.user)
        found[who] = browser
    return found


def has_just_signed_in(browser: Client, user: User) -> None:
    """Let the library ask for no password anew, so that what stands behind that question is tried."""
    session = browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": clock.read().timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def call(browser: Client, method: str, path: str, given: dict[str, Any]) -> HttpResponse:
    has_files = any(isinstance(value, UploadedFile) for value in given.values())
    if path.startswith("/api/") and method != "get" and not has_files:
        answered: HttpResponse = getattr(browser, method)(path, json.dumps(given), content_type="application/json")
        return answered
    answer: HttpResponse = getattr(browser, method)(path, given if method in {"get", "post"} else "")
    answer.getvalue()  # a file closes at its end
    return answer


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def whole_database() -> dict[str, list[str]]:
    """Return every row of every table, in an order that does not depend on the engine."""
    tables = sorted(set(connection.introspection.table_names()) - KEPT_BY_LIBRARIES)
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (the database names its tables)
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def is_sent_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/login/?next=")


def expected_refusal(route: Route, who: str, method: str, *, has_arguments: bool) -> set[int]:
    """Return the statuses with which somebody may be refused."""
    unseen = who in route.hidden.split() or (who == "stig" and has_arguments)
    refusal = {404 if unseen else 403}
    return refusal if method in route.methods else refusal | {405}


@pytest.mark.parametrize("name", sorted(BEHIND))
def test_who_may(name: str, house: House, doors: dict[str, Client]) -> None:
    route = BEHIND[name]
    arguments = route.fill(house)
    path = address(name, arguments)
    for method in route.tried:
        given = dict(route.give(house)) if method == "post" else {}
        for who in route.may(method) & doors.keys():
            with taken_back():
                answer = call(doors[who], method, path, given)
            seen = f"{who} {method} {path}: {answer.status_code}"
            assert answer.status_code in {200, 201, 204, 302, 400, 409, 422}, seen
            assert not is_sent_to_sign_in(answer), seen
        refused = sorted(doors.keys() - route.may(method) - {"stranger"})
        before = whole_database()
        for who in refused:
            answer = call(doors[who], method, path, given)
            expected = expected_refusal(route, who, method, has_arguments=bool(arguments))
            assert answer.status_code in expected, f"{who} {method} {path}: {answer.status_code}, not {expected}"
        answer = call(doors["stranger"], method, path, given)
        turned_away = answer.status_code == 401 if path.startswith("/api/") else is_sent_to_sign_in(answer)
        assert turned_away or answer.status_code == 405, f"stranger {method} {path}: {answer.status_code}"
        assert whole_database() == before, f"a refused {method} of {path} has changed the database"


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_a_stranger_may_open(name: str, house: House, doors: dict[str, Client]) -> None:
    route = OPEN[name]
    path = address(name, route.fill(house))
    for method, answers in (("get", route.get), ("post", route.post)):
        for who in ("stranger", "anna"):
            with taken_back():
                answer = call(doors[who], method, path, {})
            assert answer.status_code in answers, f"{who} {method} {path}: {answer.status_code}"
            assert not is_sent_to_sign_in(answer), f"{who} {method} {path}"


@pytest.mark.parametrize("name", sorted(GONE))
def test_what_nobody_finds(name: str, house: House, doors: dict[str, Client]) -> None:
    path = address(name, GONE[name].fill(house))
    for who in ("stranger", "anna", "ada"):
        for method in ("get", "post"):
            assert call(doors[who], method, path, {}).status_code == 404, f"{who} {method} {path}"


WITH_COOKIES = sorted(name for name, route in BEHIND.items() if route.post and not name.startswith("api"))
"""The API takes no cookie, so no other site can use one there: the test above shows it."""


@pytest.mark.parametrize("name", WITH_COOKIES)
def test_no_other_site_can_post_for_a_member(name: str, house: House) -> None:
    """A page of somebody else's can send a member's cookie along, but not the token that our own pages hold."""
    route = BEHIND[name]
    path = address(name, route.fill(house))
    assert not path.startswith("/api/")
    browser = Client(enforce_csrf_checks=True)
    user = house.cast.members[min(route.may("post") - {"nobody"}, default="anna")].user
    assert user is not None
    browser.force_login(user)
    before = whole_database()
    assert browser.post(path, dict(route.give(house))).status_code == 403
    assert whole_database() == before
