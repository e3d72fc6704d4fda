"""The theatre: what changed between the pack frozen the day before and the one frozen at the start (R16).

A frozen pack keeps, per open opportunity, the few values that are shown; nothing is read but the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hederssak.rules.findings import Figure, Finding, Severity, figures
from hederssak.rules.money import Money


class Code(StrEnum):
    """What changed in the last day before the meeting."""

    PUSHED = "theatre_pushed"
    PULLED = "theatre_pulled"
    DATE_SET = "theatre_date_set"
    DATE_CLEARED = "theatre_date_cleared"
    RAISED = "theatre_raised"
    LOWERED = "theatre_lowered"
    AMOUNT_SET = "theatre_amount_set"
    AMOUNT_CLEARED = "theatre_amount_cleared"
    STAGE_MOVED = "theatre_stage_moved"
    STEP_SET = "theatre_step_set"
    CAME = "theatre_came"
    WENT = "theatre_went"


_ASKED = frozenset({Code.PUSHED, Code.RAISED, Code.DATE_CLEARED})


@dataclass(frozen=True, slots=True)
class Line:
    """What a frozen pack keeps of one open opportunity, as plain as JSON."""

    owner: str
    stage: str
    close_date: date | None = None
    amount: Money | None = None
    next_step_due: date | None = None

    def as_json(self) -> dict[str, Figure]:
        """Return it as plain JSON values."""
        return figures(
            owner=self.owner,
            stage=self.stage,
            close_date=self.close_date,
            amount=self.amount,
            next_step_due=self.next_step_due,
        )


def theatre(day_before: Mapping[str, Any], at_start: Mapping[str, Any]) -> list[Finding]:
    """Return what changed between two frozen packs' `opportunities`, by opportunity and field.

    Pushed dates, raised amounts and cleared dates are questions, everything else is noted: setting
    a next step before the meeting is no theatre but what the meeting is for.
    """
    found: list[Finding] = []
    for opportunity in sorted(day_before.keys() | at_start.keys()):
        old, new = day_before.get(opportunity), at_start.get(opportunity)
        if old is None or new is None:
            stands = new or old or {}
            found.append(_finding(Code.CAME if old is None else Code.WENT, opportunity, stands, None, None))
        elif old != new:
            found.extend(_differences(opportunity, old, new))
    return found


def _differences(opportunity: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Finding]:
    codes = {
        "close_date": _date_code(old["close_date"], new["close_date"]),
        "amount": _amount_code(old["amount"], new["amount"]),
        "stage": Code.STAGE_MOVED if old["stage"] != new["stage"] else None,
        "next_step_due": Code.STEP_SET if old["next_step_due"] != new["next_step_due"] else None,
    }
    return [_finding(code, opportunity, new, old[name], new[name]) for name, code in codes.items() if code is not None]


def _finding(code: Code, opportunity: str, line: Mapping[str, Any], old: Any, new: Any) -> Finding:
    return Finding(
        code,
        figures=figures(opportunity=opportunity, owner=line.get("owner"), old=old, new=new),
        severity=Severity.QUESTION if code in _ASKED else Severity.NOTE,
    )


def _date_code(old: str | None, new: str | None) -> Code | None:
    if old == new:
        return None
    if old is None or new is None:
        return Code.DATE_SET if old is None else Code.DATE_CLEARED
    return Code.PUSHED if new > old else Code.PULLED  # ISO text sorts as its days do


def _amount_code(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> Code | None:
    if old == new:
        return None
    if old is None or new is None:
        return Code.AMOUNT_SET if old is None else Code.AMOUNT_CLEARED
    if old["currency"] != new["currency"]:
        return Code.AMOUNT_SET
    change = Decimal(new["amount"]) - Decimal(old["amount"])
    return None if change == 0 else Code.RAISED if change > 0 else Code.LOWERED
