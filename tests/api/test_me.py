"""The API lets in whoever has a member's key, and nobody by a session."""

from collections.abc import Callable

import pytest
from django.test import Client

from hederssak.org.actions import leave, look_at_person, make_token, revoke_token
from hederssak.org.models import Member
from tests.cast import NOW, Cast

SignIn = Callable[[Member], Client]


def ask(client: Client, key: str, path: str = "/api/v1/me") -> tuple[int, object]:
    answer = client.get(path, headers={"authorization": f"Bearer {key}"})
    return answer.status_code, answer.json()


def test_a_key_says_whose_it_is(cast: Cast, client: Client) -> None:
    _token, key = make_token(name="report", by=cast.anna, now=NOW)
    status, said = ask(client, key)
    assert status == 200
    assert isinstance(said, dict)
    assert (said["name"], said["role"], said["team"]["name"]) == ("Anna Berg", "rep", "Norr")
    assert said["organization"]["currency"] == "SEK"


@pytest.mark.parametrize("key", ["", "hs_guessed", "Bearer"])
def test_a_wrong_key_is_refused_in_json(cast: Cast, client: Client, key: str) -> None:
    assert ask(client, key) == (401, {"detail": "Unauthorized"})


def test_a_session_is_no_key(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.anna).get("/api/v1/me").status_code == 401


def test_a_revoked_key_and_a_leavers_are_worth_nothing(cast: Cast, client: Client) -> None:
    token, key = make_token(name="report", by=cast.anna, now=NOW)
    revoke_token(token, now=NOW)
    assert ask(client, key)[0] == 401
    _token, key = make_token(name="report", by=cast.mikko, now=NOW)
    leave(cast.mikko, by=cast.ada, now=NOW)
    assert ask(client, key)[0] == 401


def test_a_member_reads_who_looked(cast: Cast, client: Client) -> None:
    look_at_person(viewer=cast.eva, subject=cast.anna, page="person", now=NOW)
    _token, key = make_token(name="report", by=cast.anna, now=NOW)
    status, said = ask(client, key, "/api/v1/me/looks")
    assert (status, said) == (200, [{"viewer": "Eva Lindqvist", "page": "person", "at": "2026-11-18T08:00:00Z"}])


def test_every_route_declares_how_it_refuses(cast: Cast, client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert {"401", "403", "404", "409", "422"} <= operation["responses"].keys(), f"{method} {path}"


def test_the_description_page_runs_nothing_inline(cast: Cast, client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "https://" not in page
    assert "<style" not in page
