"""What reading a file can refuse, by code. Sentences are said elsewhere, in the reader's language."""

from __future__ import annotations

FILE_CODES = frozenset(
    {
        "empty_file",  # nothing, or nothing but white space
        "binary",  # looks_like says what it is, where that is known
        "not_a_table",  # a web page, XML or JSON; looks_like
        "wrong_encoding",  # encoding, byte; row
        "no_rows",  # a header and nothing beneath it
        "one_column",  # header says which
        "too_many_columns",  # columns, limit
        "unpacks_too_large",  # unpacked, limit (bytes); or cells, limit
        "encrypted",
        "damaged",  # a zip or workbook that can't be read to its end
        "line_too_long",  # limit (bytes); row
        "cell_too_large",  # limit (characters); row
        "unclosed_quote",  # a quote that is open until the end of the file; row
        "no_such_sheet",  # sheet, sheets
        "unreadable",  # gone, closed to us, or other bytes than when it was first read through
    }
)
ROW_CODES = frozenset({"too_few_cells", "too_many_cells"})
VALUE_CODES = frozenset(
    {
        "not_a_number",
        "number_ambiguous",
        "number_out_of_range",
        "not_a_date",
        "date_ambiguous",
        "date_order_conflict",
        "date_out_of_range",
        "not_a_truth_value",
    }
)


class SheetRefused(Exception):
    """A file that can't be taken at all: a code with its place and figures."""

    def __init__(
        self, code: str, *, file: str, row: int | None = None, column: str | None = None, **figures: object
    ) -> None:
        """Remember the code (one of FILE_CODES), the file's name, and the row and column where they are known."""
        super().__init__(code, file, row, column, figures)
        self.code = code
        self.file = file
        self.row = row
        self.column = column
        self.figures = figures

    def __str__(self) -> str:
        """Say the refusal for a log; people are shown a sentence made from the code."""
        place = "".join(f", {k} {v}" for k, v in (("row", self.row), ("column", self.column)) if v is not None)
        return f"{self.file}{place}: {self.code} {self.figures or ''}".rstrip()


class BadValue(ValueError):
    """A cell that doesn't say what its column needs: one of VALUE_CODES and the text as it stood."""

    def __init__(self, code: str, text: str) -> None:
        """Remember the code and the cell's text."""
        super().__init__(code, text)
        self.code = code
        self.text = text
