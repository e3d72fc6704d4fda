"""Headers of no system in particular: the words for a record and for its fields, put together in three languages."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Headers, Preset
from hederssak.imports.presets.generic_words import CALLS, FIELDS, RECORDS
from hederssak.imports.presets.targets import RecordKind, Target

SOURCE = "everyday words, put together"


def _field(kind: RecordKind, record: str, field: str) -> str | None:
    """Give the field of a kind of file that a record's field fills: in a file of contacts, "company name" too."""
    if kind is RecordKind.HIT_LIST:
        record = {"owner": "caller", "contact": kind}.get(record, record)
    name = field if record == kind else f"{record}_{field}"
    return name if f"{kind}.{name}" in Target._value2member_map_ else None


def _columns(kind: RecordKind, language: str) -> dict[str, str | None]:
    fields, records = FIELDS[language], RECORDS[language]
    made: dict[str, str | None] = {}
    for field, words in fields.items():
        if name := _field(kind, kind, field):
            made |= dict.fromkeys(words, name)
    for record, nouns in records.items():
        before = ("", *(f"{own} " for own in records.get(kind, ()))) if record == "owner" else ("",)
        for noun in nouns:
            if name := _field(kind, record, "name"):
                made.setdefault(noun, name)
                for own in records.get(kind, ()):
                    made.setdefault(f"{own} {noun}", name)
            for field, words in fields.items():
                if name := _field(kind, record, field):
                    for word in words:
                        made |= {f"{own}{noun} {word}": made.get(f"{own}{noun} {word}", name) for own in before}
    return made | (dict(CALLS[language]) if kind is RecordKind.HIT_LIST else {})


GENERIC_PRESET = Preset(
    "generic",
    "",
    tuple(
        Headers(kind, language, SOURCE, _columns(kind, language), guess=True)
        for kind in RecordKind
        for language in FIELDS
    ),
)
