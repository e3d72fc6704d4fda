"""Cells that a spreadsheet would take for formulas are written with an apostrophe and read without it."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PLAIN = frozenset("0123456789.,  \u00a0\u202f%")


def escape_for_export(text: str) -> str:
    """Give the text so that no spreadsheet runs it; plain numbers such as -5 stay as they are."""
    if text.startswith(FORMULA_STARTS) and not _is_plain_number(text):
        return "'" + text
    return text


def unescape(text: str) -> str:
    """Give the text as it was before `escape_for_export`."""
    if text.startswith("'") and text[1:].startswith(FORMULA_STARTS):
        return text[1:]
    return text


def _is_plain_number(text: str) -> bool:
    return text[0] in "+-" and text[1:2].isdigit() and _PLAIN.issuperset(text[1:])
