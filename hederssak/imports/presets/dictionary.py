"""How a preset's headers are written down: each with its language and the document that shows it, or marked a guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hederssak.imports.presets.targets import RecordKind, Target


@dataclass(frozen=True)
class Headers:
    """Headers of one kind of file in one language, from one document.

    A header leads to a field of that kind, or to None: known, but no field of ours. The language "" means technical
    names, which are the same in all languages.
    """

    kind: RecordKind
    language: str
    source: str
    columns: Mapping[str, str | None]
    guess: bool = False

    def target(self, header: str) -> Target | None:
        """Give the field that a header of this list leads to; a field that doesn't exist is a ValueError."""
        field = self.columns[header]
        return None if field is None else Target(f"{self.kind}.{field}")


def spelled(known: str = "", **fields: str) -> dict[str, str | None]:
    """Give the headers of a list from our fields, each with its spellings parted by |, and from those known only."""
    made: dict[str, str | None] = dict.fromkeys(known.split("|") if known else (), None)
    for field, spellings in fields.items():
        made |= dict.fromkeys(spellings.split("|"), field)
    return made


@dataclass(frozen=True)
class Preset:
    """A system that exports come from."""

    code: str
    name: str
    headers: tuple[Headers, ...]


@lru_cache(maxsize=8_192)
def fold(header: str) -> str:
    """Give the key by which headers are compared: letters, figures and %, without case, accents, stars and marks."""
    plain = unicodedata.normalize("NFKD", header.casefold())
    return "".join(letter for letter in plain if letter.isalnum() or letter == "%")
