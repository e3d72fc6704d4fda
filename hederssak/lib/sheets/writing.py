"""Writing tables: CSV and XLSX in which nothing is ever a formula."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING

import xlsxwriter

from hederssak.lib.sheets.escaping import escape_for_export

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hederssak.lib.sheets.sheet import Row

OWN_PREFIX = "Hederssak "
ROW_HEADER = OWN_PREFIX + "row"
REASON_HEADER = OWN_PREFIX + "reason"
"""The two columns beside the refused rows. They are passed over when the corrected file is given again."""


def write_csv(stream: IO[bytes], rows: Iterable[Sequence[str]], *, delimiter: str = ";") -> None:
    """Write rows as UTF-8 with a mark, which is what spreadsheets open rightly, formulas escaped."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter)
    for row in rows:
        writer.writerow([escape_for_export(cell) for cell in row])
    text.detach()


def write_xlsx(stream: IO[bytes], rows: Iterable[Sequence[str]], *, sheet: str = "Hederssak") -> None:
    """Write rows as a workbook whose cells are all text: none is a formula, a link or another number."""
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    page.write_string(number, column, cell)


def refused_rows(header: Sequence[str], refused: Iterable[tuple[Row, str]]) -> Iterator[list[str]]:
    """Give the table of refused rows: the file's own columns, then the row's number there and the reason."""
    yield [*header, ROW_HEADER, REASON_HEADER]
    for row, reason in refused:
        yield [*row.values, str(row.number), reason]
