"""A QR code as one path of an SVG drawing, so that it has no size, no colour and no file of its own."""

from __future__ import annotations

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""Modules of empty margin around a code, without which some phones don't find it."""


@dataclass(frozen=True)
class Code:
    """A code to draw: `size` modules wide with its margin, and the path of the dark ones."""

    size: int
    path: str


def qr_code(text: str) -> Code:
    """Return the code of a text, read even with a seventh of it covered."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    return Code(len(rows), "".join(_runs(rows)))


def _runs(rows: list[list[bool]]) -> list[str]:
    """Return a rectangle for each run of dark modules of a row."""
    found: list[str] = []
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                found.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    return found
