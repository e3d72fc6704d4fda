"""Bad input: a clear refusal that names file, row, column and what was expected; nothing is written half."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
from django.utils import translation

from hederssak.history.models import Change
from hederssak.imports import actions
from hederssak.imports.actions import turns
from hederssak.imports.models import Import, ImportState, RowOutcome
from hederssak.imports.texts import FILE_SENTENCES, ROW_SENTENCES, file_problem, row_problem
from hederssak.lib.sheets.refusals import FILE_CODES, ROW_CODES, VALUE_CODES
from hederssak.pipeline.models import Opportunity
from tests.cast import NOW, Cast
from tests.imports.giving import csv, figures, give, receive, refusals, still

HEADER = ["Deal ID", "Deal Name", "Deal Stage", "Amount", "Close Date"]
FIRST = [1, "Ny lina", "Qualified", 120000, "2026-12-18"]
LANGUAGES = ("en", "sv", "fi")


def teach(cast: Cast) -> None:
    """Bring in one good file, so that the columns of the next are known whatever stands in them."""
    give(cast.nordvik, {"first.csv": csv(HEADER, FIRST)}, at=NOW - dt.timedelta(days=7))


def bomb() -> bytes:
    """Return a workbook of a few kilobytes that unpacks to more than is taken."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 320_000_000)
    return written.getvalue()


FILES = {
    "empty_file": b"",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "not_a_table": b"<!doctype html><html><body>Please sign in</body></html>",
    "wrong_encoding": "Deal Name,Amount\nÅre,1\n".encode() + b"B\xe5t,2\n",
    "no_rows": b"Deal Name,Deal Stage,Amount\n",
    "one_column": b"Deal Name\nNy lina\nAnnan\n",
    "unclosed_quote": b'Deal Name,Deal Stage\n"Ny lina,Won\nAnnan,Won\n',
    "kind_unknown": b"Colour,Shade\nred,dark\nblue,light\n",
}


@pytest.mark.parametrize("code", sorted(FILES))
def test_a_file_that_is_no_table_of_ours_is_refused_whole_and_nothing_is_written(cast: Cast, code: str) -> None:
    with pytest.raises(actions.ImportRefused) as refused:
        give(cast.nordvik, {"deals.csv": FILES[code]})
    assert (refused.value.code, refused.value.file) == (code, "deals.csv")
    assert not Opportunity.objects.exists()
    assert not Change.objects.exists()


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.ImportRefused) as refused:
        give(cast.nordvik, {"deals.xlsx": bomb()})
    assert refused.value.code == "unpacks_too_large"


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Close Date", "2208-01-01", "date_out_of_range"),
        ("Close Date", "soon", "not_a_date"),
        ("Amount", "100000000000", "amount_too_large"),
        ("Amount", "1e11", "amount_too_large"),
        ("Amount", "-5", "amount_negative"),
        ("Amount", "many", "not_a_number"),
        ("Amount", "12 000 doubloons", "not_a_number"),
    ],
)
def test_a_bad_cell_refuses_its_row_with_row_column_and_code(cast: Cast, column: str, cell: str, code: str) -> None:
    teach(cast)
    bad = [2, "Annan", "Proposal", 70000, "2027-02-01"]
    bad[HEADER.index(column)] = cell
    (run,) = give(cast.nordvik, {"deals.csv": csv(HEADER, FIRST, bad)})
    assert figures(run) == (0, 0, 1, 1)
    assert refusals(run) == [(3, column, code)]
    assert not Opportunity.objects.filter(name="Annan").exists()


def test_all_that_is_wrong_in_a_row_is_said_at_once(cast: Cast) -> None:
    teach(cast)
    (run,) = give(cast.nordvik, {"deals.csv": csv(HEADER, FIRST, [2, "Annan", "Proposal", -5, "2208-01-01"])})
    assert refusals(run) == [(3, "Amount", "amount_negative"), (3, "Close Date", "date_out_of_range")]


def test_an_amount_may_be_written_as_people_do(cast: Cast) -> None:
    table = csv(HEADER, [1, "Ny lina", "Qualified", '"12 000,50 kr"', "18.12.2026"])
    give(cast.nordvik, {"deals.csv": table})
    deal = Opportunity.objects.get()
    assert (str(deal.amount), deal.currency, str(deal.close_date)) == ("12000.50", "SEK", "2026-12-18")


def test_mixed_currencies_stay_what_they_are(cast: Cast) -> None:
    table = csv([*HEADER, "Currency"], [*FIRST, "EUR"], [2, "Annan", "Proposal", 5, "2027-01-01", "NOK"])
    give(cast.nordvik, {"deals.csv": table})
    assert dict(Opportunity.objects.values_list("name", "currency")) == {"Ny lina": "EUR", "Annan": "NOK"}


def test_a_currency_that_is_none_refuses_the_row(cast: Cast) -> None:
    table = csv([*HEADER, "Currency"], [*FIRST, "EUR"], [2, "Annan", "Proposal", 5, "2027-01-01", "doubloons"])
    (run,) = give(cast.nordvik, {"deals.csv": table})
    assert refusals(run) == [(3, "Currency", "currency_unclear")]


def test_the_second_row_of_an_id_is_refused_and_names_the_first(cast: Cast) -> None:
    table = csv(HEADER, FIRST, [2, "Annan", "Proposal", 5, "2027-01-01"], [1, "Igen", "Proposal", 5, "2027-01-01"])
    (run,) = give(cast.nordvik, {"deals.csv": table})
    assert refusals(run) == [(4, "Deal ID", "duplicate_key")]
    assert RowOutcome.objects.get(run=run, verdict="refused").details["problems"][0]["first"] == 2


def test_a_row_with_more_cells_than_the_header_is_refused(cast: Cast) -> None:
    rows = [[key, f"Deal {key}", "Proposal", 5, "2027-01-01"] for key in range(1, 60)]
    (run,) = give(cast.nordvik, {"deals.csv": csv(HEADER, *rows, [60, "Annan", "Proposal", 5, "2027-01-01", "extra"])})
    assert refusals(run) == [(61, "", "too_many_cells")]


def test_days_that_can_be_read_in_two_ways_are_refused_until_somebody_says_which(cast: Cast) -> None:
    tables = {"deals.csv": csv(HEADER, [1, "Ny lina", "Qualified", 5, "03/04/2027"])}
    (run,) = give(cast.nordvik, tables)
    assert refusals(run) == [(2, "Close Date", "date_ambiguous")]
    give(cast.nordvik, tables, order="mdy")
    assert str(Opportunity.objects.get().close_date) == "2027-03-04"


def test_one_clear_day_settles_the_order_for_the_whole_column(cast: Cast) -> None:
    rows = [1, "Ny lina", "Qualified", 5, "03/04/2027"], [2, "Annan", "Proposal", 5, "25/04/2027"]
    give(cast.nordvik, {"deals.csv": csv(HEADER, *rows)})
    assert str(Opportunity.objects.get(name="Ny lina").close_date) == "2027-04-03"


def test_a_formula_is_text_and_nothing_else(cast: Cast) -> None:
    give(cast.nordvik, {"deals.csv": csv(HEADER, [1, "=HYPERLINK(0)", "Qualified", 5, "2027-01-01"])})
    assert Opportunity.objects.get().name == "=HYPERLINK(0)"


def test_a_workbook_that_is_named_csv_is_read_as_the_workbook_it_is(cast: Cast) -> None:
    from hederssak.lib.sheets.writing import write_xlsx  # noqa: PLC0415 (this test alone writes one)

    written = io.BytesIO()
    write_xlsx(written, [HEADER, [str(cell) for cell in FIRST]])
    (run,) = give(cast.nordvik, {"deals.csv": written.getvalue()})
    assert figures(run) == (1, 0, 0, 0)


def test_a_refused_row_leaves_no_owner_company_or_stage_behind(cast: Cast) -> None:
    teach(cast)
    before = {table.objects.count() for table in (type(cast.anna), type(cast.norr))}
    header = [*HEADER, "Deal Owner", "Associated Company"]
    give(cast.nordvik, {"deals.csv": csv(header, [2, "Annan", "Proposal", -5, "2027-01-01", "Nils Ny", "Ny AB"])})
    assert {table.objects.count() for table in (type(cast.anna), type(cast.norr))} == before
    assert not cast.nordvik.accounts.exists()


def test_two_imports_at_once_take_turns_and_the_second_is_told(cast: Cast) -> None:
    first, second = (receive(cast.nordvik, {f"{name}.csv": csv(HEADER, FIRST)})[0] for name in ("first", "second"))
    for run in (first, second):
        actions.queue_batch(run.batch_id, organization=cast.nordvik)
    turns.take(cast.nordvik, first.batch_id, now=NOW)
    with pytest.raises(actions.ImportRefused) as refused:
        actions.run_batch(second.batch_id, organization=cast.nordvik, clock=still(NOW))
    assert refused.value.code == "another_import"
    assert not Opportunity.objects.exists()


def test_a_turn_whose_process_is_gone_is_free_and_what_it_began_is_finished_first(cast: Cast) -> None:
    begun = receive(cast.nordvik, {"begun.csv": csv(HEADER, FIRST)})[0]
    actions.queue_batch(begun.batch_id, organization=cast.nordvik)
    turns.take(cast.nordvik, begun.batch_id, now=NOW)
    Import.objects.filter(pk=begun.pk).update(state=ImportState.RUNNING)
    later = NOW + dt.timedelta(minutes=2)
    give(cast.nordvik, {"second.csv": csv(HEADER, FIRST, [2, "Annan", "Proposal", 5, "2027-01-01"])}, at=later)
    assert set(Import.objects.values_list("file_name", "state")) == {("begun.csv", "done"), ("second.csv", "done")}
    assert Opportunity.objects.count() == 2


def test_a_turn_that_a_finished_file_left_taken_is_free_at_once(cast: Cast) -> None:
    (done,) = give(cast.nordvik, {"deals.csv": csv(HEADER, FIRST)})
    turns.take(cast.nordvik, done.batch_id, now=NOW)  # as a process leaves it that dies before it gives up the turn
    (second,) = give(cast.nordvik, {"deals.csv": csv(HEADER, (2, "Annan", "Proposal", 5, "2027-01-01"))})
    assert figures(second) == (1, 0, 0, 0)


def test_a_turn_is_not_free_while_a_file_is_to_be_undone(cast: Cast) -> None:
    (done,) = give(cast.nordvik, {"deals.csv": csv(HEADER, FIRST)})
    actions.start_undo([done])
    turns.take(cast.nordvik, done.batch_id, now=NOW)
    with pytest.raises(actions.ImportRefused):
        give(cast.nordvik, {"deals.csv": csv(HEADER, (2, "Annan", "Proposal", 5, "2027-01-01"))})


def test_two_organizations_write_at_once(cast: Cast) -> None:
    other = receive(cast.elsewhere, {"deals.csv": csv(HEADER, FIRST)})[0]
    actions.queue_batch(other.batch_id, organization=cast.elsewhere)
    turns.take(cast.elsewhere, other.batch_id, now=NOW)
    give(cast.nordvik, {"deals.csv": csv(HEADER, FIRST)})
    assert Opportunity.objects.count() == 1


def test_a_process_that_was_passed_over_writes_nothing_more(cast: Cast) -> None:
    run = receive(cast.nordvik, {"deals.csv": csv(HEADER, FIRST)})[0]
    actions.queue_batch(run.batch_id, organization=cast.nordvik)

    calls = 0

    def clock() -> dt.datetime:
        nonlocal calls
        calls += 1
        if calls == 2:  # the turn is taken, the first chunk is about to be written
            Import.objects.filter(pk=run.pk).update(rows_done=1)
        return NOW

    with pytest.raises(actions.TurnLostError):
        actions.run_batch(run.batch_id, organization=cast.nordvik, clock=clock)
    assert not Opportunity.objects.exists()


def test_every_code_that_reading_can_give_has_a_sentence() -> None:
    assert FILE_CODES - FILE_SENTENCES.keys() == set()
    assert (ROW_CODES | VALUE_CODES) - ROW_SENTENCES.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(ROW_SENTENCES))
def test_a_refused_row_is_told_with_row_and_column_in_the_readers_language(code: str, language: str) -> None:
    problem = {"code": code, "column": "Belopp", "text": "många", "cells": 5, "first": 2}
    with translation.override(language):
        said = row_problem(17, problem)
    assert "17" in said
    assert "Belopp" in said
    assert ("många" in said) == ("%(text)s" in ROW_SENTENCES[code])
    assert not re.search(r"%\(|\{", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(FILE_SENTENCES))
def test_a_refused_file_is_told_by_name_in_the_readers_language(code: str, language: str) -> None:
    figures_of_all = {"row": 4, "column": "A", "columns": 3, "limit": 9, "encoding": "utf-8", "sheet": "Blad1"}
    more = {"newer": "b.csv", "name": "X", "size": 4, "fields": ["name", "email"]}
    with translation.override(language):
        said = file_problem({"code": code, "file": "deals.csv", **figures_of_all, **more})
    assert said.startswith("deals.csv: ")
    assert not re.search(r"%\(|\{", said)


@pytest.mark.parametrize("language", ["sv", "fi"])
@pytest.mark.parametrize("sentences", [FILE_SENTENCES, ROW_SENTENCES], ids=["files", "rows"])
def test_no_refusal_is_left_in_english(sentences: dict[str, str], language: str) -> None:
    with translation.override(language):
        assert [code for code, said in sentences.items() if translation.gettext(said) == said] == []
