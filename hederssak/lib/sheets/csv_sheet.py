"""Reading text files: any delimiter, encoding and line end, quotes doubled, line breaks inside quotes."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

from hederssak.lib.sheets.delimiter import directive_of, find_delimiter
from hederssak.lib.sheets.encoding import survey
from hederssak.lib.sheets.escaping import unescape
from hederssak.lib.sheets.header import Note
from hederssak.lib.sheets.refusals import SheetRefused
from hederssak.lib.sheets.sheet import Sheet, header_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from hederssak.lib.sheets.source import Limits, Source

SAMPLE_CHARACTERS = 400_000
SAMPLE_LINES = 300


@dataclass(frozen=True)
class _Text:
    """A text file whose encoding and delimiter are known."""

    source: Source
    codec: str
    delimiter: str = ","

    @contextmanager
    def open(self) -> Iterator[io.TextIOWrapper]:
        with self.source.open() as stream:
            text = io.TextIOWrapper(stream, encoding=self.codec, newline="")
            try:
                yield text
            except UnicodeDecodeError as error:  # all of it was decoded before: somebody has written to the file since
                raise SheetRefused("unreadable", file=self.source.name) from error
            finally:
                if not stream.closed:
                    text.detach()

    def first_lines(self) -> list[str]:
        """Give the first lines, whole ones only."""
        with self.open() as text:
            sample = text.read(SAMPLE_CHARACTERS)
        lines = io.StringIO(sample.lstrip("\ufeff"), newline="").readlines()
        return lines[:SAMPLE_LINES] if len(sample) < SAMPLE_CHARACTERS else lines[:-1][:SAMPLE_LINES]

    def records(self) -> Generator[tuple[int, list[str]]]:
        """Give each record with its number, as a spreadsheet counts rows."""
        held: list[str] = []
        waiting: tuple[int, list[str]] | None = None
        with self.open() as text:
            reader = csv.reader(_normal(text, held), delimiter=self.delimiter)
            number = 0
            try:
                for number, record in enumerate(reader, 1):
                    if waiting:
                        yield waiting
                        waiting = None
                    if number == 1 and directive_of(held[0]):
                        record.clear()
                    if len(held) > 1 and "".join(held).count('"') % 2:
                        waiting = (number, record)
                    if len(held) > 1 or "'" in held[0]:
                        record[:] = map(unescape, record)
                    held.clear()
                    if not waiting:
                        yield number, record
            except csv.Error as error:
                limit = csv.field_size_limit()
                raise SheetRefused("cell_too_large", file=self.source.name, row=number + 1, limit=limit) from error
        if waiting:
            raise SheetRefused("unclosed_quote", file=self.source.name, row=waiting[0])


def _normal(text: io.TextIOWrapper, held: list[str]) -> Iterator[str]:
    """Give the lines in NFC, remembering those of the record at hand."""
    for line in text:
        if not line.isascii() and not is_normalized("NFC", line):
            line = normalize("NFC", line)  # noqa: PLW2901 - the cleaned line takes the raw one's place
        held.append(line)
        yield line


def open_csv(source: Source, limits: Limits, *, encoding: str | None, delimiter: str | None) -> Sheet:
    """Open a text file as a sheet.

    Raises:
        SheetRefused: as `survey` and `header_of` do.
    """
    found = survey(source, limits, encoding)
    sign = delimiter or find_delimiter(_Text(source, found.codec).first_lines())
    text = _Text(source, found.codec, sign)
    header = header_of(text.records, source, limits)
    notes = header.notes
    if found.guessed:
        notes = (Note("encoding_guessed", {"encoding": found.encoding}), *notes)
    return Sheet(
        source=source,
        kind="csv",
        header=header.names,
        header_row=header.row,
        records=text.records,
        encoding=found.encoding,
        delimiter=sign,
        rows_at_most=max(found.lines - header.row, 0),
        notes=notes,
    )
