"""A pack made short: the first of each part and how many there are. A large team's week has more than anybody reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from hederssak.rules.findings import Finding, Severity
from hederssak.rules.honesty.facts import State
from hederssak.rules.theatre import theatre

MOST = 24
"""How many deals are named in one part; the others are counted."""

LEFT_OUT = {"wins", "moved", "ended", "exceptions", "cases", "opportunities"}

Entry = Mapping[str, Any]
Thing = TypeVar("Thing")


class Some(list[Thing]):
    """The first of what there is; `of` says how many there are in all."""

    def __init__(self, first: Iterable[Thing] = (), of: int | None = None) -> None:
        """Keep the first; without `of` they are all."""
        super().__init__(first)
        self.of = len(self) if of is None else of

    @property
    def more(self) -> int:
        """How many there are beyond these."""
        return self.of - len(self)

    def without(self, unwanted: Callable[[Thing], bool]) -> Some[Thing]:
        """Return these without some, which are not counted either."""
        left = [one for one in self if not unwanted(one)]
        return Some(left, of=self.of - len(self) + len(left))


@dataclass(frozen=True)
class Chosen:
    """The entries that are told, part by part, and the differences to the pack of the day before."""

    wins: Some[Entry]
    progressed: Some[Entry]
    busy: Some[Entry]
    let_go: Some[Entry]
    lost: Some[Entry]
    asked_before: Some[Entry]
    exceptions: Some[Entry]
    differences: Some[Entry]
    cases: Some[Entry] = field(default_factory=Some)

    def ids(self) -> set[str]:
        """Return the identifiers of all opportunities that are named."""
        entries = (one for part in vars(self).values() for one in part)
        return {one["opportunity"] if "opportunity" in one else one["figures"]["opportunity"] for one in entries}


def chosen_from(short: Entry) -> Chosen:
    """Return the parts of a shortened pack."""
    chosen = Chosen(**{name: Some(part["rows"], of=part["of"]) for name, part in short["first"].items()})
    if "cases" in short:  # what was frozen by an earlier release
        kept = [{**one, "reason": why} for why, one in short["cases"].items() if one]
        return replace(chosen, cases=Some(kept))
    return chosen


def shorten(pack: Entry, day_before: Entry | None = None) -> dict[str, Any]:
    """Return a pack as it is told, as plain JSON values: won deals by margin, all else in the pack's order.

    With `day_before`, the pack that was frozen then, it holds what was changed between the two, questions first.
    """
    gone = {one["opportunity"] for one in (*pack["wins"], *pack["ended"])}
    moved = [one for one in pack["moved"] if one["opportunity"] not in gone]
    differences = theatre(day_before["opportunities"], pack["opportunities"]) if day_before else []
    before_meeting = pack["before_meeting"] if isinstance(pack["before_meeting"], list) else []
    wins = sorted(pack["wins"], key=_margin, reverse=True)
    parts = {
        "wins": wins,
        "progressed": [one for one in moved if one["progress"]],
        "busy": [one for one in moved if not one["progress"]],
        "let_go": [one for one in pack["ended"] if one["state"] == State.LET_GO],
        "lost": [one for one in pack["ended"] if one["state"] != State.LET_GO],
        "asked_before": before_meeting,
        "differences": [one.as_json() for one in sorted(differences, key=lambda one: not one.is_flag)],
        "cases": pack.get("cases", []),
    }
    exceptions = {"rows": pack["exceptions"]["chosen"], "of": pack["exceptions"]["of"]}
    first = {name: {"rows": rows[:MOST], "of": len(rows)} for name, rows in parts.items()}
    return {name: part for name, part in pack.items() if name not in LEFT_OUT} | {
        "first": first | {"exceptions": exceptions},
        "before_meeting": _before_meeting(before_meeting) if before_meeting else pack["before_meeting"],
        "won": _won(wins),
    }


def findings_of(entry: Entry) -> list[Finding]:
    """Return what is asked or noted about an entry's deal."""
    return [Finding.from_json(kept) for kept in entry["findings"]]


def _before_meeting(section: list[Entry]) -> dict[str, Any]:
    """Return before which meetings something was moved, and how many deals are asked about for it."""
    findings = [one["findings"] for one in section]
    return {
        "starts": sorted({one["figures"]["meeting_starts_at"] for some in findings for one in some}),
        "asked": sum(any(one["severity"] != Severity.NOTE for one in some) for some in findings),
    }


def _won(wins: list[Entry]) -> dict[str, str] | None:
    """Return the margin that was won where all of it is known, and in one currency."""
    margins = [one["margin"] for one in wins]
    if not margins or None in margins or len({margin["currency"] for margin in margins}) > 1:
        return None
    return {
        "amount": str(sum(Decimal(margin["amount"]) for margin in margins)),
        "currency": margins[0]["currency"],
    }


def _margin(ended: Entry) -> Decimal:
    """Return what a deal that ended is ordered by: the unknown comes last."""
    return Decimal(ended["margin"]["amount"]) if ended["margin"] else Decimal(-1)
