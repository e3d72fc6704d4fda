"""Yes and no, as systems and people write them in English and the Nordic languages."""

from __future__ import annotations

from functools import lru_cache

from hederssak.lib.sheets.blanks import is_blank
from hederssak.lib.sheets.refusals import BadValue

TRUE = frozenset(
    {
        "true", "1", "yes", "y", "t", "x", "on", "✓", "✔", "☑", "ja", "j", "sant", "sann", "kyllä", "k", "tosi",
        "wahr", "sand",
    }
)  # fmt: skip
FALSE = frozenset(
    {
        "false", "0", "no", "n", "f", "off", "✗", "☐", "nej", "falskt", "falsk", "ei", "e", "epätosi", "nei", "nein",
        "falsch", "usant",
    }
)  # fmt: skip


@lru_cache(maxsize=4_096)
def parse_bool(text: str) -> bool | None:
    """Give the truth in a cell, or None for a blank one.

    Raises:
        BadValue: not_a_truth_value.
    """
    word = text.strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    if is_blank(text):
        return None
    raise BadValue("not_a_truth_value", text)
