"""The names of the months, whole and short, in the languages that exports come in."""

from __future__ import annotations

from functools import lru_cache

NAMES = (
    ("january", "januari", "tammikuu", "januar", "jan", "tammi", "janvier", "enero"),
    ("february", "februari", "helmikuu", "februar", "feb", "helmi"),
    ("march", "mars", "maaliskuu", "marts", "märz", "mar", "mrz", "maalis"),
    ("april", "huhtikuu", "apr", "huhti"),
    ("may", "maj", "toukokuu", "mai", "touko"),
    ("june", "juni", "kesäkuu", "jun", "kesä"),
    ("july", "juli", "heinäkuu", "jul", "heinä"),
    ("august", "augusti", "elokuu", "aug", "elo"),
    ("september", "syyskuu", "sep", "sept", "syys"),
    ("october", "oktober", "lokakuu", "oct", "okt", "loka"),
    ("november", "marraskuu", "nov", "marras"),
    ("december", "joulukuu", "desember", "dezember", "dec", "dez", "des", "joulu"),
)
_NUMBERS = {name: number for number, names in enumerate(NAMES, 1) for name in names}


@lru_cache(maxsize=512)
def month_of(word: str) -> int:
    """Give a month's number, 1 to 12, or 0. The Finnish partitive ("marraskuuta") is known."""
    name = word.lower().rstrip(".")
    return _NUMBERS.get(name) or _NUMBERS.get(name.removesuffix("ta").removesuffix("n"), 0)
