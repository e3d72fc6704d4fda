"""The rows that were refused, as a file that can be corrected and given again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import IO, Any

from hederssak.imports.actions.running import opened
from hederssak.imports.models import Import, RowOutcome, Verdict
from hederssak.lib.sheets import Row, Sheet
from hederssak.lib.sheets.writing import refused_rows, write_csv, write_xlsx

SPOOL = 4_000_000


def refused_file(run: Import, *, suffix: str, say: Callable[[Mapping[str, Any]], str]) -> IO[bytes]:
    """Give a file of the refused rows: their own columns, and each one's reason as `say` puts it. The caller closes it.

    `suffix` is csv or xlsx. No cell of it is ever run as a formula. It is written whole before it is given.

    Raises:
        ImportRefused: unreadable, where the stored file is gone.
    """
    rows = RowOutcome.objects.filter(run=run, verdict=Verdict.REFUSED).order_by("number")
    reasons = ((row.number, row.details.get("problems", ())) for row in rows.iterator(2000))
    with ExitStack() as unless_done:
        written = unless_done.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOL))
        with opened(run) as sheet:
            table = refused_rows(sheet.header, _refused(sheet, reasons, say))
            (write_xlsx if suffix == "xlsx" else write_csv)(written, table)
        unless_done.pop_all()
    written.seek(0)
    return written


def _refused(
    sheet: Sheet, reasons: Iterator[tuple[int, Any]], say: Callable[[Mapping[str, Any]], str]
) -> Iterator[tuple[Row, str]]:
    """Give the refused rows beside what is wrong with each; both come in the order of the file, neither is held."""
    rows = sheet.rows()
    for number, problems in reasons:
        row = next((row for row in rows if row.number == number), None)
        if row is None:
            return
        told = (f"{one['column']}: {say(one)}" if one.get("column") else say(one) for one in problems)
        yield row, "; ".join(told)
