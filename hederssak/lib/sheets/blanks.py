"""What systems write where they mean nothing."""

from __future__ import annotations

BLANKS = frozenset(
    {
        "", "-", "--", "---", "\u2013", "\u2014", "\u2212", ".", "n/a", "#n/a", "na", "null", "#null!", "none", "nil",
        "nan", "\\n", "(empty)", "(blank)", "(none)", "(no value)", "no value", "saknas", "ej angivet", "puuttuu",
        "ei tietoa",
    }
)  # fmt: skip


def is_blank(text: str) -> bool:
    """Say whether a cell holds nothing, or one of the words for nothing."""
    return not text or (len(text) < 14 and text.strip().lower() in BLANKS)
