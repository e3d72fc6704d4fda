"""Opening a file of any kind as a sheet."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from hederssak.lib.sheets.csv_sheet import open_csv
from hederssak.lib.sheets.sniff import kind_of
from hederssak.lib.sheets.source import Limits, Source
from hederssak.lib.sheets.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from hederssak.lib.sheets.sheet import Sheet


def open_sheet(
    origin: Path | str | IO[bytes],
    *,
    name: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    limits: Limits | None = None,
) -> Sheet:
    """Open a CSV, XLSX or XLS file, told by its content, whatever its name.

    Encoding, delimiter and sheet are found unless they are given. Text is streamed: memory does not grow with the
    file. A workbook is held whole, which is why it has limits. What came as a stream is read one pass at a time.

    Raises:
        SheetRefused: with one of FILE_CODES.
    """
    source = Source(origin, name)
    bounds = limits or Limits()
    try:
        kind = kind_of(source)
        if kind == "csv":
            return open_csv(source, bounds, encoding=encoding, delimiter=delimiter)
        return open_workbook(source, bounds, kind={"zip": "xlsx", "ole": "xls"}[kind], sheet=sheet)
    except BaseException:
        source.close()
        raise
