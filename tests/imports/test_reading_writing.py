"""What is written for a spreadsheet is never run by it, and comes back as it was."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.lib.sheets import Row, escape_for_export, open_sheet
from hederssak.lib.sheets.escaping import unescape
from hederssak.lib.sheets.writing import REASON_HEADER, ROW_HEADER, refused_rows, write_csv, write_xlsx

FORMULAS = ["=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_behind_an_apostrophe(text: str) -> None:
    assert escape_for_export(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+46 70 000", "-1 234,50", "Ängsholms Energi", "", "12 %", "O'Hara"])
def test_plain_numbers_and_words_are_left_alone(text: str) -> None:
    assert escape_for_export(text) == text


@given(st.text(max_size=20))
def test_escaping_can_always_be_undone(text: str) -> None:
    if not text.startswith("'"):
        assert unescape(escape_for_export(text)) == text


def test_refused_rows_can_be_corrected_and_given_again() -> None:
    header = ("Affärsnamn", "Värde")
    rows = list(refused_rows(header, [(Row(7, ("=cmd", "abc")), "Beloppet är inget tal.")]))
    stream = io.BytesIO()
    write_csv(stream, rows)
    assert b"'=cmd" in stream.getvalue()
    with open_sheet(stream, name="refused.csv") as sheet:
        assert sheet.header == (*header, ROW_HEADER, REASON_HEADER)
        assert next(sheet.rows()).values == ("=cmd", "abc", "7", "Beloppet är inget tal.")


def test_a_workbook_of_refused_rows_holds_text_only() -> None:
    stream = io.BytesIO()
    write_xlsx(stream, [["a", "b"], ["=1+1", "http://x.example"], ["007", "{=1}"]])
    stream.seek(0)
    with open_sheet(stream, name="refused.xlsx") as sheet:
        assert [row.values for row in sheet.rows()] == [("=1+1", "http://x.example"), ("007", "{=1}")]
