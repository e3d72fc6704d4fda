"""What a rule answers: a code with figures, said in the reader's language only where it is shown.

A finding is a question with its evidence, no verdict (PRODUCT.md, principle 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self

from hederssak.rules.money import Money

Figure = str | int | float | bool | list[Any] | dict[str, Any] | None


class Severity(StrEnum):
    """How much a finding asks of its reader; notes are answers and never counted as flags."""

    NOTE = "note"
    QUESTION = "question"
    PRESSING = "pressing"

    @property
    def weight(self) -> int:
        """Return 0, 1 or 2, to sort by."""
        return _WEIGHTS[self]


_WEIGHTS = {Severity.NOTE: 0, Severity.QUESTION: 1, Severity.PRESSING: 2}


class WayOut(StrEnum):
    """What can be done about a finding, each one click or one short form."""

    SET_DATE = "set_date"
    SET_AMOUNT = "set_amount"
    STATE_BASIS = "state_basis"
    ADD_NEXT_STEP = "add_next_step"
    ASK_THE_BUYER = "ask_the_buyer"
    NAME_BUYER_EVENT = "name_buyer_event"
    QUALIFY = "qualify"
    ADD_DECISION_MAKER = "add_decision_maker"
    BOOK_DECISION_MAKER = "book_decision_maker"
    PARK = "park"
    LET_GO = "let_go"
    SAY_RULE_IS_WRONG = "say_rule_is_wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one rule: what, since when, by which evidence, about how much, and the ways out.

    `figures` hold only what JSON can: days as ISO text, amounts as decimal text (see `figures()`).
    """

    code: str
    since: date | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    severity: Severity = Severity.QUESTION
    money: Money | None = None
    ways_out: tuple[WayOut, ...] = ()

    @property
    def is_flag(self) -> bool:
        """Return whether it asks for something; a note does not."""
        return self.severity is not Severity.NOTE

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values, as a frozen pack keeps it."""
        return {
            "code": self.code,
            "since": self.since and self.since.isoformat(),
            "figures": dict(self.figures),
            "severity": self.severity.value,
            "money": money_json(self.money),
            "ways_out": [way.value for way in self.ways_out],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the finding that `as_json` wrote."""
        return cls(
            code=kept["code"],
            since=date.fromisoformat(kept["since"]) if kept["since"] else None,
            figures=dict(kept["figures"]),
            severity=Severity(kept["severity"]),
            money=money_from_json(kept["money"]),
            ways_out=_ways_out(tuple(kept["ways_out"])),
        )


@lru_cache(maxsize=128)
def _ways_out(codes: tuple[str, ...]) -> tuple[WayOut, ...]:
    """Return ways out by their codes; the findings of a list have the same few."""
    return tuple(map(WayOut, codes))


def figures(**values: Any) -> dict[str, Figure]:
    """Return values as JSON has them: days and instants as ISO text, decimals and money as text."""
    return {name: _plain(value) for name, value in values.items()}


def money_json(money: Money | None) -> dict[str, str] | None:
    """Return `{"amount": "1200.50", "currency": "SEK"}`, or None for the unknown."""
    return None if money is None else {"amount": str(money.amount), "currency": money.currency}


def money_from_json(kept: Mapping[str, str] | None) -> Money | None:
    """Return the money that `money_json` wrote."""
    return None if kept is None else Money(Decimal(kept["amount"]), kept["currency"])


def _plain(value: Any) -> Figure:
    if value is None or type(value) in _PLAIN_ALREADY:
        return value  # type: ignore[no-any-return]  # its type was just looked at
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Money):
        return money_json(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    raise TypeError(f"a figure can't be a {type(value).__name__}")


_PLAIN_ALREADY = frozenset({str, int, float, bool, dict})
