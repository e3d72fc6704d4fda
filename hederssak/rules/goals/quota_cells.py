"""What people write in a file of quotas: whose, for which time, counted in what (R14)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Span

_WHO = ("who", "name", "e-mail", "email", "team", "vem", "namn", "e-post", "säljare", "kuka", "nimi", "myyjä", "tiimi")
_AMOUNT = ("amount", "quota", "belopp", "budget", "försäljningsbudget", "summa", "budjetti", "myyntibudjetti")
HEADERS: Mapping[str, frozenset[str]] = {
    "who": frozenset((*_WHO, "sähköposti")),
    "period": frozenset(("period", "month", "månad", "jakso", "kuukausi", "kausi")),
    "amount": frozenset(_AMOUNT),
    "unit": frozenset(("unit", "counted in", "enhet", "räknas i", "yksikkö", "lasketaan")),
}
UNITS: Mapping[str, Unit] = {
    "": Unit.MARGIN,
    **dict.fromkeys(("margin", "tb", "täckningsbidrag", "kate", "katetuotto"), Unit.MARGIN),
    **dict.fromkeys(("revenue", "omsättning", "liikevaihto"), Unit.REVENUE),
    **dict.fromkeys(("qualified", "kvalificerade", "validoidut"), Unit.QUALIFIED),
}
_YEAR = re.compile(r"(20\d\d)(?:\.0)?")
_QUARTER = re.compile(r"(20\d\d)[\s/-]*[qk]([1-4])", re.IGNORECASE)
_MONTH = re.compile(r"(20\d\d)[-/.](\d{1,2})(?:[-/.]0?1)?(?:[T ]0?0:00(?::00)?)?")


class Refused(StrEnum):
    """What is wrong with a row."""

    NOBODY = "nobody"
    TWO_OF_THEM = "two_of_them"
    NO_PERIOD = "no_period"
    NO_AMOUNT = "no_amount"
    NO_UNIT = "no_unit"


class CellRefused(ValueError):
    """Raised for a cell that doesn't say what its column needs."""

    def __init__(self, cell: str, why: Refused) -> None:
        """Remember the cell's text and what is wrong."""
        super().__init__(cell, why)
        self.cell, self.why = cell, why
        self.code = why.value


@dataclass(frozen=True)
class BadRow:
    """A row that can't be taken: its number as the spreadsheet has it, the cell, and why."""

    number: int
    cell: str
    why: Refused


def period_in(cell: str) -> tuple[Span, date]:
    """Return the period that a cell names, and its first day: 2026, 2026-Q4 (2026 K4), 2026-11, or 2026-11-01."""
    if match := _YEAR.fullmatch(cell):
        return Span.YEAR, date(int(match[1]), 1, 1)
    if match := _QUARTER.fullmatch(cell):
        return Span.QUARTER, date(int(match[1]), int(match[2]) * 3 - 2, 1)
    if (match := _MONTH.fullmatch(cell)) and 1 <= int(match[2]) <= 12:
        return Span.MONTH, date(int(match[1]), int(match[2]), 1)
    raise CellRefused(cell, Refused.NO_PERIOD)


def unit_in(cell: str) -> Unit:
    """Return the unit that a cell names; margin where it is empty."""
    found = UNITS.get(cell.strip().casefold())
    if found is None:
        raise CellRefused(cell, Refused.NO_UNIT)
    return found


def column_of(header: str) -> str:
    """Return which column a header names: who, period, amount, unit, or nothing."""
    name = header.strip().casefold()
    return next((column for column, names in HEADERS.items() if name in names), "")
