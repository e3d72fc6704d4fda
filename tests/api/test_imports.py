"""Programs bring files in as their admin may: upload, try, run, read what was refused, undo."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from hederssak.imports.models import Import, ImportState
from hederssak.org.actions import make_token
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity
from tests.cast import NOW, Cast
from tests.imports.giving import csv, give, receive

Ask = Callable[..., tuple[int, Any]]
HEADER = ["Deal Name", "Deal Stage", "Amount"]
TABLE = csv(HEADER, ["Ny lina", "Qualified", 120000], ["Annan", "Proposal", -5])


@pytest.fixture
def ask(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Ask:
    """Return a function that asks the API as a member, and lets the worker do what it is asked for."""

    def asking(member: Member, path: str, given: dict[str, Any] | None = None) -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {make_token(name='test', by=member, now=NOW)[1]}"}
        address = f"/api/v1/imports{path}"
        with django_capture_on_commit_callbacks(execute=True):
            if given is None:
                answer = client.get(address, headers=headers)
            else:
                answer = client.post(address, given, headers=headers)
        return answer.status_code, answer.json()

    return asking


def table(text: str = TABLE) -> dict[str, Any]:
    return {"tables": SimpleUploadedFile("deals.csv", text.encode()), "exported_at": "2026-11-20T16:00:00+01:00"}


def test_a_file_is_uploaded_tried_run_and_undone(cast: Cast, ask: Ask) -> None:
    status, (taken,) = ask(cast.ada, "", table())
    assert (status, taken["state"], taken["kind"], taken["rows_done"]) == (200, "mapped", "opportunity", 0)
    assert dt.datetime.fromisoformat(taken["exported_at"]) == dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)
    path = f"/{taken['id']}"
    ask(cast.ada, f"{path}/checks", {})
    _status, tried = ask(cast.vera, path)
    assert (tried["state"], tried["rows"], tried["made"], tried["refused"]) == ("checked", 2, 1, 1)
    assert not Opportunity.objects.exists()
    ask(cast.ada, f"{path}/runs", {})
    _status, run = ask(cast.vera, path)
    assert (run["state"], run["rows_done"], run["made"], run["refused"]) == ("done", 2, 1, 1)
    assert Opportunity.objects.get().name == "Ny lina"
    ask(cast.ada, f"{path}/undoings", {})
    assert ask(cast.vera, path)[1]["state"] == "undone"
    assert not Opportunity.objects.exists()


def test_refused_rows_are_told_with_every_reason(cast: Cast, ask: Ask) -> None:
    (run,) = give(cast.nordvik, {"deals.csv": TABLE})
    _status, said = ask(cast.vera, f"/{run.pk}/refused")
    (row,) = said["items"]
    assert (row["row"], said["next_after"]) == (3, None)
    (reason,) = row["problems"]
    assert (reason["code"], reason["column"], reason["text"]) == ("amount_negative", "Amount", "-5")
    assert "-5" in reason["sentence"]


def test_many_refused_rows_go_on_after_their_mark(cast: Cast, ask: Ask) -> None:
    rows = [[f"Affär {place}", "Proposal", -5] for place in range(70)]
    (run,) = give(cast.nordvik, {"deals.csv": csv(HEADER, *rows)})
    _status, first = ask(cast.ada, f"/{run.pk}/refused")
    _status, second = ask(cast.ada, f"/{run.pk}/refused?after={first['next_after']}")
    assert [one["row"] for page in (first, second) for one in page["items"]] == list(range(2, 72))


def test_files_are_listed_the_newest_first_and_only_ones_own(cast: Cast, ask: Ask) -> None:
    give(cast.nordvik, {"deals.csv": TABLE})
    status, said = ask(cast.vera, "")
    assert (status, [one["file_name"] for one in said["items"]], said["next_after"]) == (200, ["deals.csv"], "")
    assert ask(cast.stig, "")[1]["items"] == []


def test_a_director_watches_and_a_rep_knows_nothing(cast: Cast, ask: Ask) -> None:
    (run,) = receive(cast.nordvik, {"deals.csv": TABLE}, by=cast.ada)
    assert ask(cast.vera, f"/{run.pk}/runs", {})[0] == 403
    assert ask(cast.anna, f"/{run.pk}/runs", {})[0] == 404
    assert ask(cast.anna, "")[0] == 404
    run.refresh_from_db()
    assert run.state == ImportState.MAPPED


def test_a_file_that_is_in_is_not_run_again(cast: Cast, ask: Ask) -> None:
    (run,) = give(cast.nordvik, {"deals.csv": TABLE})
    assert ask(cast.ada, f"/{run.pk}/runs", {}) == (409, {"detail": "already_run"})
    assert ask(cast.ada, f"/{run.pk}/checks", {}) == (409, {"detail": "already_run"})


def test_a_file_that_is_no_table_is_kept_with_its_reason(cast: Cast, ask: Ask) -> None:
    _status, (taken,) = ask(cast.ada, "", table(""))
    assert (taken["state"], taken["problem"]["code"]) == ("refused", "empty_file")
    assert ask(cast.ada, f"/{taken['id']}/runs", {}) == (409, {"detail": "empty_file"})


def test_what_has_written_nothing_is_not_undone(cast: Cast, ask: Ask) -> None:
    (run,) = receive(cast.nordvik, {"deals.csv": TABLE}, by=cast.ada)
    assert ask(cast.ada, f"/{run.pk}/undoings", {}) == (409, {"detail": "not_undoable"})


def test_a_file_that_is_too_large_is_refused_and_not_kept(cast: Cast, ask: Ask, settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 0
    status, said = ask(cast.ada, "", table())
    assert (status, said["detail"][0]["type"]) == (422, "too_large")
    assert not Import.objects.exists()


@pytest.mark.usefixtures("cast")
def test_each_way_to_ask_for_imports_says_how_it_refuses(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    of_imports = {path: ways for path, ways in paths.items() if path.startswith("/api/v1/imports")}
    assert len(of_imports) == 6
    for ways in of_imports.values():
        for way in ways.values():
            assert {"401", "403", "404", "409", "422"} <= way["responses"].keys()
