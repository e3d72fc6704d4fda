"""Whether a column's cells can mean what its header was taken for, and the nearer meaning where they show one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hederssak.imports.presets.dictionary import fold
from hederssak.imports.presets.targets import Holds, Target
from hederssak.imports.presets.words import state_of
from hederssak.lib.sheets.values import (
    BadValue,
    is_blank,
    learn_date_order,
    parse_amount,
    parse_bool,
    parse_date,
)

LEAST_SHARE = 0.6
STATUS = frozenset({"status", "tila", "state"})
_ID = re.compile(r"[0-9]{3,}|[0-9A-Za-z]{15}|[0-9A-Za-z]{18}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def share_that_fits(target: Target, cells: Sequence[str]) -> float:
    """Give the share of filled cells that can mean the target, 1.0 where none is filled."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled:
        return 1.0
    order = learn_date_order(filled).order or "dmy"
    return sum(_can_be(target.holds, cell, order) for cell in filled) / len(filled)


def fits(target: Target, cells: Sequence[str]) -> bool:
    """Say whether enough of the cells can mean the target."""
    return share_that_fits(target, cells) >= LEAST_SHARE


def _can_be(holds: Holds, cell: str, order: str) -> bool:
    try:
        if holds in {Holds.AMOUNT, Holds.NUMBER, Holds.PERCENT}:
            parse_amount(cell, decimal=".")
        elif holds in {Holds.DAY, Holds.INSTANT}:
            parse_date(cell, order=order)
        elif holds is Holds.TRUTH:
            parse_bool(cell)
        elif holds is Holds.EMAIL:
            return "@" in cell
    except BadValue as error:
        return error.code not in {"not_a_number", "not_a_date", "not_a_truth_value"}
    return True


def refine(target: Target, cells: Sequence[str], *, column: str = "") -> Target:
    """Give the sibling of the target that the cells show: an owner's e-mail or id where a name was expected.

    A column called status holds how the opportunity stands where all its words say so, and else its stage.
    """
    filled = [cell.strip() for cell in cells if not is_blank(cell)]
    if not filled:
        return target
    if target.field.endswith("_name") or target.field == "name":
        return _sibling(target, filled)
    if target is Target.OPPORTUNITY_STATE and not any(state_of(cell) or cell.isdigit() for cell in filled):
        return Target.OPPORTUNITY_STAGE
    if target is Target.OPPORTUNITY_STAGE and fold(column) in STATUS and all(state_of(cell) for cell in filled):
        return Target.OPPORTUNITY_STATE
    return target


def _sibling(target: Target, filled: Sequence[str]) -> Target:
    stem = target.field.removesuffix("name")
    if all("@" in cell for cell in filled):
        if target is Target.OPPORTUNITY_CONTACT_NAME:
            return target  # "Maja Hed (maja@example.com); Olle Ek": the people of a deal are read with their addresses
        return _named(f"{target.kind}.{stem}email") or target
    if stem and all(_ID.fullmatch(cell) for cell in filled):
        return _named(f"{target.kind}.{stem}external_id") or target
    return target


def _named(value: str) -> Target | None:
    return Target(value) if value in Target._value2member_map_ else None
