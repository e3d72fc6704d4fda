"""Quotas out of a file: whose, for which time, how much, and counted in what. All of it is taken, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import IO

from hederssak.goals.actions.quotas import QuotaDraft, set_quotas
from hederssak.lib.sheets import BadValue, open_sheet
from hederssak.lib.sheets.numbers import parse_number
from hederssak.org.models import Member, Organization, Team
from hederssak.rules.goals.quota_cells import BadRow, CellRefused, Refused, column_of, period_in, unit_in

MOST_ROWS = 5000
NEEDED = ("who", "period", "amount")


class QuotaFileError(Exception):
    """The file lacks a column, is too long, or has rows that can't be taken; nothing was written."""

    def __init__(self, code: str, rows: Sequence[BadRow] = (), column: str = "") -> None:
        """Remember what is wrong: no_column, too_long or bad_rows."""
        super().__init__(code)
        self.code, self.rows, self.column = code, list(rows), column


def import_quotas(file: IO[bytes], *, name: str, by: Member, now: dt.datetime) -> int:
    """Set the quotas of a file and return how many they are.

    Raises QuotaFileError, SheetRefused where it is no table, and PermissionDenied as `set_quotas` does.
    """
    people = _Names(by.organization)
    drafts, bad = [], []
    with open_sheet(file, name=name) as sheet:
        places = _places(sheet.header)
        for count, row in enumerate(sheet.rows()):
            if count >= MOST_ROWS:
                raise QuotaFileError("too_long")
            cells = {key: row.values[place].strip() for key, place in places.items()}
            try:
                drafts.append(_draft(cells, people))
            except CellRefused as refused:
                bad.append(BadRow(row.number, refused.cell, refused.why))
    if bad:
        raise QuotaFileError("bad_rows", bad)
    return set_quotas(drafts, by=by, now=now)


def _places(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        if column := column_of(cell):
            found.setdefault(column, place)
    for column in NEEDED:
        if column not in found:
            raise QuotaFileError("no_column", column=column)
    return found


class _Names:
    """Members by e-mail and name, teams by name; a name that two have says nothing."""

    def __init__(self, organization: Organization) -> None:
        self.found: dict[str, list[Member | Team]] = {}
        for member in Member.objects.filter(organization=organization, left_on=None):
            for key in {member.email.casefold(), member.name.casefold()} - {""}:
                self.found.setdefault(key, []).append(member)
        for team in Team.objects.filter(organization=organization):
            self.found.setdefault(team.name.casefold(), []).append(team)

    def of(self, cell: str) -> Member | Team:
        """Return whose it is."""
        found = self.found.get(cell.casefold(), [])
        if len(found) != 1:
            raise CellRefused(cell, Refused.TWO_OF_THEM if found else Refused.NOBODY)
        return found[0]


def _draft(cells: Mapping[str, str], people: _Names) -> QuotaDraft:
    span, day = period_in(cells["period"])
    unit = unit_in(cells.get("unit", ""))
    return QuotaDraft(whose=people.of(cells["who"]), span=span, day=day, amount=_amount(cells["amount"]), unit=unit)


def _amount(cell: str) -> Decimal:
    try:
        amount = parse_number(cell)
    except BadValue:
        amount = None
    if amount is None or not 0 <= amount < Decimal(10) ** 13:
        raise CellRefused(cell, Refused.NO_AMOUNT)
    return amount
