"""The first reading of a file: how many rows, how each column writes its numbers and days, which stages it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from hederssak.imports.presets import Holds, Target
from hederssak.lib.sheets import Sheet
from hederssak.lib.sheets.values import BadValue, learn_date_order, learn_number_format, parse_amount

NUMBERS = frozenset({Holds.AMOUNT, Holds.NUMBER, Holds.PERCENT})
DAYS = frozenset({Holds.DAY, Holds.INSTANT})
HELD = 2_000
BLOCK = 500
MOST_STAGES = 400
ORDERS = ("dmy", "mdy", "ymd")


@dataclass
class Learner:
    """Learns one column from its different cells, a few thousands at a time, so that memory stays bounded."""

    days: bool
    cells: set[str] = field(default_factory=set)
    possible: set[str] = field(default_factory=lambda: set(ORDERS))
    decimal: str | None = None
    settled: bool = False

    def see(self, cells: Iterable[str]) -> None:
        """Take in cells; the sign of decimals is settled by the first thousands that prove it."""
        if not self.settled:
            self.cells.update(cells)
            if len(self.cells) >= HELD:
                self._learn()

    def form(self) -> dict[str, Any]:
        """Return what was learned: the order of day and month (or those possible), or the decimal sign."""
        self._learn()
        if not self.days:
            return {"decimal": self.decimal} if self.decimal else {}
        left = [order for order in ORDERS if order in self.possible]
        return {"order": left[0]} if len(left) == 1 else {"orders": left}

    def _learn(self) -> None:
        cells, self.cells = self.cells - {""}, set()
        if self.days:
            self.possible &= set(learn_date_order(cells).possible)
            return
        found = learn_number_format(cells)
        self.settled = found.sure and found.decimal is not None
        self.decimal = found.decimal if self.settled else self.decimal or found.decimal


@dataclass
class StageTally:
    """The stages that a file names, with the chance that stands beside them."""

    at: tuple[int | None, int | None, int | None]
    seen: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def see(self, cells: Sequence[str]) -> None:
        """Take in a row."""
        pipeline, stage, chance = self.at
        if stage is None or not cells[stage].strip() or len(self.seen) >= MOST_STAGES:
            return
        name = (cells[pipeline].strip() if pipeline is not None else "", cells[stage].strip())
        chances = self.seen.setdefault(name, [])
        if chance is not None and len(chances) < 50 and (share := _share(cells[chance])) is not None:
            chances.append(share)

    def stages(self) -> list[dict[str, Any]]:
        """Return pipeline, name and the usual chance of each stage, in the order of appearance."""
        return [
            {"pipeline": pipeline, "name": name, "chance": sorted(chances)[len(chances) // 2] if chances else None}
            for (pipeline, name), chances in self.seen.items()
        ]


def _share(text: str) -> float | None:
    try:
        amount = parse_amount(text, decimal=".")
    except BadValue:
        return None
    if amount is None or not 0 <= amount.value <= 100:
        return None
    return float(amount.value if amount.value <= 1 and not amount.percent else amount.value / 100)


def survey(sheet: Sheet, mapping: Mapping[str, str], *, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Read a file through once and return what the second reading needs, as JSON.

    `choices` are a person's own: `order` (of day and month) and `decimal`, which stand above what is learned. A date
    column that can be read in two ways takes the order that another column of the file proves.

    Raises:
        SheetRefused: where the file can't be read to its end.
    """
    places = {column: at for at, column in enumerate(sheet.header)}
    targets = {places[column]: Target(name) for column, name in mapping.items() if _is_target(name, column, places)}
    learners = {
        at: Learner(days=target.holds in DAYS) for at, target in targets.items() if target.holds in NUMBERS | DAYS
    }
    at = {target.field: place for place, target in targets.items()}
    tally = StageTally((at.get("pipeline"), at.get("stage"), at.get("probability")))
    rows = 0
    watched = tuple(learners.items())
    given = sheet.rows()
    while block := [row.values for row in islice(given, BLOCK)]:
        rows += len(block)
        for place, learner in watched:
            learner.see(cells[place] for cells in block)
        for cells in block:
            tally.see(cells)
    forms = {sheet.header[place]: learner.form() for place, learner in learners.items()}
    return {"rows": rows, "forms": _settled(forms, choices), "stages": tally.stages()}


def _is_target(name: str, column: str, places: Mapping[str, int]) -> bool:
    return column in places and name in Target._value2member_map_


def _settled(forms: Mapping[str, dict[str, Any]], choices: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    proven = {form["order"] for form in forms.values() if "order" in form}
    common = next(iter(proven)) if len(proven) == 1 else None
    return {column: _chosen(form, common, choices) for column, form in forms.items()}


def _chosen(form: dict[str, Any], common: str | None, choices: Mapping[str, Any]) -> dict[str, Any]:
    if "orders" not in form and "order" not in form:
        return {"decimal": choices["decimal"]} if choices.get("decimal") else form
    wanted = choices.get("order") or form.get("order") or (common if common in form.get("orders", ()) else None)
    return {"order": wanted} if wanted else form
