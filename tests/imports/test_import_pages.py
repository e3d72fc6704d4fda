"""Bringing files in by the pages: from the upload to the result, and back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from hederssak.forecast.models import Forecast
from hederssak.imports.models import Conflict, Import, ImportState, MappingProfile
from hederssak.lib import clock
from hederssak.lib.sheets import open_sheet
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity
from tests.cast import Cast
from tests.imports.giving import csv, give, receive

GOOD = csv(["Deal Name", "Deal Stage", "Amount"], ["Ny lina", "Qualified", 120000], ["Annan", "Proposal", 80000])
SOME_BAD = csv(
    ["Deal Name", "Deal Stage", "Amount", "Close Date"],
    ["Ny lina", "Qualified", 120000, "2026-12-18"],
    ["Annan", "Proposal", -5, "2208-01-01"],
    ["=cmd()", "Proposal", "1e11", "2026-12-18"],
)
SignIn = Callable[[Member], Client]
Press = Callable[..., HttpResponse]


@pytest.fixture
def ada(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.ada)


@pytest.fixture
def press(
    ada: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[..., HttpResponse]:
    """Return a function that posts, and lets the worker do what that asked for."""

    def post(name: str, given: dict[str, Any] | None = None, **where: Any) -> HttpResponse:
        with django_capture_on_commit_callbacks(execute=True):
            answer: HttpResponse = ada.post(reverse(f"imports:{name}", kwargs=where), given or {})  # type: ignore[assignment] # the test client's own kind of answer
        return answer

    return post


def upload(press: Press, **tables: str | bytes) -> list[Import]:
    files = [
        SimpleUploadedFile(f"{name}.csv", table if isinstance(table, bytes) else table.encode())
        for name, table in tables.items()
    ]
    answer = press("new", {"tables": files, "full": "on"})
    assert answer.status_code == 302, answer.content.decode()
    return list(Import.objects.order_by("position"))


def test_files_are_uploaded_tried_written_and_undone(ada: Client, press: Press) -> None:
    (run,) = upload(press, deals=GOOD)
    batch = {"batch_id": run.batch_id}
    assert (run.state, run.kind) == (ImportState.MAPPED, "opportunity")
    press("check", **batch)
    run.refresh_from_db()
    assert (run.state, run.made) == (ImportState.CHECKED, 2)
    assert not Opportunity.objects.exists()
    press("run", **batch)
    run.refresh_from_db()
    assert run.state == ImportState.DONE
    assert Opportunity.objects.count() == 2
    assert Forecast.objects.filter(organization=run.organization).exists(), "nobody waits for the night"
    press("undo", **batch)
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE
    assert not Opportunity.objects.exists()


def test_the_page_of_a_batch_asks_again_while_the_worker_is_at_it_and_then_loads_anew(cast: Cast, ada: Client) -> None:
    (run,) = receive(cast.nordvik, {"deals.csv": GOOD}, by=cast.ada)
    url = reverse("imports:batch", kwargs={"batch_id": run.batch_id})
    Import.objects.update(state=ImportState.RUNNING, rows=200, rows_done=80)
    page = ada.get(url)
    assert 'hx-trigger="every 1s"' in page.content.decode()
    part = ada.get(url, headers={"hx-request": "true"})
    assert 'value="80" max="200"' in part.content.decode()
    assert "<html" not in part.content.decode()
    Import.objects.update(state=ImportState.DONE)
    assert ada.get(url, headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"


def test_a_file_that_is_no_table_says_so_and_can_be_left_out(ada: Client, press: Press) -> None:
    runs = upload(press, deals=GOOD, picture=b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert [run.state for run in runs] == [ImportState.MAPPED, ImportState.REFUSED]
    page = ada.get(reverse("imports:batch", kwargs={"batch_id": runs[0].batch_id})).content.decode()
    assert "This is no table that can be read." in page
    press("drop", pk=runs[1].pk)
    assert [run.file_name for run in Import.objects.all()] == ["deals.csv"]


def test_a_file_that_is_too_large_is_not_taken(ada: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    answer = ada.post(reverse("imports:new"), {"tables": SimpleUploadedFile("deals.csv", b"a,b\n" * 400_000)})
    assert answer.status_code == 422
    assert "deals.csv: The file has 2 MB; at most 1 MB can be uploaded." in answer.content.decode()


def test_the_trial_says_of_each_row_what_and_why(ada: Client, press: Press) -> None:
    (run,) = upload(press, deals=SOME_BAD)
    press("columns", {"kind": "opportunity", "column-2": "opportunity.amount"}, pk=run.pk)
    press("check", batch_id=run.batch_id)
    page = ada.get(reverse("imports:rows", kwargs={"pk": run.pk}), {"verdict": "refused"}).content.decode()
    assert "“-5” is less than zero; an amount of zero or more is expected" in page
    assert "“2208-01-01” is no date between 1980 and 2100" in page
    assert "Ny lina" not in page


def test_refused_rows_come_as_a_file_that_can_be_corrected_and_given_again(
    cast: Cast, ada: Client, press: Press
) -> None:
    (run,) = upload(press, deals=SOME_BAD)
    press("columns", {"kind": "opportunity", "column-2": "opportunity.amount"}, pk=run.pk)
    press("check", batch_id=run.batch_id)
    press("run", batch_id=run.batch_id)
    answer = ada.get(reverse("imports:refused", kwargs={"pk": run.pk, "suffix": "csv"}))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined] # it streams
    assert "'=cmd();" in text, "no spreadsheet runs it"
    assert "2208-01-01" in text
    corrected = text.replace("-5;", "5;").replace("2208", "2027").replace("1e11", "100")
    (again,) = give(cast.nordvik, {"corrected.csv": corrected}, at=clock.read())
    assert (again.made, again.refused, again.vanished) == (2, 0, 0)
    assert set(Opportunity.objects.values_list("name", flat=True)) == {"Ny lina", "Annan", "=cmd()"}


def test_refused_rows_come_as_a_workbook_too(ada: Client, press: Press) -> None:
    (run,) = upload(press, deals=SOME_BAD)
    press("columns", {"kind": "opportunity", "column-2": "opportunity.amount"}, pk=run.pk)
    press("check", batch_id=run.batch_id)
    answer = ada.get(reverse("imports:refused", kwargs={"pk": run.pk, "suffix": "xlsx"}))
    with open_sheet(io.BytesIO(b"".join(answer.streaming_content))) as sheet:  # type: ignore[attr-defined] # it streams
        rows = [row.values for row in sheet.rows()]
    assert [row[0] for row in rows] == ["Annan", "=cmd()"]


def test_columns_are_read_as_was_said_and_the_next_such_file_too(cast: Cast, ada: Client, press: Press) -> None:
    table = csv(["Vad", "Läge", "Kronor"], ["Ny lina", "Offert", 120000])
    (run,) = upload(press, affarer=table)
    said = {
        "kind": "opportunity",
        "column-0": "opportunity.name",
        "column-1": "opportunity.stage",
        "column-2": "opportunity.amount",
        "save_as": "Vår lista",
    }
    press("columns", {"kind": "opportunity"}, pk=run.pk)
    press("columns", said, pk=run.pk)
    press("check", batch_id=run.batch_id)
    press("run", batch_id=run.batch_id)
    assert str(Opportunity.objects.get().amount) == "120000.00"
    assert MappingProfile.objects.get().name == "Vår lista"
    Import.objects.all().delete()
    (again,) = upload(press, fler=table)
    assert again.mapping["Kronor"] == "opportunity.amount"


def test_two_columns_for_one_field_are_refused_with_both_names(ada: Client, press: Press) -> None:
    (run,) = upload(press, deals=GOOD)
    said = {"kind": "opportunity", "column-0": "opportunity.name", "column-1": "opportunity.name"}
    answer = press("columns", said, pk=run.pk)
    assert answer.status_code == 422
    assert "Only one column can fill “Name”: Deal Name, Deal Stage." in answer.content.decode()


def test_seven_hundred_columns_show_those_that_fill_a_field_and_fold_the_rest(ada: Client, press: Press) -> None:
    more = [f"Property {number}" for number in range(697)]
    table = csv(["Deal Name", "Deal Stage", "Amount", *more], ["Ny lina", "Qualified", 5, *["x"] * 697])
    (run,) = upload(press, deals=table)
    page = ada.get(reverse("imports:columns", kwargs={"pk": run.pk})).content.decode()
    assert page.count('<select id="column-') == 3
    assert "697 more columns are kept under their own names" in page
    opened = ada.get(reverse("imports:columns", kwargs={"pk": run.pk}), {"open": "500"}).content.decode()
    assert opened.count('<select id="column-') == 4


def test_a_question_is_answered_where_it_stands(cast: Cast, ada: Client, press: Press) -> None:
    (run,) = give(cast.nordvik, {"deals.csv": GOOD})
    row = Opportunity.objects.get(name="Ny lina")
    Conflict.objects.create(
        organization=cast.nordvik, run=run, kind="opportunity", record_id=row.pk, field="amount", at=run.uploaded_at,
        ours="120000", theirs="100000",
    )  # fmt: skip
    page = ada.get(reverse("imports:questions")).content.decode()
    assert "Ny lina" in page
    assert "100000" in page
    press("settle", {"answer": "theirs"}, pk=Conflict.objects.get().pk)
    row.refresh_from_db()
    assert str(row.amount) == "100000.00"
    assert "Nothing to choose" in ada.get(reverse("imports:questions")).content.decode()


def test_a_director_watches_and_finds_no_button(cast: Cast, signed_in: SignIn) -> None:
    (run,) = give(cast.nordvik, {"deals.csv": GOOD})
    cast.vera.language = "en"
    cast.vera.save(update_fields=["language"])
    page = signed_in(cast.vera).get(reverse("imports:batch", kwargs={"batch_id": run.batch_id})).content.decode()
    assert "2 made" in page
    assert "Undo" not in page


@pytest.mark.parametrize("rows", [3, 120])
def test_lists_ask_as_few_queries_for_many_rows_as_for_few(
    cast: Cast, ada: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    table = csv(["Deal Name", "Deal Stage"], *([f"Deal {number}", "Qualified"] for number in range(rows)))
    (run,) = give(cast.nordvik, {"deals.csv": table})
    with django_assert_max_num_queries(12):
        page = ada.get(reverse("imports:rows", kwargs={"pk": run.pk})).content.decode()
    assert page.count("<tr>") == 1 + min(rows, 60)


def test_rows_that_are_kept_by_the_handful_are_listed_one_by_one(cast: Cast, ada: Client) -> None:
    table = csv(["Deal Name", "Deal Stage"], *([f"Deal {number}", "Qualified"] for number in range(1, 1101)))
    (run,) = give(cast.nordvik, {"deals.csv": table})
    where = reverse("imports:rows", kwargs={"pk": run.pk})
    ninth = ada.get(where, {"page": "9"}).content.decode()
    assert [f"Deal {number}<" in ninth for number in (480, 481, 500, 501, 540, 541)] == [
        False, True, True, True, True, False,
    ]  # fmt: skip
    assert "Deal 1100<" in ada.get(where, {"page": "19"}).content.decode()
