"""Which system a file comes from, what its rows are, and which of our fields each column fills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hederssak.imports.presets.dictionary import fold, without_unit
from hederssak.imports.presets.index import GENERIC, Match, find, find_elsewhere, rarity, sections
from hederssak.imports.presets.shapes import fits, refine
from hederssak.imports.presets.targets import RecordKind, Target
from hederssak.imports.presets.words import kind_in_name
from hederssak.lib.sheets.writing import OWN_PREFIX

GENERIC_WORTH = 0.75
KNOWN_ONLY_WORTH = 0.3
NAME_WORTH = 2.0
LEAST_CONFIDENCE = 0.15
MOST_UNKNOWN = 20
"""Beyond so many, unknown columns lower the confidence no further: accounts with 600 fields of their own are usual."""
SIGN_WORTH = 0.6
SIGNS: dict[RecordKind, frozenset[str]] = {
    RecordKind.OPPORTUNITY: frozenset(
        {"stage", "state", "amount", "margin", "probability", "close_date", "lost_reason"}
    ),
    RecordKind.ACCOUNT: frozenset({"org_number", "employees", "revenue", "industry", "parent_name"}),
    RecordKind.CONTACT: frozenset({"first_name", "last_name", "email", "mobile", "title", "buying_role"}),
    RecordKind.ACTIVITY: frozenset({"subject", "starts_at", "done", "duration", "note"}),
    RecordKind.MEETING: frozenset({"subject", "starts_at", "ends_at", "attendees", "location"}),
    RecordKind.PRODUCT: frozenset({"price", "series", "cost"}),
    RecordKind.OWNER: frozenset({"manager", "region", "active"}),
    RecordKind.HIT_LIST: frozenset({"caller_name", "caller_email", "note"}),
}
"""Fields that tell what the rows are: a file of contacts may name a company, but only contacts have first names."""
ESSENTIAL: dict[RecordKind, frozenset[str]] = {
    RecordKind.OPPORTUNITY: frozenset({"name", "external_id", "amount", "stage"}),
    RecordKind.ACCOUNT: frozenset({"name", "external_id"}),
    RecordKind.CONTACT: frozenset({"name", "first_name", "last_name", "email"}),
    RecordKind.ACTIVITY: frozenset({"subject", "kind", "starts_at"}),
    RecordKind.MEETING: frozenset({"subject", "starts_at"}),
    RecordKind.PRODUCT: frozenset({"name"}),
    RecordKind.OWNER: frozenset({"name", "email", "first_name"}),
    RecordKind.HIT_LIST: frozenset({"name", "first_name", "last_name", "email"}),
}


@dataclass(frozen=True)
class Alternative:
    """Another reading of the same header: preset, kind of record, and how sure it is, 0 to 1."""

    preset: str
    kind: RecordKind
    score: float


@dataclass(frozen=True)
class Recognition:
    """What a header was taken for.

    Columns outside `mapping` are kept as custom fields: `ignored` are known to the preset, but no field of ours;
    `unknown` are not known; `losers` would fill a target that another column fills already.
    """

    preset: str
    record_kind: RecordKind | None
    language: str
    mapping: dict[str, Target] = field(default_factory=dict)
    matches: dict[str, Match] = field(default_factory=dict)
    losers: dict[str, Target] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    confidence: float = 0.0
    alternatives: tuple[Alternative, ...] = ()


def recognize(
    header: Sequence[str],
    sample_rows: Sequence[Sequence[str]] = (),
    file_name: str = "",
    *,
    kind: RecordKind | None = None,
    preset: str | None = None,
) -> Recognition:
    """Recognize a header; a person's choice of kind or preset narrows the search.

    Cells of the sample must be able to mean what their column is taken for, else the column is left unknown.
    """
    columns = [column for column in header if not column.startswith(OWN_PREFIX)]
    readings = [
        reading
        for reading in _readings(columns, file_name, asked=kind)
        if kind in {None, reading.kind} and preset in {None, reading.preset}
    ]
    if not readings or (readings[0].score < LEAST_CONFIDENCE and kind is None):
        return Recognition("", None, "", unknown=tuple(columns), alternatives=tuple(readings[:5]))
    best = readings[0]
    cells = _columns_of(header, sample_rows)
    return _map(columns, cells, best, tuple(readings[1:6]))


def _readings(columns: Sequence[str], file_name: str, *, asked: RecordKind | None) -> list[Alternative]:
    """Weigh each preset and kind by the rarity and trust of the headers that it knows; the likeliest first.

    A HIT list looks like any list of people: it is taken for one only where its name or a person says so.
    """
    hinted = kind_in_name(file_name)
    weighed: list[tuple[float, Alternative]] = []
    for code, kind in sections():
        if kind is RecordKind.HIT_LIST and RecordKind.HIT_LIST not in {hinted, asked}:
            continue
        found = [
            (column, match)
            for column in columns
            if (match := find(column, code, kind) or find(without_unit(column), code, kind))
        ]
        fields = {match.target.field for _, match in found if match.target and match.target.kind is kind}
        if not fields & ESSENTIAL[kind]:
            continue
        known = sum(rarity(column) * _worth(match) for column, match in found)
        weight = known * (GENERIC_WORTH if code == GENERIC else 1.0)
        weight += SIGN_WORTH * len(fields & SIGNS[kind]) + (NAME_WORTH if hinted == kind else 0.0)
        unknown = min(len(columns) - len(found), MOST_UNKNOWN)
        weighed.append((weight, Alternative(code, kind, round(known / (known + unknown), 3))))
    return [reading for _, reading in sorted(weighed, key=lambda item: -item[0])]


def _worth(match: Match) -> float:
    """Give how much a match tells; a header that fills no field of ours tells little of the kind of record."""
    return match.trust * (1.0 if match.target else KNOWN_ONLY_WORTH)


def _columns_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    return {column: [row[at] for row in rows] for at, column in enumerate(header)}


def _map(
    columns: Sequence[str], cells: dict[str, list[str]], best: Alternative, others: tuple[Alternative, ...]
) -> Recognition:
    claims: list[tuple[float, int, str, Target, Match]] = []
    ignored: list[str] = []
    matches: dict[str, Match] = {}
    for at, column in enumerate(columns):
        match = _look_up(column, best)
        if match is None:
            continue
        if match.target is None:
            ignored.append(column)
            matches[column] = match
            continue
        target = refine(match.target, cells[column], column=column)
        if fits(target, cells[column]):
            claims.append((_claim(match, cells[column]), at, column, target, match))
    mapping: dict[str, Target] = {}
    losers: dict[str, Target] = {}
    for _, _, column, target, match in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        (losers if target in mapping.values() else mapping)[column] = target
        matches[column] = match
    return Recognition(
        preset=best.preset,
        record_kind=best.kind,
        language=_language(matches),
        mapping={column: mapping[column] for column in columns if column in mapping},
        matches=matches,
        losers=losers,
        ignored=tuple(ignored),
        unknown=tuple(column for column in columns if column not in matches),
        confidence=best.score,
        alternatives=others,
    )


def _look_up(column: str, best: Alternative) -> Match | None:
    """Find a column in the chosen preset, then among everyday words, then in other presets that agree.

    A header that names a currency or thousands ("Amount (SEK)", "Värde tkr") is looked up without it too.
    """
    for header in dict.fromkeys((column, without_unit(column))):
        match = find(header, best.preset, best.kind) or find(header, GENERIC, best.kind)
        if match := match or find_elsewhere(header, best.kind):
            return match
    return None


def _claim(match: Match, cells: Sequence[str]) -> float:
    """Weigh a column's claim to its target: how it was found, then how much of the sample it fills."""
    filled = sum(1 for cell in cells if cell.strip()) / len(cells) if cells else 0.0
    return match.trust + (0.5 if match.preset != GENERIC else 0.0) + 0.4 * filled


def _language(matches: dict[str, Match]) -> str:
    counts = Counter(match.language for match in matches.values() if match.language)
    return counts.most_common(1)[0][0] if counts else ""


def header_key(header: Sequence[str]) -> str:
    """Give a key that is the same for the same set of columns in whatever order, to find a saved mapping by."""
    return "|".join(sorted(fold(column) for column in header))
