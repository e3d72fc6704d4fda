"""Company names as people type them, made comparable (imports, matching).

Three strengths, weakest claim first: `normalized_name` keeps every letter that tells companies
apart (Håll and Hall are two), `search_key` folds to a-z for typing without Nordic keys, and
`similarity` says how close two names are. Only the first is ever taken as the same company.
"""

import re
import unicodedata
from functools import lru_cache

_FORMS_BY_LAND = {
    "SE": ("ab", "aktiebolag", "aktiebolaget", "publ", "hb", "handelsbolag", "kb", "kommanditbolag"),
    "FI": ("oy", "oyj", "ab", "abp", "osakeyhtiö", "osakeyhtio", "ky", "tmi", "toiminimi", "osk"),
    "NO": ("as", "asa", "ans", "enk", "nuf", "ba", "sa", "ks"),
    "DK": ("as", "aps", "ivs", "ks", "ps", "fmba"),
    "Baltic": ("as", "oü", "ou", "uab", "sia"),
    "Europe": ("gmbh", "mbh", "ag", "kg", "ohg", "ug", "bv", "nv", "sa", "sas", "sarl", "srl", "spa"),
    "English": ("ltd", "limited", "plc", "llc", "llp", "inc", "incorporated", "corp"),
}
_LEGAL_FORMS = frozenset(form for forms in _FORMS_BY_LAND.values() for form in forms)
_LEADING_FORMS = frozenset(("as", *_FORMS_BY_LAND["SE"], *_FORMS_BY_LAND["FI"]))
_CONNECTIVES = frozenset({"and", "och", "og", "ja", "und"})
_SAME_LETTER = str.maketrans({"ø": "ö", "æ": "ä", "\u2019": "'", "\u00b4": "'"})
_BARE_LETTER = str.maketrans({"ð": "d", "đ": "d", "ł": "l", "þ": "th", "œ": "oe"})
_SLASHED_FORM = re.compile(r"\b([akip])/([bs])\b")
_INITIALS = re.compile(r"\b(?:\w\.){2,}\w?")
_APOSTROPHES = re.compile(r"'")
_NOT_A_WORD = re.compile(r"[^\w]+|_+")
_KEPT_MARKS = frozenset("åäö")
AFTER_Z = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
"""The signs that follow z in ASCII, in the place of the letters that follow it in the Nordic alphabets."""
_AFTER_Z = str.maketrans(AFTER_Z)
_AS_TYPED = str.maketrans("{|}", "aao")


@lru_cache(maxsize=65_536)
def normalized_name(name: str) -> str:
    """Return a company name without legal form, case, punctuation and foreign accents.

    å, ä and ö stay (ø counts as ö, æ as ä); "and" in five languages falls out like "&"; a name
    that is nothing but legal forms keeps them. `AB Berg & Söner (publ)` -> `berg söner`.
    """
    words = _words(name)
    core = _without_legal_forms(words)
    inner = [word for at, word in enumerate(core) if word not in _CONNECTIVES or at in {0, len(core) - 1}]
    return " ".join(inner)


@lru_cache(maxsize=4_096)
def order_key(name: str) -> str:
    """Return what a list of names is ordered by, byte by byte: as `search_key`, but å, ä and ö come after z.

    `Åhus Frö AB` -> `{hus fr} ab`: the three signs that follow z in ASCII stand for the three letters. æ counts as ä
    and ø as ö, as a Swede or a Finn would look for them.
    """
    words = " ".join(_words(name))
    return words if name.isascii() else words.translate(_AFTER_Z)


@lru_cache(maxsize=65_536)
def search_key(name: str) -> str:
    """Return any text as a-z, 0-9 and single spaces, legal forms kept.

    `Söderköpings Åkeri AB` -> `soderkopings akeri ab`; what is typed into a search box goes through
    the same function.
    """
    ordered = order_key(name)
    return ordered if name.isascii() else ordered.translate(_AS_TYPED)


def fold(text: str) -> str:
    """Return text without any accent: å, ä, ö and their relatives become a and o."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", text.casefold().translate(_SAME_LETTER).translate(_BARE_LETTER))
    return "".join(mark for mark in bare if not unicodedata.combining(mark))


def similarity(one: str, other: str) -> float:
    """Return how alike two company names are, 0.0 to 1.0.

    It is the Dice share of letter pairs over the folded names without legal form. 1.0 does not
    mean the same: `Håll AB` and `Hall Oy` reach it.
    """
    return pair_similarity(letter_pairs(one), letter_pairs(other))


@lru_cache(maxsize=65_536)
def letter_pairs(name: str) -> frozenset[str]:
    """Return the letter pairs of a name's folded words, each word with its edges marked."""
    words = fold(normalized_name(name)).split()
    padded = (f"^{word}$" for word in words)
    return frozenset(word[at : at + 2] for word in padded for at in range(len(word) - 1))


def pair_similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Dice share of two sets of letter pairs; 0.0 where either is empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _words(name: str) -> list[str]:
    text = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold().translate(_SAME_LETTER)
    if "/" in text:
        text = _SLASHED_FORM.sub(r"\1\2", text)
    if "." in text:
        text = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), text)
    if "'" in text:
        text = _APOSTROPHES.sub("", text)
    plain = _without_foreign_accents(text)
    return (plain if plain.replace(" ", "").isalnum() else _NOT_A_WORD.sub(" ", plain)).split()


def _without_legal_forms(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while end > start and words[end - 1] in _LEGAL_FORMS:
        end -= 1
    while start < end and words[start] in _LEADING_FORMS:
        start += 1
    return words[start:end] or words


def _without_foreign_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(letter if letter in _KEPT_MARKS else _bare(letter) for letter in text)


def _bare(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter.translate(_BARE_LETTER))
    return "".join(part for part in parts if not unicodedata.combining(part))
