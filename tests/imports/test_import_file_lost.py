"""A stored file that is deleted, cut short or overwritten while it is written: nothing half-done is left of it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hederssak.cli.main import run as shell
from hederssak.crm.models import Account
from hederssak.imports import actions, jobs
from hederssak.imports.models import Import, ImportState, SourceRecord
from hederssak.imports.texts import batch_headline, file_problem
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import Opportunity
from tests.cast import NOW, Cast
from tests.imports.giving import csv, give, receive, still, try_out
from tests.imports.made_up import companies, deals

ROWS = 1_800
"""More than three chunks, and more bytes than a reader holds at once."""
BATCH = {"companies.csv": companies(ROWS), "deals.csv": deals(ROWS)}
CALLS = {
    "calls.csv": csv(["Activity ID", "Subject", "Type", "Due date", "Deal"], [1, "Ring", "Call", "2026-11-24", ""])
}
SignIn = Callable[[Member], Client]
CHUNK_BEGINS = 'UPDATE "imports_importturn" SET "beat_at"'
LONG_AFTER = NOW + dt.timedelta(days=400)
"""When a turn that the worker took, by its own clock, is free again."""
LANGUAGES = ("sv", "fi", "en")


class KilledError(BaseException):
    """The process ends here, as far as anybody can tell who reads the database."""


def stored(name: str) -> Path:
    return Path(default_storage.path(Import.objects.filter(file_name=name).latest("pk").stored_as))


def delete() -> None:
    stored("deals.csv").unlink()


def cut_short() -> None:
    os.truncate(stored("deals.csv"), stored("deals.csv").stat().st_size // 2)


def overwrite() -> None:
    with stored("deals.csv").open("r+b") as file:
        file.seek(-20_000, os.SEEK_END)
        file.write(b"\xff\xfe" * 4_000)


@contextmanager
def before_statement(starts: str, number: int, do: Callable[[], object]) -> Iterator[list[str]]:
    """Do something before the n-th statement that starts so; give the statements."""
    seen: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if sql.startswith(starts):
            seen.append(sql)
            if len(seen) == number:
                do()
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        yield seen


def while_it_writes(do: Callable[[], object]) -> Any:
    """Do something between the first chunk of deals and the second: the companies are one chunk and their end."""
    return before_statement(CHUNK_BEGINS, 4, do)


def begin(organization: Organization, tables: dict[str, Any], **options: Any) -> list[Import]:
    runs = receive(organization, tables, **options)
    actions.queue_batch(runs[0].batch_id, organization=organization)
    return runs


def work_on(runs: list[Import]) -> dict[str, Import]:
    """Do the worker's task and return how each file stands."""
    jobs.run.call(str(runs[0].batch_id), str(runs[0].organization_id))
    return {run.file_name: run for run in actions.files_of(runs[0].batch_id, runs[0].organization)}


def states(found: dict[str, Import]) -> dict[str, str]:
    return {name: run.state for name, run in found.items()}


def next_one_runs(organization: Organization) -> bool:
    (run,) = give(organization, {"next.csv": deals(3, seed=2)}, at=NOW + dt.timedelta(hours=1), full=False)
    return bool(run.state == ImportState.DONE)


def test_a_file_that_is_open_is_read_to_its_end_though_its_name_is_gone(cast: Cast) -> None:
    with while_it_writes(delete):
        found = work_on(begin(cast.nordvik, BATCH))
    assert not stored("deals.csv").exists()
    assert states(found) == {"companies.csv": "done", "deals.csv": "done"}
    assert Opportunity.objects.count() == ROWS


@pytest.mark.parametrize("lose", [cut_short, overwrite])
def test_a_file_that_is_lost_between_two_chunks_is_taken_back_and_says_so(
    cast: Cast, lose: Callable[[], object]
) -> None:
    with while_it_writes(lose):
        found = work_on(begin(cast.nordvik, {**BATCH, **CALLS}))
    assert states(found) == {"companies.csv": "done", "deals.csv": "undone", "calls.csv": "mapped"}
    lost = found["deals.csv"]
    assert lost.problem == {"code": "taken_back", "file": "deals.csv"}
    assert lost.undone is not None
    assert lost.undone["removed"] >= lost.rows_done >= 500
    assert not Opportunity.objects.exists()
    assert Account.objects.count() == ROWS // 5, "the companies came in whole, and stay"
    assert next_one_runs(cast.nordvik)


def test_a_file_that_is_gone_before_its_turn_comes_is_taken_back_too(cast: Cast) -> None:
    with before_statement(CHUNK_BEGINS, 1, delete):
        found = work_on(begin(cast.nordvik, BATCH))
    assert states(found) == {"companies.csv": "done", "deals.csv": "undone"}
    assert next_one_runs(cast.nordvik)


def test_the_same_files_given_again_come_in_whole(cast: Cast) -> None:
    with while_it_writes(cut_short):
        work_on(begin(cast.nordvik, BATCH))
    first, second = give(cast.nordvik, BATCH)
    assert (first.made, first.alone) == (0, ROWS // 5)
    assert (second.state, second.made) == (ImportState.DONE, ROWS)


def test_what_stood_there_before_is_as_it_was_and_nothing_has_vanished(cast: Cast) -> None:
    give(cast.nordvik, {"deals.csv": deals(ROWS)})
    facts = ("name", "amount", "close_date", "stage__name", "state")
    before = sorted(Opportunity.objects.values_list(*facts), key=repr)
    later = NOW + dt.timedelta(days=7)
    with before_statement(CHUNK_BEGINS, 2, cut_short):
        (lost,) = work_on(begin(cast.nordvik, {"deals.csv": deals(ROWS, week=1)}, at=later)).values()
    assert lost.changed > 0
    assert lost.undone is not None
    assert lost.undone["restored"] > 0
    assert sorted(Opportunity.objects.values_list(*facts), key=repr) == before
    assert not SourceRecord.objects.exclude(vanished_at=None).exists()


def test_what_a_person_has_written_meanwhile_is_spared_and_named(cast: Cast) -> None:
    def somebody_writes() -> None:
        overwrite()
        one = Opportunity.objects.select_related("owner__team", "stage").earliest("pk")
        assert one.owner is not None
        edit_opportunity(opportunity=one, values={"amount": Decimal(4711)}, by=one.owner, now=NOW)

    with while_it_writes(somebody_writes):
        found = work_on(begin(cast.nordvik, BATCH))
    assert [str(one.amount) for one in Opportunity.objects.all()] == ["4711.00"]
    undone = found["deals.csv"].undone
    assert undone is not None
    assert "Deal 1" in {one["label"] for one in undone["spared"] if one["why"] == "spare_person"}


def test_a_batch_whose_process_was_killed_and_whose_file_is_gone_holds_nobody_up(cast: Cast) -> None:
    runs = begin(cast.nordvik, BATCH)
    with while_it_writes(kill), pytest.raises(KilledError):
        work_on(runs)
    delete()
    other = begin(cast.nordvik, {"next.csv": deals(3, seed=2)}, full=False)
    actions.run_batch(other[0].batch_id, organization=cast.nordvik, clock=still(LONG_AFTER))
    files = {run.file_name: run for run in actions.files_of(runs[0].batch_id, cast.nordvik)}
    assert states(files) == {"companies.csv": "done", "deals.csv": "undone"}
    assert Import.objects.get(file_name="next.csv").state == ImportState.DONE
    assert Opportunity.objects.count() == 3


def half_written_and_gone(organization: Organization) -> list[Import]:
    """Give a file whose process is killed after one chunk, and which is deleted then."""
    runs = begin(organization, {"deals.csv": deals(550)})
    with before_statement(CHUNK_BEGINS, 2, kill), pytest.raises(KilledError):
        work_on(runs)
    delete()
    return runs


def kill() -> None:
    raise KilledError


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4, 0.6, 0.8, 0.95])
@pytest.mark.parametrize("again", ["the same task", "another file"])
def test_killed_while_it_takes_back_it_is_finished_by_whoever_comes_next(cast: Cast, share: float, again: str) -> None:
    runs = half_written_and_gone(cast.nordvik)
    with before_statement("", 0, kill) as undisturbed:
        work_on(runs)
    begins = next(at for at, sql in enumerate(undisturbed, 1) if '"problem" = ' in sql)
    point = begins + int(share * (len(undisturbed) - begins))
    runs = half_written_and_gone(cast.nordvik)
    with before_statement("", point, kill), pytest.raises(KilledError):
        work_on(runs)
    if again == "the same task":
        work_on(runs)
    else:
        later = begin(cast.nordvik, {"next.csv": deals(3, seed=2)}, full=False)
        actions.run_batch(later[0].batch_id, organization=cast.nordvik, clock=still(LONG_AFTER))
    (lost,) = actions.files_of(runs[0].batch_id, cast.nordvik)
    assert (lost.state, lost.undone is not None and "wanted" in lost.undone) == (ImportState.UNDONE, False)
    assert Opportunity.objects.count() == (0 if again == "the same task" else 3)


def give_on_the_shell(folder: Path, cast: Cast, *more: str) -> int:
    for name, table in BATCH.items():
        (folder / name).write_text(table)
    return shell("import", [str(folder), "--organization", cast.nordvik.name, *more])


def test_the_shell_says_it_and_answers_2_and_the_same_command_again_brings_all_in(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with while_it_writes(overwrite):
        assert give_on_the_shell(tmp_path, cast) == 2
    told = capsys.readouterr()
    assert "companies.csv, 360 companies: 360 made" in told.out
    assert "deals.csv: The stored file was gone, or could not be read to its end. What it had written" in told.err
    assert "records are gone again" in told.err
    assert give_on_the_shell(tmp_path, cast) == 0
    assert Opportunity.objects.count() == ROWS


def test_as_json_the_shell_says_how_each_file_stands(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with while_it_writes(cut_short):
        assert give_on_the_shell(tmp_path, cast, "--json") == 2
    told = json.loads(capsys.readouterr().out)
    assert told["refused"]["code"] == "taken_back"
    assert told["refused"]["removed"] > 0
    assert {one["file"]: one["state"] for one in told["files"]} == {"companies.csv": "done", "deals.csv": "undone"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_in_the_readers_language_what_happened_and_what_to_do(
    cast: Cast, language: str, signed_in: SignIn
) -> None:
    with while_it_writes(cut_short):
        runs = list(work_on(begin(cast.nordvik, BATCH)).values())
    cast.ada.language = language
    cast.ada.save(update_fields=["language"])
    page = signed_in(cast.ada).get(reverse("imports:batch", args=[runs[0].batch_id]))
    with translation.override(language):
        assert batch_headline(runs) in page.content.decode()
        assert runs[1].problem is not None
        assert file_problem(runs[1].problem | {"file": ""}) in page.content.decode()
    assert reverse("imports:drop", args=[runs[1].pk]) not in page.content.decode()


def test_a_file_that_is_gone_before_it_is_tried_is_refused_and_says_so(cast: Cast) -> None:
    runs = receive(cast.nordvik, BATCH)
    delete()
    jobs.check.call(str(runs[0].batch_id), str(cast.nordvik.pk))
    found = {run.file_name: run for run in actions.files_of(runs[0].batch_id, cast.nordvik)}
    assert found["deals.csv"].state == ImportState.REFUSED
    assert found["deals.csv"].problem == {"code": "unreadable", "file": "deals.csv"}


def test_a_file_that_is_lost_while_it_is_tried_keeps_nobody_waiting(cast: Cast) -> None:
    with (
        before_statement('UPDATE "imports_import" SET "rows_done"', 2, overwrite),
        pytest.raises(actions.ImportRefused) as refused,
    ):
        try_out(cast.nordvik, BATCH)
    assert refused.value.code == "unreadable"
    assert set(Import.objects.values_list("state", flat=True)) == {"checked", "refused"}


def test_the_refused_rows_of_a_file_that_is_gone_are_not_given_and_the_page_says_why(
    cast: Cast, signed_in: SignIn
) -> None:
    (run,) = give(cast.nordvik, {"deals.csv": deals(9, bad=0.5)})
    assert run.refused
    delete()
    answer = signed_in(cast.ada).get(reverse("imports:refused", args=[run.pk, "csv"]), follow=True)
    assert answer.redirect_chain == [(reverse("imports:rows", args=[run.pk]), 302)]
    assert [str(said) for said in answer.context["messages"]] == [
        file_problem({"code": "unreadable", "file": "deals.csv"})
    ]
