"""Reading workbooks (XLSX, XLSM, XLS), after a look at what they would unpack to."""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized, normalize

import python_calamine as calamine

from hederssak.lib.sheets.header import LOOK_AHEAD, Note, find_header
from hederssak.lib.sheets.refusals import SheetRefused
from hederssak.lib.sheets.sheet import Sheet, header_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hederssak.lib.sheets.source import Limits, Source

_OTHERS = (("docx", "word"), ("pptx", "ppt"), ("ods", "mimetype"))
_CHUNK = 1 << 20
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_COLUMNS = re.compile(rb"""\br=["']([A-Z]{1,3})[0-9]""")
_ROWS = re.compile(rb"""\br=["'][A-Z]{0,3}([0-9]{1,7})["']""")


def open_workbook(source: Source, limits: Limits, *, kind: str, sheet: str | None) -> Sheet:
    """Open a workbook's sheet: the named one, or the first that holds a table.

    Raises:
        SheetRefused: unpacks_too_large, encrypted, damaged, no_such_sheet, or as `header_of` does.
    """
    if kind == "xlsx":
        refuse_a_bomb(source, limits)
    elif _ENCRYPTED in source.head(1 << 18):
        raise SheetRefused("encrypted", file=source.name)
    try:
        with source.open() as stream:
            book = calamine.load_workbook(stream)
        names = tuple(book.sheet_names)
        page = _pick(book, names, sheet, source)
    except calamine.PasswordError as error:
        raise SheetRefused("encrypted", file=source.name) from error
    except (calamine.CalamineError, OSError) as error:
        raise SheetRefused("damaged", file=source.name, reason=str(error)) from error

    def records() -> Generator[tuple[int, list[str]]]:
        for number, cells in enumerate(page.iter_rows(), 1):
            yield number, [as_text(cell) for cell in cells]

    header = header_of(records, source, limits)
    notes = header.notes
    if len(names) > 1 and sheet is None:
        notes = (Note("more_sheets", {"taken": page.name, "sheets": names}), *notes)
    return Sheet(
        source=source,
        kind=kind,
        header=header.names,
        header_row=header.row,
        records=records,
        sheet_name=page.name,
        sheet_names=names,
        rows_at_most=max(page.total_height - header.row, 0),
        notes=notes,
    )


def _pick(book: Any, names: tuple[str, ...], wanted: str | None, source: Source) -> Any:
    """Give the named sheet, or the first that holds a table, or the first."""
    if wanted is not None and wanted not in names:
        raise SheetRefused("no_such_sheet", file=source.name, sheet=wanted, sheets=names)
    first = None
    for name in names if wanted is None else (wanted,):
        page = book.get_sheet_by_name(name)
        first = first or page
        rows = enumerate(islice(page.iter_rows(), LOOK_AHEAD), 1)
        records = [(number, [as_text(cell) for cell in cells]) for number, cells in rows]
        if len(records) > 1 and len(find_header(records).names) > 1:
            return page
    if first is None:
        raise SheetRefused("empty_file", file=source.name)
    return first


def as_text(cell: object) -> str:
    """Give a cell as text: whole numbers without a point, dates as ISO, truth as TRUE and FALSE.

    A number with exactly three decimals gets a fourth, so that nobody can take its point for a thousands sign.
    """
    if isinstance(cell, str):
        return cell if cell.isascii() or is_normalized("NFC", cell) else normalize("NFC", cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return (cell + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _number_text(number: float) -> str:
    if float(number).is_integer():
        return str(int(number))
    text = repr(number)
    return text + "0" if text[-4:-3] == "." else text


def refuse_a_bomb(source: Source, limits: Limits) -> None:
    """Unpack every part once, a piece at a time, counting bytes and the cells between the first and the last.

    The directory's own figures are checked first, but they can lie. A sheet is held as a full rectangle by the
    reader, so that two cells far apart cost as much as all between them.

    Raises:
        SheetRefused: binary for a zip file of another kind; unpacks_too_large, encrypted or damaged.
    """
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            _refuse_what_is_no_workbook(parts, source)
            _refuse_total(sum(part.file_size for part in parts), source, limits)
            if any(part.flag_bits & 1 for part in parts):
                raise SheetRefused("encrypted", file=source.name)
            total = 0
            for part in parts:
                with archive.open(part) as unpacked:
                    total += _unpacked_size(unpacked, part.filename, total, source, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise SheetRefused("damaged", file=source.name, reason=str(error)) from error


def _refuse_what_is_no_workbook(parts: list[zipfile.ZipInfo], source: Source) -> None:
    folders = {part.filename.partition("/")[0] for part in parts}
    if "xl" not in folders:
        looks_like = next((kind for kind, folder in _OTHERS if folder in folders), "zip")
        raise SheetRefused("binary", file=source.name, looks_like=looks_like)


def _unpacked_size(unpacked: Any, name: str, before: int, source: Source, limits: Limits) -> int:
    sheet = name.startswith("xl/worksheets/")
    size, rows, columns, tail = 0, 0, 0, b""
    while chunk := unpacked.read(_CHUNK):
        size += len(chunk)
        _refuse_total(before + size, source, limits)
        if not sheet:
            continue
        rows = max(rows, *map(int, {b"0", *_ROWS.findall(tail + chunk)}))
        columns = max(columns, *map(_column, {b"", *_COLUMNS.findall(tail + chunk)}))
        tail = chunk[-20:]
        if rows * columns > limits.cells:
            raise SheetRefused("unpacks_too_large", file=source.name, cells=rows * columns, limit=limits.cells)
    return size


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_total(unpacked: int, source: Source, limits: Limits) -> None:
    if unpacked > limits.unpacked:
        raise SheetRefused("unpacks_too_large", file=source.name, unpacked=unpacked, limit=limits.unpacked)
