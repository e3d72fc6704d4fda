"""What a row can be refused for: a code with its place, said as a sentence in `texts`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TAKEN_BACK = "taken_back"
"""The code of a file that could not be read any more while it was written: nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a row: a code, the column, the cell's text, and the figures of the sentence."""

    code: str
    column: str = ""
    text: str = ""
    figures: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give it as it is stored with the row's outcome; a long cell is cut, the file holds it whole."""
        stored: dict[str, Any] = {"code": self.code}
        if self.column:
            stored["column"] = self.column
        if self.text:
            stored["text"] = self.text[:120]
        return stored | self.figures


class ImportRefused(Exception):
    """A whole file can't be taken: a code, the file's name, and the figures of the sentence."""

    def __init__(self, code: str, *, file: str = "", **figures: Any) -> None:
        """Keep what the sentence needs."""
        super().__init__(code, file, figures)
        self.code = code
        self.file = file
        self.figures = figures

    def as_json(self) -> dict[str, Any]:
        """Give it as it is stored with the import."""
        return {"code": self.code, "file": self.file, **self.figures}
