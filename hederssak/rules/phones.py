"""Telephone numbers as people and exports write them, made comparable and dialable."""

import re

_EXTENSION = re.compile(r"(?:ext|ankn|anknytning|alanumero|x)\.?\s*\d+\s*$", re.IGNORECASE)
_TRUNK = re.compile(r"\(0\)")
_NOT_A_DIGIT = re.compile(r"\D+")
COMPARED = 8
"""So many last digits tell two numbers of one country apart, and hide how each of them writes the beginning."""


def dialable(written: str) -> str:
    """Return a number as a `tel:` link wants it, "" where there is none: `+46 (0)70-123 45 67` -> `+46701234567`."""
    text = _TRUNK.sub("", _EXTENSION.sub("", written.strip()))
    digits = _NOT_A_DIGIT.sub("", text)
    return f"+{digits}" if digits and text.lstrip("(").startswith("+") else digits


def comparable(written: str) -> str | None:
    """Return the last digits, by which `070-123 45 67` and `+46701234567` are one; None where it is too short."""
    digits = dialable(written).lstrip("+").lstrip("0")
    return digits[-COMPARED:] if len(digits) >= COMPARED - 1 else None
