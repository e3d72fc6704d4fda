"""The dictionaries of all presets, folded once, so that a header is looked up in no time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log

from hederssak.imports.presets.dictionary import Preset, fold, fold_all
from hederssak.imports.presets.registry import PRESETS
from hederssak.imports.presets.targets import RecordKind, Target

GENERIC = "generic"


@dataclass(frozen=True)
class Match:
    """What a header was found as: the field (None: known, but none of ours), and where it is written down."""

    target: Target | None
    preset: str
    kind: RecordKind
    language: str
    source: str
    guess: bool
    exact: bool = False

    @property
    def trust(self) -> float:
        """How much the finding is worth: a documented header, spelled as documented, is worth most."""
        return (0.9 if self.guess else 1.0) * (1.0 if self.exact else 0.9)


Sections = dict[tuple[str, RecordKind], dict[str, tuple[tuple[str, Match], ...]]]


@cache
def sections() -> Sections:
    """Give, per preset and kind of record, the matches by folded header."""
    made: dict[tuple[str, RecordKind], dict[str, list[tuple[str, Match]]]] = {}
    for preset in PRESETS:
        for headers in preset.headers:
            section = made.setdefault((preset.code, headers.kind), {})
            where = (preset.code, headers.kind, headers.language, headers.source, headers.guess)
            matches: dict[str | None, Match] = {}
            for (spelling, field), folded in zip(headers.columns.items(), fold_all(headers.columns), strict=True):
                if field not in matches:
                    matches[field] = Match(headers.target(spelling), *where)
                section.setdefault(folded, []).append((plain(spelling), matches[field]))
    return {key: {folded: tuple(found) for folded, found in section.items()} for key, section in made.items()}


def plain(header: str) -> str:
    """Give a header as it is spelled, without the star that marks a column that must be filled."""
    return header.strip().rstrip("*").rstrip()


@cache
def _rarity() -> dict[str, float]:
    """Give how much each folded header tells: the fewer presets and kinds know it, the more."""
    seen: dict[str, int] = {}
    asked_for = {key for key in sections() if key[1] is RecordKind.HIT_LIST}
    for key, section in sections().items():
        if key in asked_for:
            continue  # its words are those of contacts: that they stand there too makes them no commoner
        for folded in section:
            seen[folded] = seen.get(folded, 0) + 1
    count = len(sections()) - len(asked_for)
    return {folded: log(1 + count / times) for folded, times in seen.items()}


def rarity(header: str) -> float:
    """Give how much a header tells about the system and the kind of record; 1.0 for one that nobody knows."""
    return _rarity().get(fold(header), 1.0)


def find(header: str, preset: str, kind: RecordKind) -> Match | None:
    """Find a header in one preset's dictionary for one kind: spelled alike first, then documented ones."""
    section, folded = sections().get((preset, kind), {}), fold(header)
    found = section.get(folded) or section.get(folded.replace("%", ""))
    if not found:
        return None
    spelled = plain(header)
    made = [_with_exact(match, exact=spelling == spelled) for spelling, match in found]
    return max(made, key=lambda match: (match.trust, match.target is not None))


def _with_exact(match: Match, *, exact: bool) -> Match:
    return Match(match.target, match.preset, match.kind, match.language, match.source, match.guess, exact)


def find_elsewhere(header: str, kind: RecordKind, presets: tuple[Preset, ...] = PRESETS) -> Match | None:
    """Find a header in the other presets' dictionaries, where all that know it for this kind agree on its meaning."""
    found = [match for preset in presets if (match := find(header, preset.code, kind))]
    if not found or len({match.target for match in found}) > 1:
        return None
    return max(found, key=lambda match: match.trust)
