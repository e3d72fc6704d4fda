"""Which of a pack's deals are named: the first of each part. A large team's week has more than anybody reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from hederssak.rules.findings import Finding
from hederssak.rules.honesty.facts import State
from hederssak.rules.theatre import theatre

MOST = 40
"""How many deals are named in one part; the others are counted."""

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
    """The entries of a pack that are told, part by part, and the differences to the pack of the day before."""

    wins: Some[Entry]
    progressed: Some[Entry]
    busy: Some[Entry]
    let_go: Some[Entry]
    lost: Some[Entry]
    before_meeting: Some[Entry]
    exceptions: Some[Entry]
    differences: Some[Finding]

    def ids(self) -> set[str]:
        """Return the identifiers of all opportunities that are named."""
        parts = (self.wins, self.progressed, self.busy, self.let_go, self.lost, self.before_meeting, self.exceptions)
        named = {one["opportunity"] for part in parts for one in part}
        return named | {str(one.figures["opportunity"]) for one in self.differences}


def choose(pack: Entry, day_before: Entry | None = None) -> Chosen:
    """Return what is told of a pack: won deals by margin, questions before notes, all else in the pack's order."""
    gone = {one["opportunity"] for one in (*pack["wins"], *pack["ended"])}
    moved = [one for one in pack["moved"] if one["opportunity"] not in gone]
    ended, before_meeting = pack["ended"], pack["before_meeting"]
    differences = theatre(day_before["opportunities"], pack["opportunities"]) if day_before else []
    return Chosen(
        wins=_first(sorted(pack["wins"], key=margin_of, reverse=True)),
        progressed=_first([one for one in moved if one["progress"]]),
        busy=_first([one for one in moved if not one["progress"]]),
        let_go=_first([one for one in ended if one["state"] == State.LET_GO]),
        lost=_first([one for one in ended if one["state"] != State.LET_GO]),
        before_meeting=_first(before_meeting if isinstance(before_meeting, list) else []),
        exceptions=Some(pack["exceptions"]["chosen"], of=pack["exceptions"]["of"]),
        differences=_first(sorted(differences, key=lambda one: not one.is_flag)),
    )


def margin_of(ended: Entry) -> Decimal:
    """Return what a deal that ended is ordered by: the unknown comes last."""
    return Decimal(ended["margin"]["amount"]) if ended["margin"] else Decimal(-1)


def _first(every: list[Thing]) -> Some[Thing]:
    return Some(every[:MOST], of=len(every))
