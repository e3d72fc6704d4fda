"""The columns of one file, and what a row of it says: values by our fields' names, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from hederssak.imports.actions.reading.cells import Reader, reader_of
from hederssak.imports.actions.reading.problems import Problem
from hederssak.imports.presets import Holds, RecordKind, Target
from hederssak.lib.sheets.values import BadValue, is_blank
from hederssak.lib.sheets.writing import OWN_PREFIX
from hederssak.rules.names import search_key

IGNORE = "ignore"
SOFT = frozenset({"employees", "revenue", "founded", "probability", "quantity", "cost", "done", "active"})
"""Fields of which a cell that can't be read is kept as it is, in a custom field, and refuses nothing."""
CUSTOM_KEY = 70
REMEMBERED = 2_048
"""Texts of one column."""


@dataclass(slots=True)
class Said:
    """What a row says: `values` by field (None for blank), what is kept as text, and what is wrong."""

    values: dict[str, Any]
    custom: dict[str, str | None]
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Columns:
    """The columns of a file: those that fill a field, those kept as custom fields."""

    kind: RecordKind
    fields: tuple[tuple[str, int, str, Reader], ...]
    custom: tuple[tuple[str, int], ...]
    zone: ZoneInfo
    labels: Mapping[str, str]
    keys: Mapping[str, str]
    """The custom key that each column would have, by its header."""

    def read(self, cells: Sequence[str]) -> Said:
        """Return what a row says."""
        said = Said({}, {})
        for name, at, column, reader in self.fields:
            text = cells[at]
            try:
                said.values[name] = reader(text) if text else None
            except BadValue as bad:
                said.values[name] = None
                if name in SOFT:
                    said.custom[self.keys[column]] = text.strip()
                else:
                    said.problems.append(Problem(bad.code, column, text.strip()))
        for key, at in self.custom:
            text = cells[at]
            said.custom[key] = None if is_blank(text) else text.strip()
        return said

    def at(self, name: str) -> int | None:
        """Return the place of the column that fills a field, or None."""
        return next((at for known, at, _, _ in self.fields if known == name), None)

    def header_of(self, name: str) -> str:
        """Return the header of the column that fills a field, or an empty text."""
        return next((column for known, _, column, _ in self.fields if known == name), "")


def columns_of(
    header: Sequence[str],
    mapping: Mapping[str, str],
    *,
    kind: RecordKind,
    taken: frozenset[str],
    survey: Mapping[str, Any],
    zone: ZoneInfo,
) -> Columns:
    """Return a file's columns; `mapping` says for a header which target it fills, or `ignore`.

    Columns that fill none of the fields in `taken` are kept as custom fields.
    """
    forms = survey.get("forms", {})
    fields, custom = [], []
    keys = custom_keys(header)
    for at, column in enumerate(header):
        if column.startswith(OWN_PREFIX) or mapping.get(column) == IGNORE:
            continue
        target = Target(mapping[column]) if column in mapping else None
        if target is not None and target.kind == kind and target.field in taken:
            reader = reader_of(target, forms.get(column, {}), zone)
            fields.append((target.field, at, column, reader if target.holds is Holds.ID else _once(reader)))
        else:
            custom.append((keys[column], at))
    labels = {keys[column]: column for column in header if not column.startswith(OWN_PREFIX)}
    return Columns(kind, tuple(fields), tuple(custom), zone, labels, keys)


def _once(reader: Reader) -> Reader:
    """Return a reader that reads a text once, as far as it remembers: a column has few different days and stages."""
    return lru_cache(maxsize=REMEMBERED)(reader)


def custom_keys(header: Sequence[str]) -> dict[str, str]:
    """Return for each header the key of its custom field: `Deal - Label` is `deal_label`; no two are alike."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for at, column in enumerate(header):
        stem = search_key(column).replace(" ", "_")[:CUSTOM_KEY] or f"column_{at + 1}"
        key, count = stem, 2
        while key in taken:
            key, count = f"{stem}_{count}", count + 1
        taken.add(key)
        keys[column] = key
    return keys
