"""Read a file of any firm for `hederssak evaluate`: a raw table by column, and what was odd about the file."""

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from hederssak.lib.sheets import Sheet, SheetRefused, open_sheet

GZIP = b"\x1f\x8b"
REFUSED = {
    "empty_file": "the file is empty",
    "binary": "this is no CSV or XLSX file",
    "not_a_table": "this is no table but a web page, XML or JSON",
    "wrong_encoding": "the text can't be read in its encoding",
    "no_rows": "there is a header and nothing beneath it",
    "one_column": "only one column was found",
    "encrypted": "the workbook is encrypted",
    "damaged": "the file is damaged",
    "unreadable": "the file can't be read",
    "unclosed_quote": "a quote is never closed",
    "unpacks_too_large": "the file unpacks to more than can be read",
}


class Unusable(Exception):
    """The request can't be answered; the text is one sentence for the person at the terminal."""


@dataclass(frozen=True)
class FileTable:
    """A raw table by column, and warnings about the file."""

    columns: dict[str, list[str]]
    warnings: tuple[str, ...]


def read_file(path: str) -> FileTable:
    """Return the raw table in a CSV (also .gz), XLSX or XLS file; raises Unusable."""
    place = Path(path)
    try:
        with place.open("rb") as file:
            packed = file.read(2) == GZIP
        if packed:
            with gzip.open(place, "rb") as stream, open_sheet(cast("IO[bytes]", stream), name=place.name) as sheet:
                return _columns(sheet)
        with open_sheet(place) as sheet:
            return _columns(sheet)
    except SheetRefused as refused:
        where = f" (row {refused.row})" if refused.row is not None else ""
        said = REFUSED.get(refused.code, refused.code.replace("_", " "))
        raise Unusable(f"{place.name}: {said}{where}.") from refused
    except (OSError, EOFError, zlib.error) as error:
        raise Unusable(f"{path} can't be read: {error}.") from error


def _columns(sheet: Sheet) -> FileTable:
    rows = list(sheet.rows())
    odd = sum(bool(row.problem) for row in rows)
    warnings = (f"{odd} rows don't have as many cells as the header; read as far as possible.",) if odd else ()
    if not rows:
        raise Unusable(f"{sheet.name}: there is a header and nothing beneath it.")
    cells = zip(*(row.values for row in rows), strict=True)
    return FileTable({name: list(column) for name, column in zip(sheet.header, cells, strict=True)}, warnings)
