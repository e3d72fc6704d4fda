"""Workbooks are read by content, their cells as text that can't be misread."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import xlsxwriter

from hederssak.lib.sheets import SheetRefused, open_sheet
from hederssak.lib.sheets.values import parse_bool, parse_date, parse_number


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> io.BytesIO:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    stream.seek(0)
    return stream


def deals(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("Om filen").write(0, 0, "Utskriven av Siw")
    sheet = book.add_worksheet("Affärer")
    sheet.write_row(2, 0, ["Affärsnamn", "Värde", "Org.nr", "Datum", "Tid", "Vunnen", "Summa"])
    day, minute = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    when = datetime(2026, 11, 24, 10, 30, tzinfo=UTC).replace(tzinfo=None)
    sheet.write_row(3, 0, ["Ställverk", 1234.567, 5560000001])
    sheet.write_datetime(3, 3, when.replace(hour=0, minute=0), day)
    sheet.write_datetime(3, 4, when, minute)
    sheet.write_boolean(3, 5, boolean=True)
    sheet.write_formula(3, 6, "=1+1", None, 2)


def test_a_workbook_named_csv_is_read_as_a_workbook() -> None:
    with open_sheet(workbook(deals), name="deals.csv") as sheet:
        assert sheet.kind == "xlsx"
        assert sheet.sheet_names == ("Om filen", "Affärer")
        assert sheet.sheet_name == "Affärer"
        assert sheet.header[:2] == ("Affärsnamn", "Värde")
        assert {note.code for note in sheet.notes} == {"more_sheets", "header_below"}


def test_cells_become_text_that_the_readers_of_values_take_back() -> None:
    with open_sheet(workbook(deals), name="deals.xlsx") as sheet:
        (row,) = sheet.rows()
    assert row.number == 4
    assert row.values == ("Ställverk", "1234.5670", "5560000001", "2026-11-24", "2026-11-24 10:30:00", "TRUE", "2")
    assert str(parse_number(row.values[1], decimal=",")) == "1234.5670"
    assert parse_date(row.values[3]) == parse_date(row.values[4])
    assert parse_bool(row.values[5]) is True


def test_a_named_sheet_is_taken_and_an_unknown_one_refused() -> None:
    stream = workbook(deals)
    with pytest.raises(SheetRefused, match="no_such_sheet") as caught:
        open_sheet(stream, name="deals.xlsx", sheet="Kontakter")
    assert caught.value.figures["sheets"] == ("Om filen", "Affärer")
    with open_sheet(stream, name="deals.xlsx", sheet="Affärer") as sheet:
        assert not [note for note in sheet.notes if note.code == "more_sheets"]


def test_a_workbook_without_a_table_is_refused() -> None:
    with pytest.raises(SheetRefused, match="empty_file"):
        open_sheet(workbook(lambda book: book.add_worksheet()), name="empty.xlsx")
